import ActionRegister
import Daemon
import Foundation
import Mail
import Reminders
import Store

extension Status {
    /// The mode first and loudly, then what goes next, what is stuck and what
    /// needs a person.
    func words(isTerminal: Bool) -> String {
        let mode = isTerminal ? "\u{1B}[1m\(self.mode)\u{1B}[0m" : self.mode
        return ["\(mode)\n", table.text(isTerminal: isTerminal), sending, needs].joined(separator: "\n")
    }

    /// `DRY-RUN: nothing leaves`
    private var mode: String {
        let name = configuration.mode.rawValue
        return name.uppercased() + configuration.modeWords.dropFirst(name.count)
            + (isConfigured ? "" : " (no configuration was read)")
    }

    private var table: Table {
        var table = Table(
            columns: ["board", "state", "open", "overdue", "next meeting", "next letters"],
            empty: "no boards; add one by minuted board add")
        table.rows = boards.map { standing in
            let report = standing.report
            return [
                report.board.slug, report.board.state.rawValue, String(report.open), String(report.overdue),
                report.nextMeeting?.day?.description ?? "-", standing.next?.words(on: report.board) ?? "-",
            ]
        }
        return table
    }

    private var sending: String {
        let counts = OutboxEntry.State.allCases.compactMap { state in
            outbox[state].map { "\($0) \(state.rawValue)" }
        }
        let lines = [
            ("outbox", counts.isEmpty ? "empty" : counts.joined(separator: ", ")),
            ("twice?", checkup.outbox.twice),
            ("relay", checkup.sending.relay.problem?.what),
            ("limit", checkup.sending.pause?.description), ("daemon", look),
            ("well", wellSince.map { "since \($0.formatted(.iso8601))" }),
        ]
        return lines.compactMap { name, words in
            words.map { name.padded(to: 8) + $0.onOneLine + "\n" }
        }.joined()
    }

    private var look: String {
        guard let look = checkup.sending.look else { return "it has not looked yet" }
        let next =
            look.next.map { "looks again by \($0.formatted(.iso8601))" }
            ?? "nothing will be owed as things stand"
        return "it looked at \(look.last.formatted(.iso8601)); \(next)"
    }

    private var needs: String {
        problems.isEmpty ? "nothing needs a person\n" : "needs a person:\n" + problems.lines
    }
}

extension NextLetters {
    /// `2 on 2027-02-15 09:00`, on the board's own clock.
    fileprivate func words(on board: Board) -> String {
        "\(count) on \(board.clockTime(of: at))"
    }
}
