import ActionRegister
import Mail
import Reminders
import Store

/// Days on which boards, owners or actions are left alone.
enum SilencesPage {
    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        let boards = visit.boards()
        let names = Dictionary(uniqueKeysWithValues: boards.map { ($0.id, $0.name) })
        let silences = try visit.store.silences().filter { silence in
            silence.board.map { names[$0] != nil } ?? true
        }
        let owners = try visit.store.names(of: silences.compactMap(\.owner))
        let rows = try silences.map { try row($0, names, owners, visit) }
        let list: HTML =
            rows.isEmpty
            ? "<p>None. Letters go as the schedules say.</p>\n"
            : .table(
                "Both days are included; what falls in them is never sent afterwards",
                ["Who", "From", "Until", "Why", "End it"], rows)
        return Page(title: "Silences", content: list + form(boards, visit))
    }

    private static func row(
        _ silence: Silence, _ names: [Board.ID: String], _ owners: [Owner: String], _ visit: Visit
    ) throws -> [HTML] {
        let action = try silence.action.map {
            try visit.store.actionRecord($0, at: visit.now).record.action.reference
        }
        let whom = [silence.board.flatMap { names[$0] }, silence.owner.map { owners.name($0) }, action]
            .compactMap { $0 }
        let form = FormView(id: "end-\(silence.id)", action: "/silences/end", visit: visit)
        let mayEnd = silence.board.map { visit.visitor.mayKeep($0) } ?? visit.visitor.isAdministrator
        let name = whom.isEmpty ? "everybody" : whom.joined(separator: ", ")
        let end = form.html(
            form.hidden("silence", silence.id.description), button: "End it",
            about: "the silence of \(name) until \(silence.until.words)")
        return ["\(name)", silence.from.html, silence.until.html, "\(silence.reason)", mayEnd ? end : ""]
    }

    private static func form(_ boards: [Board], _ visit: Visit) -> HTML {
        let kept = boards.filter { visit.visitor.mayKeep($0.id) }.map { ($0.slug, $0.name) }
        let all = visit.visitor.isAdministrator ? [("", "all boards")] : []
        let form = FormView(
            id: "add", action: "/silences/add", visit: visit,
            values: ["board": visit.query["board"].isEmpty ? (kept.first?.0 ?? "") : visit.query["board"]])
        return "<h2>Add a silence</h2>\n"
            + form.html(
                form.choice("board", "Board", kept + all)
                    + form.line(
                        "owner", "Only about this owner", hint: "A person or an organisation; empty for all.")
                    + form.line("action", "Only about this action", hint: "Its reference; empty for all.")
                    + form.line("from", "First day", hint: "Empty: today.", type: "date")
                    + form.line("until", "Last day", type: "date", isNeeded: true)
                    + form.line("reason", "Why", isNeeded: true), button: "Add the silence")
    }

    static func add(_ visit: Visit, _ form: Form) throws -> FormReply {
        try visit.mustKeepPeople()
        let board = try form.text("board").map { slug in
            guard let board = visit.boards().first(where: { $0.slug == slug }) else {
                throw FieldProblem("board", "Choose a board.")
            }
            return board
        }
        if let board { try visit.mustKeep(board.id) } else { try visit.mustAdminister() }
        let action = try form.text("action").map { reference -> Action.ID in
            guard let board else { throw FieldProblem("board", "Choose the action’s board.") }
            do { return try visit.store.action(board.id, reference, at: visit.now).action.id } catch let error
                as RegisterError
            {
                throw FieldProblem("action", "\(error)")
            }
        }
        guard let today = (board ?? visit.boards().first)?.clock(at: visit.now).day else {
            throw FieldProblem("board", "There is no board yet.")
        }
        let silence = Silence(
            id: .new, board: board?.id, owner: try form.owner("owner", visit), action: action,
            from: try form.day("from") ?? today, until: try form.neededDay("until", "the last day"),
            reason: try form.needed("reason", "why"))
        _ = try visit.store.addSilence(silence, told: visit.told)
        return .done(.added, at: "/silences")
    }

    static func end(_ visit: Visit, _ form: Form) throws -> FormReply {
        try visit.mustKeepPeople()
        let id: Silence.ID? = form.id("silence")
        guard let silence = try visit.store.silences().first(where: { $0.id == id }) else {
            throw PageFailure.notFound
        }
        if let board = silence.board { try visit.mustKeep(board) } else { try visit.mustAdminister() }
        try visit.store.endSilence(silence.id, told: visit.told)
        return .done(.ended, at: "/silences")
    }
}
