import ActionRegister
import Foundation
import Reminders
import Scheduling
import Store

extension ForecastLetter: JSONRepresentable {
    var json: JSON {
        [
            "board": board.slug, "recipient": mailbox, "recipientName": name,
            "audience": letter.audience.rawValue, "kind": letter.kind.rawValue, "sendAt": letter.sendAt,
            "steps": steps.map(json),
        ]
    }

    private func json(_ step: OwedStep) -> JSON {
        [
            "action": step.key.action.flatMap { references[$0] }, "rule": step.rule.cause,
            "day": step.day,
            "anchor": step.anchorDay, "late": step.isLate,
        ]
    }
}

extension ForecastLetter {
    static func table(_ letters: [ForecastLetter]) -> Table {
        var table = Table(columns: ["goes", "board", "to", "kind", "about"], empty: "no letter is due")
        table.rows = letters.map {
            [
                $0.board.clockTime(of: $0.letter.sendAt), $0.board.slug, $0.name, $0.letter.kind.rawValue,
                $0.about,
            ]
        }
        return table
    }
}
