import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// After the meeting: every matter arising with what was decided, in one form.
enum RecordPage {
    static func make(_ visit: Visit) throws -> Page {
        let page = try CyclePage(visit)
        try visit.mustKeep(page.board.id)
        let matters = try matters(page.board, visit)
        let names = try visit.store.names(of: matters.flatMap { $0.action.owners.map(\.owner) })
        let form = FormView(
            id: "record", action: "/boards/\(page.board.slug)/meetings/\(page.meeting.id)/record",
            visit: visit, seen: SeenValues(seen(matters)))
        let words = try visit.statusWords(page.board)
        let items: [HTML] = matters.map { matter($0, names, words, form) }
        let content: HTML =
            "<p>Say what the meeting decided on each matter. What you leave as it is goes on; an action that was due at the meeting and is left open is overdue from now on.</p>\n"
            + form.html(
                matters.isEmpty ? "<p>No action is open.</p>\n" : .join(items), button: "Record the meeting")
        return Page(
            title: "After the meeting of \(page.meeting.day?.words ?? "a day to be set")",
            above: [
                .init("/boards/\(page.board.slug)", page.board.name),
                .init("/boards/\(page.board.slug)/meetings", "Meetings"),
            ], content: content)
    }

    /// What the meeting had before it: all that is released and has not ended.
    private static func matters(_ board: Board, _ visit: Visit) throws -> [ActionRecord] {
        let filter = ActionFilter(
            board: board.id, statuses: [.proposed, .open, .inProgress, .onHold], isReleased: true)
        let order: [Action.Status: Int] = [.proposed: 0, .open: 1, .inProgress: 1, .onHold: 2]
        return try visit.store.actions(filter, at: visit.now).enumerated().sorted {
            (order[$0.1.action.status]!, $0.0) < (order[$1.1.action.status]!, $1.0)
        }.map(\.1)
    }

    /// How each of the matters stood when the form was made: all that the form shows.
    private static func seen(_ matters: [ActionRecord]) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: matters.map { record in
                let action = record.action
                let last = record.updates.last.map { "\($0.id) \($0.text)" } ?? ""
                return (
                    action.id.description,
                    "\(action.status.rawValue) \(action.due) \(action.owners.map(\.owner)) \(action.text) \(last)"
                )
            })
    }

    private static func matter(
        _ record: ActionRecord, _ names: [Owner: String], _ words: StatusWords, _ form: FormView
    ) -> HTML {
        let action = record.action
        let choices: [(String, String)] =
            [
                ("", "as it is"), ("close", "close"), ("carry", "carry on"),
            ] + (action.status == .proposed ? [("decline", "decline the proposal")] : []) + [
                ("hold", "put on hold"), ("cancel", "cancel"),
            ]
        let last: HTML =
            record.updates.last.map { "<p class=\"quiet\">\($0.day.html): \(HTML.dated($0.text))</p>\n" }
            ?? ""
        let id = action.id.description
        return """
            <fieldset><legend>\(action.reference), \(names.names(action)): \(words.word(action))</legend>
            <p class="words">\(action.text)</p>
            <p>Due: \(record.dueHTML(record.dueDay))</p>
            \(last)<div class="row">
            \(form.choice("outcome-\(id)", "Decision on \(action.reference)", choices))\
            \(form.line("due-\(id)", "New due day, where it goes on", type: "date"))\
            \(form.line("note-\(id)", "Note"))</div>
            </fieldset>

            """
    }

    static func record(_ visit: Visit, _ form: Form) throws -> FormReply {
        let page = try CyclePage(visit)
        try visit.mustKeep(page.board.id)
        let matters = try matters(page.board, visit)
        try form.mustBeUpToDate(with: seen(matters))
        let known = Set(matters.map { "outcome-\($0.action.id)" })
        guard form.names.allSatisfy({ !$0.hasPrefix("outcome-") || form[$0].isEmpty || known.contains($0) })
        else {
            throw FieldProblem(
                nil, "An action you decided on has been ended meanwhile. Look again at what is left.")
        }
        let outcomes = try matters.compactMap { try outcome($0.action, form) }
        _ = try visit.store.recordMeeting(page.meeting.id, outcomes: outcomes, told: visit.told)
        return .done(.recorded, at: "/boards/\(page.board.slug)/meetings/\(page.meeting.id)")
    }

    private static func outcome(_ action: Action, _ form: Form) throws -> MeetingOutcome? {
        let id = action.id.description
        guard let decision = MeetingOutcome.Decision(rawValue: form["outcome-\(id)"]) else {
            guard form["note-\(id)"].isEmpty, form["due-\(id)"].isEmpty else {
                throw FieldProblem(
                    "outcome-\(id)", "\(action.reference) has a note or a day and no decision; choose one.")
            }
            return nil
        }
        let day = try form.day("due-\(id)")
        guard day == nil || decision == .carry || decision == .decline else {
            throw FieldProblem(
                "due-\(id)", "\(action.reference) ends or rests, and has a new day; take one of the two.")
        }
        return MeetingOutcome(
            action: action.id, decision: decision, due: day.map { .day($0) }, note: form.text("note-\(id)"))
    }
}
