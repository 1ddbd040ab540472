import ActionRegister
import ArgumentParser
import Foundation
import Mail
import Scheduling
import Store

/// `minuted outbox list`.
struct OutboxList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List letters with the relay's last words, oldest first.")

    @Option(help: .init("Only those in this state.", valueName: "state")) var state: OutboxEntry.State?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let lines = try options.read { try $0.outbox(in: state) }
        options.output.show(lines, OutboxLine.table(lines))
    }
}

extension OutboxLine {
    static func table(_ lines: [OutboxLine]) -> Table {
        var table = Table(
            columns: ["id", "board", "to", "kind", "about", "state", "tries", "next", "last reply"],
            empty: "no letter is there")
        table.rows = lines.map(\.row)
        return table
    }

    private var row: [String] {
        [
            entry.id.description, board, recipient, kind.rawValue, references, state, String(entry.attempts),
            entry.nextAttempt?.formatted(.iso8601) ?? "-", entry.lastReply ?? "-",
        ]
    }

    var recipient: String { entry.mailbox?.description ?? "(no mailbox)" }

    private var state: String {
        guard entry.mayHaveBeenSent else { return entry.state.rawValue }
        return entry.state.rawValue + ", may have been sent" + (entry.state == .relayed ? " twice" : "")
    }

    /// The references of its steps' actions, each once.
    var references: String {
        let references = printed.compactMap(\.action)
        let seen = references.indices.filter { !references[..<$0].contains(references[$0]) }
        if printed.isEmpty && !steps.isEmpty { return "all well" }
        return seen.isEmpty ? "the meeting" : seen.map { references[$0] }.joined(separator: ", ")
    }

    /// The steps that are printed, each once: joint owners may bring the same one
    /// twice.
    var printed: [Step] { Step.once(steps).filter { !$0.step.key.isAllWell } }
}

extension OutboxLine.Step: JSONRepresentable {
    /// `VAWG-012: 14 days before the meeting, 2027-02-15`.
    var words: String {
        "\(action ?? "the meeting"): \(step.rule.cause), \(step.day)\(step.isLate ? ", late" : "")"
    }

    static func once(_ steps: [Self]) -> [Self] {
        steps.indices.filter { index in !steps[..<index].contains { $0.repeats(steps[index]) } }.map {
            steps[$0]
        }
    }

    private func repeats(_ other: Self) -> Bool {
        var key = step.key
        key.owner = other.step.key.owner
        return key == other.step.key && key.action != nil
    }

    /// With the reason in place of the day.
    fileprivate var omission: JSON {
        ["action": action, "rule": step.rule.cause, "why": leftOut?.rawValue]
    }

    var json: JSON {
        [
            "action": action, "rule": step.rule.cause, "day": step.day, "anchor": step.anchorDay,
            "late": step.isLate,
        ]
    }
}

extension OutboxLine: JSONRepresentable {
    var json: JSON {
        [
            "id": entry.id, "board": board, "recipient": entry.mailbox, "recipientName": name,
            "audience": audience.rawValue, "kind": kind.rawValue, "messageID": entry.messageID,
            "state": entry.state.rawValue, "attempts": entry.attempts, "enqueuedAt": entry.enqueuedAt,
            "nextAttempt": entry.nextAttempt, "expires": entry.expires, "lastReply": entry.lastReply,
            "mayHaveBeenSent": entry.mayHaveBeenSent, "steps": printed.json,
            "leftOut": JSON.array(Step.once(leftOut).map(\.omission)),
        ]
    }
}
