import ActionRegister
import ArgumentParser
import Foundation
import Mail
import Scheduling
import Store

/// `minuted outbox show`.
struct OutboxShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one letter: its steps, and what became of it.")

    @Argument(help: .init("Its number on the list.", valueName: "number")) var id: Int64
    @Flag(help: "The message as it goes to the relay, byte for byte.") var message = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if message && options.json { throw ValidationError("Ask for --message or --json, not for both.") }
    }

    func run() throws {
        let id = OutboxEntry.ID(id)
        let (line, attempts, bytes) = try options.read { store in
            try (store.outboxLine(id), store.attempts(of: id), message ? store.message(of: id) : nil)
        }
        guard !message else { return Output.write(bytes: try written(bytes)) }
        options.output.show(
            line.json.with(["tries": attempts.json]),
            line.facts.lines + line.about + attempts.map(\.line).joined())
    }

    private func written(_ bytes: [UInt8]?) throws -> [UInt8] {
        if let bytes { return bytes }
        throw Complaint(
            .badInput, "letter",
            "letter \(id) has no message: it is written when it goes, and can be erased later",
            "see the next one to somebody with minuted preview")
    }
}

extension OutboxLine {
    fileprivate var facts: JSON {
        [
            "letter": entry.id, "board": board, "to": recipient, "name": name, "kind": kind.rawValue,
            "audience": audience.rawValue, "state": entry.state.rawValue,
            doubt: entry.mayHaveBeenSent, "made": entry.enqueuedAt, "next": entry.nextAttempt,
            "expires": entry.expires, "last reply": entry.lastReply, "message-id": entry.messageID,
        ]
    }

    /// A letter of unknown fate goes again, so one that was taken then may be there
    /// twice.
    private var doubt: String {
        entry.state == .relayed ? "may have been sent twice" : "may have been sent"
    }

    fileprivate var about: String {
        (entry.state == .suppressed ? [] : printed).map { "step  \($0.words)\n" }.joined()
            + OutboxLine.Step.once(leftOut).map { "left out  \($0.words): it is \($0.leftOut!.rawValue)\n" }
            .joined()
    }
}

extension RecordedAttempt: JSONRepresentable {
    var json: JSON {
        [
            "at": startedAt, "relay": relay, "outcome": outcome.rawValue, "stage": stage?.rawValue,
            "reply": words, "milliseconds": milliseconds,
        ]
    }

    fileprivate var line: String {
        let place = [relay, stage?.rawValue ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        let words = "\(startedAt.formatted(.iso8601))  \(outcome.rawValue) in \(milliseconds) ms"
        return "try   \(words)\(place.isEmpty ? "" : " (\(place))"): \(self.words ?? "-")".onOneLine + "\n"
    }
}
