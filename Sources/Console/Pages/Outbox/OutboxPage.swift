import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// Every letter that was made: where it is, and the relay's last words about it.
struct OutboxPage {
    var lines: [OutboxLine]
    var total: Int
    var state: OutboxEntry.State?
    var page: Int
    var boards: [String: Board]

    private static let pageSize = 50

    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        let boards = visit.boards().filter { visit.visitor.mayKeep($0.id) }
        let state = OutboxEntry.State(rawValue: visit.query["state"])
        let page = visit.query.page
        let (lines, total) = try visit.store.outboxPage(
            of: boards.map(\.id), in: state, page: page, size: pageSize)
        let model = OutboxPage(
            lines: lines, total: total, state: state, page: page,
            boards: Dictionary(uniqueKeysWithValues: boards.map { ($0.slug, $0) }))
        return Page(title: "Outbox", content: model.html)
    }

    private var html: HTML { states + list + pages }

    private var states: HTML {
        let all: [(String, String, Bool)] =
            [("/outbox", "all", state == nil)]
            + OutboxEntry.State.allCases.map {
                ("/outbox?state=\($0.rawValue)", $0.rawValue, state == $0)
            }
        let items: [HTML] = all.map { path, words, isHere in
            "<li><a href=\"\(path)\"\(isHere ? " aria-current=\"page\"" as HTML : "")>\(words)</a></li>\n"
        }
        return "<nav class=\"tabs\" aria-label=\"States\"><ul>\n\(items)</ul></nav>\n"
    }

    private var list: HTML {
        guard !lines.isEmpty else { return "<p>No letter.</p>\n" }
        return .table(
            total == 1 ? "1 letter" : "\(total) letters, the newest first",
            ["Letter", "To", "About", "State", "Last words"],
            lines.map { line in
                [
                    "<a href=\"/outbox/\(line.entry.id.description)\">\(line.entry.id.description)</a>",
                    line.whom, line.about, line.stateHTML(boards[line.board]),
                    "\(line.entry.lastReply ?? "")",
                ]
            })
    }

    private var pages: HTML {
        let kind = state.map { "state=\($0.rawValue)&" } ?? ""
        return .pages(page, of: total, size: Self.pageSize) { "/outbox?\(kind)page=\($0)" }
    }
}

extension OutboxLine {
    /// The recipient's name, and where the letter goes.
    var whom: HTML {
        let mailbox: HTML = entry.mailbox.map { "<br><span class=\"quiet\">\($0.addressSpec)</span>" } ?? ""
        return "\(name ?? (entry.person == nil ? "the secretariat" : "(erased)"))" + mailbox
    }

    /// The references that it tells of.
    var about: HTML {
        let told = (entry.state == .suppressed ? leftOut : steps).compactMap(\.action)
        let once = told.indices.filter { !told[..<$0].contains(told[$0]) }.map { told[$0] }
        return "\(kind.rawValue)\(once.isEmpty ? "" : ": ")\(once.joined(separator: ", "))"
    }

    func stateHTML(_ board: Board?) -> HTML {
        let next: HTML =
            entry.nextAttempt.flatMap { at in board.map { "<br>next try \($0.html(of: at))" } } ?? ""
        let twice: HTML =
            entry.mayHaveBeenSent ? "<br><span class=\"late\">may have been sent twice</span>" : ""
        return "\(entry.state.rawValue)" + next + twice
    }
}
