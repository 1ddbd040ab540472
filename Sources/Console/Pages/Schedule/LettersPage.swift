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
            : "<h2>Next: \(board.html(of: first!))</h2>\n" + next.html("Open one to read it in full")
                + (later.isEmpty
                    ? ""
                    : "<h2>After that</h2>\n"
                        + later.html("The next three months, if nobody touches the register"))
        return Page(
            title: "Letters to come", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + content)
    }
}

/// The next letter to one recipient, in full.
enum NextLetterPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        let person: Person.ID? = visit.query.id("person")
        let recipient: Recipient = person.map { .person($0) } ?? .secretariat
        let name = try person.map { try visit.store.names(of: [.person($0)]).name(.person($0)) }
        return Page(
            title: "Next letter to \(name ?? "the secretariat")",
            above: [
                .init("/boards/\(board.slug)", board.name),
                .init("/boards/\(board.slug)/letters", "Letters to come"),
            ], content: preview(to: recipient, of: board, visit) + silence(board, name))
    }

    private static func silence(_ board: Board, _ name: String?) -> HTML {
        "<p class=\"quiet\">To keep it back, close or hold its actions, or add a <a href=\"/silences?board=\(board.slug)\">silence</a>; what the letter says is read again when it goes.</p>\n"
    }

    static func preview(to recipient: Recipient, of board: Board, _ visit: Visit) -> HTML {
        let sending = visit.host.sending()
        do {
            let letter = try LetterPreview(
                to: recipient, of: board, in: visit.store, until: visit.now + 366 * 86_400,
                sender: sending.sender, mode: sending.mode, told: visit.told)
            return letter.map { html($0, board) } ?? "<p>No letter goes within a year.</p>\n"
        } catch let error as PreviewError {
            return "<p class=\"look\">\(error.description)</p>\n"
        } catch {
            return "<p class=\"look\">It cannot be shown now: \("\(error)")</p>\n"
        }
    }

    private static func html(_ letter: LetterPreview, _ board: Board) -> HTML {
        .facts([
            ("Goes", board.html(of: letter.sendAt)), ("From", "\(letter.message.from.shown)"),
            ("Reply-To", letter.message.replyTo.map { "\($0.shown)" }),
            ("To", "\(letter.message.to.shown)"), ("Subject", "\(letter.message.subject)"),
        ])
            + "<div class=\"letter\" tabindex=\"0\" role=\"region\" aria-label=\"The letter\">\(letter.message.text)</div>\n"
    }
}

extension NamedMailbox {
    /// `Harriet Osei <h.osei@example.org>`
    var shown: String { name.map { "\($0) <\(mailbox.addressSpec)>" } ?? mailbox.addressSpec }
}
