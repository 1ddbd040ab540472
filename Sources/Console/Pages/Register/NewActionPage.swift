import ActionRegister
import Mail
import Store

/// A new line of the register: a draft until it is released.
enum NewActionPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let form = FormView(
            id: "new", action: "/boards/\(board.slug)/new", visit: visit, values: ["due": "next-meeting"])
        let content: HTML =
            "<p>Nobody is written to about it before you release it.</p>\n"
            + form.html(
                form.text("text", "What was undertaken", rows: 4, isNeeded: true)
                    + form.line(
                        "owners", "Owners, the lead first",
                        hint: "People or organisations as the register knows them, divided by /.",
                        isNeeded: true)
                    + form.due()
                    + form.line(
                        "raised", "Raised at the meeting of", hint: "Like 1 March 2027.", type: "date")
                    + form.line("item", "Item of that meeting")
                    + form.line("reference", "Reference", hint: "The board's next, where this is left empty.")
                    + form.tick("restricted", "Restricted: its text stands in no letter and no public report")
                    + form.tick("standing", "Standing: it returns after each meeting"),
                button: "Add the action")
        return Page(
            title: "Add an action", above: [.init("/boards/\(board.slug)", board.name)], content: content)
    }

    static func add(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        if let reference = form.text("reference") { try Wording.checkLine(reference, of: "reference") }
        var action = Action(
            id: .new, board: board.id, reference: form["reference"],
            text: try form.needed("text", "what was undertaken"),
            owners: try form.owners("owners", visit).map { Ownership(owner: $0, assignedAt: visit.now) },
            due: try form.due(board, visit), raisedAt: try form.day("raised"), item: form.text("item"))
        (action.isRestricted, action.isStanding) = (form.has("restricted"), form.has("standing"))
        let added = try visit.store.addAction(action, told: visit.told)
        return .done(.added, at: "/actions/\(added.id)")
    }
}
