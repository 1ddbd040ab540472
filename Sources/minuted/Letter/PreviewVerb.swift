import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// `minuted preview`: the next letter to somebody, as it will go.
struct PreviewVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show the next letter to somebody in full, before it goes.",
        discussion: """
            As it will be sent if nobody touches the register any more. Nothing is written down; a board that \
            is not active is shown as if it were activated now.
            """)

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @Argument(
        help: .init(
            "A person by name or mailbox, an organisation (its first contact), or secretariat.",
            valueName: "who")) var who: String
    @Flag(help: "The HTML part, in place of the text.") var html = false
    @Flag(help: "The whole message, byte for byte.") var message = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let forms = [html, message, options.json].filter { $0 }.count
        if forms > 1 { throw ValidationError("Ask for --html, --message or --json, and only one of them.") }
    }

    func run() throws {
        let configuration = try options.configuration()
        try options.read { store in
            let board = try store.board(slug)
            let reader = try LetterReader(named: who, on: board, in: store, at: options.time)
            let letter = try next(to: reader, of: board, in: store, configuration)
            if board.state != .active {
                Output.note("preview: \(slug) is not active; shown as if it were activated now")
            }
            guard let letter else { return try showNone(reader, board, store) }
            show(letter, of: board)
        }
    }

    /// The next letter for an organisation whose contact is away goes to the deputy,
    /// or to the contact who is back by then: the earlier of the two.
    private func next(
        to reader: LetterReader, of board: Board, in store: Store, _ configuration: Configuration
    ) throws -> LetterPreview? {
        let first = try letter(to: reader, of: board, in: store, configuration)
        guard let back = try reader.back(store, board) else { return first }
        let second = try letter(to: back, of: board, in: store, configuration)
        return [first, second].compactMap { $0 }.min { $0.sendAt < $1.sendAt }
    }

    /// The next twelve months are looked through.
    private var end: Date { options.time + 366 * 86_400 }

    private func letter(
        to reader: LetterReader, of board: Board, in store: Store, _ configuration: Configuration
    ) throws -> LetterPreview? {
        do {
            return try LetterPreview(
                to: reader.recipient, of: board, in: store, until: end, sender: configuration.shownSender,
                mode: configuration.sendingMode, told: options.told)
        } catch let error as PreviewError {
            throw Complaint(.needsAPerson, "preview", "\(error)", "mend that, and look again")
        }
    }

    private func show(_ letter: LetterPreview, of board: Board) {
        if message { return Output.write(bytes: letter.message.bytes) }
        if html { return Output.write(letter.message.html.description) }
        options.output.show(letter.json, letter.words(on: board))
    }

    private func showNone(_ reader: LetterReader, _ board: Board, _ store: Store) throws {
        let reasons = try NoLetter(to: reader, of: board, in: store, at: options.time).reasons
        let words =
            "no letter goes to \(reader.name) in the next twelve months: " + reasons.joined(separator: "; ")
        if options.json || html || message { Output.note("preview: \(words)") }
        if !html && !message { options.output.show(.null, words + "\n") }
    }
}

extension LetterPreview: JSONRepresentable {
    var json: JSON {
        [
            "sendAt": sendAt, "recipient": recipient, "subject": message.subject, "text": message.text,
            "html": message.html.description,
        ]
    }

    /// What a mail program would show of it.
    fileprivate func words(on board: Board) -> String {
        let fields: [(String, String?)] = [
            ("Goes", board.clockTime(of: sendAt)), ("From", message.from.shown),
            ("Reply-To", message.replyTo?.shown), ("To", message.to.shown), ("Subject", message.subject),
        ]
        let lines = fields.compactMap { name, value in value.map { "\(name): \($0.onOneLine)\n" } }
        return lines.joined() + "\n" + message.text
    }
}

extension NamedMailbox {
    /// `Harriet Osei <h.osei@example.org>`, for people.
    fileprivate var shown: String { name.map { "\($0) <\(mailbox)>" } ?? mailbox.description }
}
