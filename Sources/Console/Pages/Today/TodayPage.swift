import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// The page a secretary opens in the morning: what goes next, and what needs a person.
struct TodayPage: Hashable, Sendable {
    var boards: [Row]
    /// What needs a person, by board or place.
    var needs: [Need]
    /// What the secretariat should know, and nobody has to do anything about.
    var news: [Need] = []
    var canAddBoards: Bool
    /// Whether any of the boards is theirs to keep: to others nothing is said of what it needs.
    var keepsAny: Bool

    struct Row: Hashable, Sendable {
        var board: Board
        var open: Int
        var overdue: Int
        var proposed: Int
        var drafts: Int
        var meeting: Meeting?
        var next: Next
    }

    /// What a board sends next.
    enum Next: Hashable, Sendable {
        case letters(NextLetters)
        /// For so long.
        case none
        /// A rule or a calendar of it cannot be read; what needs a person says which.
        case notJudged
    }

    struct Need: Hashable, Sendable {
        var place: String
        var what: String
        /// Where it is mended; `nil` where that is not in the console.
        var path: String?
    }

    static func make(_ visit: Visit) throws -> Page {
        let boards = visit.boards().filter { $0.state != .archived }
        let kept = boards.filter { visit.visitor.mayKeep($0.id) }
        let slugs = Set(kept.map(\.slug))
        let problems = try visit.host.problems().filter { problem in
            let board = problem.place.split(separator: " ").first.map(String.init) ?? ""
            return problem.needsAPerson && (slugs.contains(board) || visit.visitor.isAdministrator)
        }
        let rows = try boards.map { try row($0, visit) }
        let names = Dictionary(uniqueKeysWithValues: boards.map { ($0.id, $0.name) })
        let requests = try visit.store.dueRequests(of: kept.map(\.id)).map {
            request in
            Need(
                place: names[request.board] ?? "",
                what: "\(request.reference): another day is asked for, \(request.day.words)",
                path: "/actions/\(request.action)")
        }
        let held = try kept.compactMap { board -> Need? in
            let count = try visit.store.outboxPage(of: [board.id], in: .held, page: 0, size: 1).total
            guard count > 0 else { return nil }
            return Need(
                place: board.name, what: count == 1 ? "1 letter is held" : "\(count) letters are held",
                path: "/outbox?state=held")
        }
        let news = try kept.flatMap { board in
            try visit.store.refusals(board.id).map { refusal in
                Need(
                    place: board.name,
                    what:
                        "\(refusal.person.name) wants no reminders, since \(board.clock(at: refusal.since).day.words)",
                    path: nil)
            }
        }
        let page = TodayPage(
            boards: rows,
            needs: requests + held + rows.filter { visit.visitor.mayKeep($0.board.id) }.flatMap(\.needs)
                + problems.map { Need($0, boards) },
            news: news, canAddBoards: visit.visitor.isAdministrator, keepsAny: !kept.isEmpty)
        return page.page
    }

    private static func row(_ board: Board, _ visit: Visit) throws -> Row {
        let counts = try visit.store.actionCounts(board.id, at: visit.now)
        return Row(
            board: board, open: counts.open, overdue: counts.overdue, proposed: counts.proposed,
            drafts: counts.drafts, meeting: try visit.store.nextMeeting(board.id, after: visit.now),
            next: try next(board, visit))
    }

    private static func next(_ board: Board, _ visit: Visit) throws -> Next {
        guard board.state == .active else { return .none }
        do {
            let letters = try visit.store.read(board.id, at: visit.now) { reading in
                try NextLetters(reading, from: visit.now, until: visit.now + 366 * 86_400)
            }
            return letters.map(Next.letters) ?? .none
        } catch let error as StoreError {
            throw error
        } catch {
            return .notJudged
        }
    }

    var page: Page { Page(title: "Today", content: needsHTML + boardsHTML + newsHTML + newBoard) }

