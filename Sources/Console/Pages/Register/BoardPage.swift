import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// A board's register: found by words and filters, in pages, with what can be done
/// to several at once.
struct BoardPage: Hashable, Sendable {
    var board: Board
    var query: RegisterQuery
    var page: RegisterPage
    var meetings: [Meeting]
    /// What was asked, for links to other pages of the same list.
    var asked: Form
    /// The owner that was asked for, as it was typed.
    var problem: String?
    var mayKeep: Bool
    var statusWords: StatusWords
    /// The actions that were ticked in a form that could not be carried out.
    var ticked: Set<String> = []

    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        let (query, problem) = try Self.query(visit.query, board, visit)
        var model = BoardPage(
            board: board, query: query, page: try visit.store.registerPage(query, at: visit.now),
            meetings: try visit.store.meetings(board.id), asked: visit.query.with("done", nil),
            problem: problem, mayKeep: visit.visitor.mayKeep(board.id),
            statusWords: try visit.statusWords(board))
        model.ticked = Set(visit.refused?.typed.all("action") ?? [])
        return Page(
            title: board.name, content: BoardTabs(board: board, visit: visit).html + model.html(visit))
    }

    /// What the address asks for; what cannot be read is said, and left out.
    private static func query(
        _ form: Form, _ board: Board, _ visit: Visit
    ) throws -> (RegisterQuery, problem: String?) {
        var query = RegisterQuery(board: board.id)
        var problem: String?
        query.words = form["words"]
        do { query.owner = try form.owner("owner", visit) } catch let error as FieldProblem {
            problem = error.words
        }
        query.status = StatusWords.choice(form["status"])
        query.isOverdue = !form["overdue"].isEmpty
        query.dueAt = form.id("meeting")
        query.order = RegisterQuery.Order(rawValue: form["order"]) ?? .reference
        query.isReversed = form["way"] == "down"
        query.page = form.page
        if form.has("all") { (query.page, query.size) = (0, RegisterQuery.longest) }
        return (query, problem)
    }
}

extension BoardPage {
    private var path: String { "/boards/\(board.slug)" }

    func html(_ visit: Visit) -> HTML { filters + count + list(visit) + pages + exports }

    private var filters: HTML {
        let statuses: [HTML] = statusWords.choices.map { option($0.0, $0.1, asked["status"]) }
        let days: [HTML] = meetings.filter { $0.day != nil && $0.state != .cancelled }.map {
            option($0.id.description, $0.day!.words, asked["meeting"])
        }
        let wrong: HTML = problem.map { "<span class=\"wrong\" id=\"owner-wrong\">\($0)</span>" } ?? ""
        let described: HTML =
            problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"owner-wrong\""
        let ticked: HTML = query.isOverdue ? " checked" : ""
        return """
            <form class="wide" method="get" action="\(path)" role="search" aria-label="Actions">
            <div class="row">
            <p class="field"><label for="words">Words</label><input id="words" name="words" type="search" value="\(asked["words"])"></p>
            <p class="field"><label for="owner">Owner</label>\(wrong)<input id="owner" name="owner" value="\(asked["owner"])"\(described)></p>
            <p class="field"><label for="status">Status</label><select id="status" name="status">\(statuses)</select></p>
            <p class="field"><label for="meeting">Due at the meeting of</label><select id="meeting" name="meeting"><option value="">any</option>\(days)</select></p>
            </div>
            <div class="row">
            <p class="tick"><input type="checkbox" id="overdue" name="overdue" value="yes"\(ticked)> <label for="overdue">Overdue only</label></p>
            <p class="buttons"><button class="second">Show</button></p>
            </div>
            </form>

            """
    }

    private func option(_ value: String, _ words: String, _ chosen: String) -> HTML {
        "<option value=\"\(value)\"\(value == chosen ? " selected" as HTML : "")>\(words)</option>"
    }

    private var count: HTML {
        let many = page.total == 1 ? "1 action" : "\(page.total) actions"
        let add: HTML = mayKeep ? " <a class=\"button second\" href=\"\(path)/new\">Add an action</a>" : ""
        return "<p class=\"buttons\"><span>\(many)</span>\(add)</p>\n"
    }

    private func list(_ visit: Visit) -> HTML {
        guard !page.records.isEmpty else {
            return "<p>No action is like that.</p>\n"
        }
        return mayKeep ? bulk(visit) : table(ticks: false)
    }

    private func bulk(_ visit: Visit) -> HTML {
        let form = FormView(id: "bulk", action: "\(path)/bulk?\(asked.query)", visit: visit)
        return """
            <div class="bulk">
            \(form.html(
                table(ticks: true)
                    + form.choice(
                        "do", "With those that are ticked",
                        [
                            ("", "choose"), ("in-progress", statusWords.word(.inProgress)),
                            ("open", statusWords.word(.open)),
                            ("hold", "put on hold"), ("reopen", "reopen"),
                        ]), button: "Do it"))</div>

            """
    }

    private func table(ticks: Bool) -> HTML {
        let columns = (ticks ? ["Tick"] : []) + ["Reference", "Action", "Owner", "Due", "Status"]
        let head: [HTML] = columns.map { column in
            guard let order = Self.orders[column] else { return "<th scope=\"col\">\(column)</th>" }
            let isThis = query.order == order
            let way: HTML =
                isThis ? (query.isReversed ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"") : ""
            let next = asked.with("order", order.rawValue)
                .with("way", isThis && !query.isReversed ? "down" : nil).with("page", nil)
            return "<th scope=\"col\"\(way)><a href=\"\(path)?\(next.query)\">\(column)</a></th>"
        }
        let rows: [HTML] = page.records.map { row($0, ticks) }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="Actions"><table class="cards">
            <caption>Actions of the \(board.name)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows)</tbody>
            </table></div>

            """
    }

    private static let orders: [String: RegisterQuery.Order] = [
        "Reference": .reference, "Due": .due, "Status": .status,
    ]

    private func row(_ record: ActionRecord, _ ticks: Bool) -> HTML {
        let action = record.action
        let box: HTML =
            ticks
            ? "<td><input type=\"checkbox\" name=\"action\" value=\"\(action.id.description)\" aria-label=\"Tick \(action.reference)\"\(ticked.contains(action.id.description) ? " checked" as HTML : "")></td>"
            : ""
        // What a board pack prints of a restricted action is that there is one.
        let text: HTML =
            action.isRestricted
            ? "<span class=\"unprinted\">\(action.text) <span class=\"quiet\">(restricted)</span></span><span class=\"printed\">restricted</span>"
            : "\(action.text)"
        return """
            <tr>\(box)<th scope="row"><a href="/actions/\(action.id.description)">\(action.reference)</a></th>\
            <td class="words" data-name="Action">\(text)</td>\
            <td data-name="Owner">\(page.names.names(action))</td>\
            <td data-name="Due">\(record.dueHTML(record.dueDay))</td>\
            <td data-name="Status">\(statusWords.word(action))</td></tr>

            """
    }

    private var pages: HTML {
        let all: HTML =
            page.total > RegisterQuery.longest
            ? ""
            : "<a href=\"\(path)?\(asked.with("page", nil).with("all", "yes").query)\">All \(page.total) on one page, as to print them</a>"
        return .pages(query.page, of: page.total, size: query.size, also: all) {
            "\(path)?\(asked.with("page", String($0)).query)"
        }
    }

    private var exports: HTML {
        "<p class=\"unprinted\"><a href=\"\(path)/actions.csv\">All actions as a file for a spreadsheet (CSV)</a></p>\n"
    }
}
