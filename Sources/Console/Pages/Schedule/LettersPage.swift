import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// The letters of a board's next sending time, and those of the weeks after it.
enum LettersPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        let letters =
            board.state == .active
            ? try Prospect(store: visit.store, told: visit.told).letters(
                of: [board], until: { [now = visit.now] _ in now + 91 * 86_400 }) : []
        let first = letters.first?.letter.sendAt
        let next = letters.filter { $0.letter.sendAt == first }
        let later = letters.filter { $0.letter.sendAt != first }
        let content: HTML =
            letters.isEmpty
            ? "<p>No letter goes in the next three months.</p>\n"
            : "<h2>Next: \(board.html(of: first!))</h2>\n" + (try table(next, board, visit))
                + (later.isEmpty
                    ? ""
                    : "<h2>After that</h2>\n"
                        + later.html(
                            "The next three months, if nobody touches the register; the next letter to each can be opened",
                            after: next))
        return Page(
            title: "Letters to come", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + content)
    }
}

extension LettersPage {
    /// Each of the next letters can be held until somebody has looked at it, and let go.
    private static func table(_ letters: [ForecastLetter], _ board: Board, _ visit: Visit) throws -> HTML {
        guard visit.visitor.mayKeep(board.id) else { return letters.html("Open one to read it in full") }
        let holds = try visit.store.letterHolds(board.id)
        let later = holds.subtracting(letters.map(\.letter.recipient))
        return try lifting(later, board, visit)
            + .table(
                "Open one to read it in full; one that is held is made, and waits in the outbox",
                ["To", "About", "Hold or let go"],
                letters.map { letter in
                    let isHeld = holds.contains(letter.letter.recipient)
                    let form = FormView(
                        id: "hold-\(letter.letter.recipient.word)",
                        action: "/boards/\(board.slug)/letters/hold",
                        visit: visit)
                    let state: HTML = isHeld ? "<strong>held</strong> " : ""
                    return [
                        letter.whom(), "\(letter.letter.kind.rawValue): \(letter.about)",
                        state
                            + form.html(
                                form.hidden("recipient", letter.letter.recipient.word)
                                    + form.hidden("at", letter.letter.sendAt.formatted(.iso8601))
                                    + form.hidden("hold", isHeld ? "" : "yes"),
                                button: isHeld ? "Let it go" : "Hold it",
                                about: "the letter to \(letter.name)",
                                isQuiet: true),
                    ]
                })
    }

    /// Holds on letters that go later than the next sending time.
    private static func lifting(_ holds: Set<Recipient>, _ board: Board, _ visit: Visit) throws -> HTML {
        let items: [HTML] = try visit.names(of: holds).map { recipient, name in
            let form = FormView(
                id: "lift-\(recipient.word)", action: "/boards/\(board.slug)/letters/hold", visit: visit)
            return "<p>The next letter to \(name) is held.</p>\n"
                + form.html(
                    form.hidden("recipient", recipient.word), button: "Let it go",
                    about: "the letter to \(name)",
                    isQuiet: true)
        }
        return .join(items)
    }

    static func hold(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let isHeld = !form["hold"].isEmpty
        let at = try? Date(form["at"], strategy: .iso8601)
        let recipient: Recipient = (form.id("recipient") as Person.ID?).map { .person($0) } ?? .secretariat
        if isHeld {
            let ahead = try Prospect(store: visit.store, told: visit.told).letters(
                of: [board], until: { [now = visit.now] _ in min((at ?? now) + 1, now + 91 * 86_400) })
            let found = ahead.first { $0.letter.recipient == recipient }?.letter.sendAt
            guard let found, found.formatted(.iso8601) == form["at"] else {
                throw FieldProblem(
                    nil, "This letter has been made already, or goes at another time; look again.")
            }
        }
        try visit.store.setLetterHold(
            isHeld, of: recipient, on: board.id, goingAt: at, told: visit.told)
        return .done(isHeld ? .heldLetter : .left, at: "/boards/\(board.slug)/letters")
    }
}

extension Recipient {
    /// As a form carries it; nothing for the secretariat's own mailbox.
    fileprivate var word: String {
        switch self {
        case .person(let id): id.description
        case .secretariat: ""
        }
    }
}

/// The next letter to one recipient, in full.
enum NextLetterPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        let person: Person.ID? = visit.query.id("person")
        guard person != nil || !visit.query.has("person") else { throw PageFailure.notFound }
        let recipient: Recipient = person.map { .person($0) } ?? .secretariat
        let name = try person.map { try visit.store.names(of: [.person($0)]).name(.person($0)) }
        if let person, try !visit.store.concern(of: [person]).boards.contains(board.id) {
            throw PageFailure.notFound
        }
        return Page(
            title: "Next letter to \(name ?? "the secretariat")",
            above: [
                .init("/boards/\(board.slug)", board.name),
                .init("/boards/\(board.slug)/letters", "Letters to come"),
            ], content: preview(to: recipient, of: board, visit) + silence(board))
    }

    private static func silence(_ board: Board) -> HTML {
        "<p class=\"quiet\">To keep it back, close or hold its actions, or add a <a href=\"/silences?board=\(board.slug)\">silence</a>; what the letter says is read again when it goes.</p>\n"
    }

    /// How many letters are shown in full before something is decided.
    private static let shown = 3

    /// The first letters as their readers will see them.
    static func first(
        of letters: [ForecastLetter], on board: Board, _ visit: Visit,
        supposing supposition: Supposition = .nothing
    ) throws -> HTML {
        var seen: [ForecastLetter] = []
        for letter in letters where !seen.contains(where: { $0.letter.recipient == letter.letter.recipient })
        {
            seen.append(letter)
            if seen.count == shown { break }
        }
        let pieces: [HTML] = seen.map { letter in
            "<h3>To \(letter.name)</h3>\n"
                + preview(to: letter.letter.recipient, of: board, visit, supposing: supposition)
        }
        return pieces.isEmpty ? "" : "<h2>The first letters in full</h2>\n\(pieces)"
    }

    private static func preview(
        to recipient: Recipient, of board: Board, _ visit: Visit,
        supposing supposition: Supposition = .nothing
    ) -> HTML {
        let sending = visit.host.sending()
        do {
            let letter = try LetterPreview(
                to: recipient, of: board, in: visit.store, until: visit.now + 366 * 86_400,
                sender: sending.sender, mode: sending.mode, supposing: supposition, told: visit.told)
            return letter.map { html($0, board) } ?? "<p>No letter goes within a year.</p>\n"
        } catch let error as PreviewError {
            return "<p class=\"look\">\(error.description)</p>\n"
        } catch {
            return "<p class=\"look\">It cannot be shown now: \("\(error)")</p>\n"
        }
    }

    static func html(_ letter: LetterPreview, _ board: Board) -> HTML {
        .facts([
            ("Goes", board.html(of: letter.sendAt)), ("From", "\(letter.message.from.shown)"),
            ("Reply-To", letter.message.replyTo.map { "\($0.shown)" }),
            ("To", "\(letter.message.to.shown)"), ("Subject", "\(letter.message.subject)"),
        ])
            + "<div class=\"letter\" tabindex=\"0\" role=\"region\" aria-label=\"The letter to \(letter.recipient?.addressSpec ?? letter.message.to.shown)\">\(letter.message.text)</div>\n"
    }
}

extension NamedMailbox {
    /// `Harriet Osei <h.osei@example.org>`
    var shown: String { name.map { "\($0) <\(mailbox.addressSpec)>" } ?? mailbox.addressSpec }
}
