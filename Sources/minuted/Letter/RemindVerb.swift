import ActionRegister
import ArgumentParser
import Daemon
import Mail
import Reminders
import Scheduling
import Store

/// `minuted remind`: a letter now about one action.
struct RemindVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "Write to the owners of an action now.",
        discussion: """
            Each owner whose part is open has a letter, at any hour and however lately they were written to; \
            planned letters then keep their distance from it. Asking again sends another.
            """)

    @OptionGroup var name: ActionName
    @Option(help: "What the letter adds, in the secretariat's own words.") var note: String?
    @Option(help: .init("Only this one of several owners.", valueName: "who")) var owner: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let configuration = try options.configuration()
        let lines = try options.change { store, told in
            try FenceGate(store, database: options.databasePath()).settle()
            return try remind(store, from: configuration.letterSender.address, told: told)
        }
        if options.configurationFile != nil && configuration.mode != .live {
            Output.note("remind: \(configuration.modeWords)")
        }
        options.output.show(lines.map(\.asPlanned).json, lines.map(\.sentence).joined())
    }

    private func remind(_ store: Store, from sender: Mailbox, told: Told) throws -> [OutboxLine] {
        let board = try store.board(name.board)
        let action = try store.action(board.id, name.reference, at: told.now).action
        let owner = try owner.map { try Directory(store).owner($0) }
        do {
            return try store.remind(
                RemindRequest(about: action.id, to: owner, note: note), sender: sender,
                lifetime: RetrySchedule().lifetime, told: told)
        } catch let refusal as RemindRefusal {
            let words = try RefusalWords(refusal, of: action, on: board, in: store)
            throw Complaint(.badInput, "remind", words.what.onOneLine, words.remedy.onOneLine)
        }
    }
}

extension OutboxLine {
    /// The letter as `plan` would have it, with its number.
    fileprivate var asPlanned: JSON {
        [
            "id": entry.id, "board": board, "recipient": entry.mailbox, "recipientName": name,
            "audience": audience.rawValue, "kind": kind.rawValue, "sendAt": entry.nextAttempt,
            "steps": printed.json,
        ]
    }

    /// `letter 3: to Tom Achterberg <tom@example.org>, about VAWG-007`
    fileprivate var sentence: String {
        let about = printed.compactMap(\.action).joined(separator: ", ")
        return "letter \(entry.id): to \(name ?? "somebody") <\(recipient)>, about \(about)".onOneLine + "\n"
    }
}
