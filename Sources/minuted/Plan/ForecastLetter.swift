import ActionRegister
import Foundation
import Scheduling
import Store

/// A letter of the forecast in the words of the register.
struct ForecastLetter: JSONRepresentable {
    var letter: PlannedLetter
    var board: Board
    /// `nil` where there is nobody to write to any more.
    var mailbox: Mailbox?
    var name: String
    /// The references of its steps' actions.
    var references: [Action.ID: String]

    /// The steps that are printed, each once.
    var steps: [OwedStep] { letter.steps.filter { !$0.isRepetition && !$0.key.isAllWell } }

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

    private var about: String {
        let seen = steps.compactMap { $0.key.action.flatMap { references[$0] } }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        if steps.isEmpty { return "all well" }
        return seen.isEmpty ? "the meeting" : seen.joined(separator: ", ")
    }
}
