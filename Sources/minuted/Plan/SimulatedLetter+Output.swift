import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

extension SimulatedLetter: JSONRepresentable {
    var json: JSON {
        let message = message.flatMap { ReceivedMessage($0) }
        return [
            "board": board.slug, "recipient": line.entry.mailbox, "recipientName": recipientName,
            "audience": line.audience.rawValue, "kind": line.kind.rawValue, "sendAt": at,
            "steps": line.printed.json, "messageID": line.entry.messageID, "subject": message?["Subject"],
            "text": message?.text?.replacing("\r\n", with: "\n"), "outcome": line.entry.state.rawValue,
            "reason": reason,
        ]
    }

    /// Why it did not go.
    private var reason: String? { message == nil ? line.entry.lastReply : nil }
}

extension SimulatedLetter {
    /// When it goes, to whom and about what: a line.
    var short: String {
        let head = [
            board.clockTime(of: at), board.slug, line.kind.rawValue.padded(to: 8), reader, line.references,
        ]
        return (head.joined(separator: "  ") + unsent).onOneLine + "\n"
    }

    /// The letter as it arrives, below what caused it.
    var full: String {
        let head = "\(board.clockTime(of: at))  \(board.slug)  \(line.kind.rawValue) to \(reader)\(unsent)"
        let steps = line.printed.map { "  \($0.words)".onOneLine + "\n" }.joined()
        let message = message.flatMap { ReceivedMessage($0) }.map { $0.shown(Self.fields) + "\n" }
        return head.onOneLine + "\n" + steps + (message.map { "\n" + $0 } ?? "") + "\n"
    }

    private static let fields = ["From", "Reply-To", "To", "Subject", "Date"]

    private var reader: String { "\(recipientName) <\(line.recipient)>" }

    private var unsent: String {
        reason.map { "; not sent, \(line.entry.state.rawValue): \($0)" } ?? ""
    }
}

extension SimulationSummary {
    /// What needs a person, and how much there was.
    var words: String {
        let problems = problems.map { problem in
            "problem: from \(problem.board.clockTime(of: problem.since)) on: \(problem.what)".onOneLine + "\n"
        }
        let counts = [
            Self.count(arrived, "letter", "letters"), unsent == 0 ? nil : "\(unsent) not sent",
            Self.count(missed, "step", "steps") + " missed",
            Self.count(self.problems.count, "problem", "problems"),
        ]
        return problems.joined() + counts.compactMap(\.self).joined(separator: ", ") + "\n"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number == 0 ? "no" : String(number)) \(number == 1 ? one : many)"
    }
}