    private var needsHTML: HTML {
        if needs.isEmpty {
            return !keepsAny ? "" : "<p class=\"notice\">All is well: nothing needs a person.</p>\n"
        }
        let items: [HTML] = needs.map { need in
            let what = HTML.dated(need.what)
            let words: HTML = need.path.map { "<a href=\"\($0)\">\(what)</a>" } ?? what
            return "<li><strong>\(HTML.dated(need.place))</strong>: \(words)</li>\n"
        }
        return
            "<section class=\"look\" aria-labelledby=\"needs\"><h2 id=\"needs\">Needs a person</h2>\n<ul>\n\(items)</ul></section>\n"
    }

    private var boardsHTML: HTML {
        if boards.isEmpty { return "<p>There is no board yet.</p>\n" }
        return "<h2>Boards</h2>\n"
            + .table(
                "What is open, and what goes next if nobody touches the register",
                ["Board", "Open", "Overdue", "Next meeting", "Next letters"], boards.map(\.cells))
    }

    private var newsHTML: HTML {
        if news.isEmpty { return "" }
        let items: [HTML] = news.map { "<li><strong>\($0.place)</strong>: \($0.what)</li>\n" }
        return "<h2>To know</h2>\n<ul>\n\(items)</ul>\n"
    }

    private var newBoard: HTML {
        canAddBoards
            ? "<p class=\"buttons\"><a class=\"button second\" href=\"/new-board\">Add a board</a></p>\n"
            : ""
    }
}

extension TodayPage.Row {
    fileprivate var path: String { "/boards/\(board.slug)" }

    fileprivate var cells: [HTML] {
        let late: HTML =
            overdue == 0 ? "0" : "<a class=\"late\" href=\"\(path)?overdue=yes\">\(overdue)</a>"
        return [
            "<a href=\"\(path)\">\(board.name)</a>", "\(open)", late,
            meeting.flatMap { meeting in
                meeting.day.map { "<a href=\"\(path)/meetings/\(meeting.id.description)\">\($0.html)</a>" }
            } ?? "none planned",
            letters,
        ]
    }

    private var letters: HTML {
        guard board.state == .active else { return "none: it \(board.state.words)" }
        guard next != .notJudged else { return "cannot be told" }
        guard case .letters(let next) = next else { return "none within a year" }
        let count = next.count == 1 ? "1 letter" : "\(next.count) letters"
        return "<a href=\"\(path)/letters\">\(count)</a> on \(board.html(of: next.at))"
    }

    /// What the register itself asks of the secretariat.
    fileprivate var needs: [TodayPage.Need] { setUp + counted }

    /// A board that was begun and writes nothing yet.
    private var setUp: [TodayPage.Need] {
        guard board.state == .draft else { return [] }
        return [
            TodayPage.Need(
                place: board.name,
                what: "it has not been activated and writes no letters; see what activating it would send",
                path: path + "/activate")
        ]
    }

    private var counted: [TodayPage.Need] {
        let ones: [(Int, String, String, String)] = [
            (
                proposed, "action is proposed for closure", "actions are proposed for closure",
                "?status=proposed"
            ),
            (drafts, "draft waits for release", "drafts wait for release", "/release"),
        ]
        return ones.filter { $0.0 > 0 }.map { count, one, many, path in
            TodayPage.Need(
                place: board.name, what: "\(count) \(count == 1 ? one : many)", path: self.path + path)
        }
    }
}

extension TodayPage.Need {
    fileprivate init(_ problem: Problem, _ boards: [Board]) {
        let parts = problem.place.split(separator: " ", maxSplits: 1).map(String.init)
        let board = boards.first { $0.slug == parts.first }
        guard let board else {
            // Of the installation: whoever mends that has a terminal.
            self.init(place: problem.place, what: problem.what, path: nil)
            return
        }
        let isOfMeeting = parts.last.flatMap { CalendarDay($0) } != nil
        let here = "/boards/\(board.slug)" + (isOfMeeting ? "/meetings" : "")
        self.init(
            place: ([board.name] + parts.dropFirst().map { CalendarDay.firstOfMonth($0)?.monthWords ?? $0 })
                .joined(separator: ", "),
            what: ConsoleAdvice.words(problem.what),
            path: ConsoleAdvice.path(problem.what, board: board.slug) ?? here)
    }
}
