import ActionRegister
import Mail
import Store

/// The pages of one board, as tabs above each of them.
struct BoardTabs {
    let board: Board
    let visit: Visit

    private static let all: [(String, String, Bool)] = [
        ("", "Register", false), ("/meetings", "Meetings", false), ("/schedule", "Schedule", false),
        ("/letters", "Letters to come", false), ("/release", "Release", true), ("/import", "Import", true),
        ("/settings", "Settings", true),
    ]

    var html: HTML {
        let items: [HTML] = Self.all.filter { !$0.2 || visit.visitor.mayKeep(board.id) }.map {
            path, words, _ in
            let whole = "/boards/\(board.slug)\(path)"
            let isHere = visit.path == whole || (!path.isEmpty && visit.path.hasPrefix(whole + "/"))
            return
                "<li><a href=\"\(whole)\"\(isHere ? " aria-current=\"page\"" as HTML : "")>\(words)</a></li>\n"
        }
        return "<nav class=\"tabs\" aria-label=\"\(board.name)\"><ul>\n\(items)</ul></nav>\n" + state
    }

    private var activating: HTML {
        guard visit.visitor.mayKeep(board.id) else { return "" }
        return " <a href=\"/boards/\(board.slug)/activate\">Look at what activating it would send</a>"
    }

    private var state: HTML {
        switch board.state {
        case .active: ""
        case .draft, .paused:
            """
            <p class="look">\(board.state == .draft ? "This board has not been activated: it writes no letters." : "This board is paused: it writes no letters.")\(activating)</p>

            """
        case .archived: "<p class=\"look\">This board is archived: it writes no letters.</p>\n"
        }
    }
}
