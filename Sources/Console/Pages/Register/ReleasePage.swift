import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// The drafts of a board, and the letters that releasing them causes, shown first.
enum ReleasePage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let drafts = try visit.store.drafts(board.id)
        return Page(
            title: "Release", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + (try content(board, drafts, visit)))
    }

    private static func content(_ board: Board, _ drafts: [Action], _ visit: Visit) throws -> HTML {
        guard !drafts.isEmpty else {
            return
                "<p>No draft waits. New and imported actions come here until the chair has cleared them.</p>\n"
        }
        let names = try visit.store.names(of: drafts.flatMap { $0.owners.map(\.owner) })
        let texts = texts(drafts)
        let form = FormView(
            id: "release", action: "/boards/\(board.slug)/release", visit: visit, values: texts,
            seen: SeenValues(texts))
        return
            "<p>Once the chair has cleared them, release the drafts: only then may their owners be written to. Their texts can be changed here first.</p>\n"
            + (try letters(board, drafts, visit))
            + form.html(list(drafts, names, form, visit), button: "Save the texts and release what is ticked")
    }

    /// What the fields have of the drafts.
    private static func texts(_ drafts: [Action]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: drafts.map { ("text-\($0.id)", $0.text) })
    }

    /// Each draft can be left out, and its text mended in place.
    private static func list(
        _ drafts: [Action], _ names: [Owner: String], _ form: FormView, _ visit: Visit
    ) -> HTML {
        let ticked = visit.refused?.typed.all("action")
        let items: [HTML] = drafts.map { draft in
            let id = draft.id.description
            let isTicked = ticked.map { $0.contains(id) } ?? true
            return """
                <fieldset><legend>\(draft.reference), \(names.names(draft))</legend>
                <p class="tick"><input type="checkbox" id="action-\(id)" name="action" value="\(id)"\(isTicked ? " checked" as HTML : "")> <label for="action-\(id)">Release \(draft.reference)</label> (<a href="/actions/\(id)">the whole record</a>)</p>
                \(form.text("text-\(id)", "Text of \(draft.reference)"))</fieldset>

                """
        }
        return .join(items)
    }

    private static func letters(_ board: Board, _ drafts: [Action], _ visit: Visit) throws -> HTML {
        let head: HTML = "<h2>Letters of the next seven days, if all of them are released</h2>\n"
        guard board.state == .active else {
            return head + "<p>None: the board is \(board.state.rawValue) and writes nothing.</p>\n"
        }
        let released = Set(drafts.map(\.id))
        let supposition = Supposition.release(drafts.map(\.id))
        let letters = try Prospect(store: visit.store, told: visit.told).letters(
            of: [board], until: { [now = visit.now] _ in now + 7 * 86_400 }, supposing: supposition
        ).filter { $0.letter.steps.contains { $0.key.action.map(released.contains) ?? false } }
        return head + letters.html("As they would go", isLinked: false)
            + (try NextLetterPage.first(of: letters, on: board, visit, supposing: supposition))
    }

    static func release(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let chosen = Set(form.all("action"))
        let drafts = try visit.store.drafts(board.id).filter { chosen.contains($0.id.description) }
        guard !drafts.isEmpty else { throw FieldProblem(nil, "Tick the actions to release.") }
        try form.mustBeUpToDate(with: texts(drafts))
        let mended = try drafts.compactMap { try Self.mended($0, form) }
        try visit.store.release(drafts.map(\.id), mending: mended, told: visit.told)
        return .done(.released, at: "/boards/\(board.slug)/letters")
    }

    /// The draft with the text that was typed; `nil` where that is the one that was shown.
    private static func mended(_ draft: Action, _ form: Form) throws -> Action? {
        let name = "text-\(draft.id)"
        // Nothing is released that its sender has not seen.
        guard form.seen.names(name) else { throw FieldProblem.outdated }
        var mended = draft
        mended.text = form[name]
        guard !mended.text.isEmpty else {
            throw FieldProblem(name, "\(draft.reference) has no text; write one, or leave it out.")
        }
        return form.seen.differs(name, from: mended.text) ? mended : nil
    }
}
