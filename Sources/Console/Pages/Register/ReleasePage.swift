import ActionRegister
import Foundation
import HTTPTypes
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
        let page = min(visit.query.page, (drafts.count - 1) / pageSize)
        let shown = Array(drafts.page(page, size: pageSize))
        let names = try visit.store.names(of: shown.flatMap { $0.owners.map(\.owner) })
        let texts = texts(shown)
        let path = "/boards/\(board.slug)/release"
        let form = FormView(
            id: "release", action: "\(path)?page=\(page + 1)", visit: visit, values: texts,
            seen: SeenValues(texts))
        return
            "<p>Once the chair has cleared them, release the drafts: only then may their owners be written to. Their texts can be changed here first; a draft that is not ticked stays one.</p>\n"
            + (try held(board, visit)) + (try letters(board, shown, visit))
            + form.html(list(shown, names, form, visit), button: "Save the texts and release what is ticked")
            + .pages(page, of: drafts.count, size: pageSize) { "\(path)?page=\($0)" }
    }

    /// Whose letters somebody wants to see first: what a notice takes along of theirs is
    /// held with it.
    private static func held(_ board: Board, _ visit: Visit) throws -> HTML {
        let holds = try visit.store.letterHolds(board.id)
        guard !holds.isEmpty else { return "" }
        let names = try visit.names(of: holds).map(\.name)
        return
            "<p class=\"look\">The next letter to \(names.joined(separator: ", ")) is held on <a href=\"/boards/\(board.slug)/letters\">Letters to come</a>. Where a notice of this release would take along what it was to say, the notice waits in the outbox, too.</p>\n"
    }

    /// How many drafts one form has.
    private static let pageSize = 50

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
        let head: HTML = "<h2>Letters of the next seven days, if all of these are released</h2>\n"
        guard board.state == .active else {
            return head + "<p>None: the board \(board.state.words) and writes nothing.</p>\n"
        }
        let released = Set(drafts.map(\.id))
        let supposition = Supposition.release(drafts.map(\.id))
        let letters = try Prospect(store: visit.store, told: visit.told).letters(
            of: [board], until: { [now = visit.now] _ in now + 7 * 86_400 }, supposing: supposition
        ).filter { $0.letter.steps.contains { $0.key.action.map(released.contains) ?? false } }
        return head + letters.html("As they would go", isLinked: false)
            + (try NextLetterPage.first(of: letters, on: board, visit, supposing: supposition))
    }

    /// Keeps every text that was changed, ticked or not, and releases what is ticked.
    static func release(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let drafts = try visit.store.drafts(board.id)
        try refuseWhatIsGone(drafts, of: board, visit, form)
        let chosen = Set(form.all("action"))
        let ticked = drafts.filter { chosen.contains($0.id.description) }
        let shown = drafts.filter { form.has("text-\($0.id)") }
        try form.mustBeUpToDate(with: texts(shown))
        let mended = try shown.compactMap { try Self.mended($0, form) }
        // Nothing is released that its sender has not seen.
        guard ticked.allSatisfy({ form.seen.names("text-\($0.id)") }) else { throw FieldProblem.outdated }
        guard !ticked.isEmpty || !mended.isEmpty else {
            throw FieldProblem(nil, "Tick the actions to release, or change a text.")
        }
        try visit.store.release(ticked.map(\.id), mending: mended, told: visit.told)
        return ticked.isEmpty
            ? .done(.saved, at: "/boards/\(board.slug)/release")
            : .done(.released, at: "/boards/\(board.slug)/letters")
    }

    /// What somebody else has released or ended meanwhile is not passed over in silence
    /// where it was ticked here, or its text changed.
    private static func refuseWhatIsGone(
        _ drafts: [Action], of board: Board, _ visit: Visit, _ form: Form
    ) throws {
        let there = Set(drafts.map(\.id.description))
        let meant = form.names.filter { $0.hasPrefix("text-") && form.seen.differs($0, from: form[$0]) }
            .map { String($0.dropFirst("text-".count)) }
        let gone = Set(form.all("action") + meant).subtracting(there).compactMap(Int64.init)
        guard !gone.isEmpty else { return }
        // Those of other boards are nobody's business here.
        let records = gone.prefix(pageSize).compactMap {
            try? visit.store.actionRecord(Action.ID($0), at: visit.now).record.action
        }
        let names = records.filter { $0.board == board.id }.map(\.reference).sorted()
        throw FieldProblem(
            nil,
            "Somebody else has released or ended \(names.isEmpty ? "some of them" : names.joined(separator: ", ")) meanwhile. Look again at what is left.",
            status: .conflict)
    }

    /// The draft with the text that was typed; `nil` where that is the one that was shown.
    private static func mended(_ draft: Action, _ form: Form) throws -> Action? {
        let name = "text-\(draft.id)"
        var mended = draft
        mended.text = form[name]
        guard !mended.text.isEmpty else {
            throw FieldProblem(
                name, "\(draft.reference) has no text; write one, or cancel the action on its page.")
        }
        return form.seen.differs(name, from: mended.text) ? mended : nil
    }
}
