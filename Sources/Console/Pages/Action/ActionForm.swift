import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// What the secretariat can do to one action; the word stands in the address.
enum ActionForm: String, CaseIterable {
    case update, propose, close, decline, due, assign, hold, reopen, edit, remind, cancel

    var words: String {
        switch self {
        case .update: "Record an update"
        case .propose: "Record that an owner says it is done"
        case .close: "Close it"
        case .decline: "Decline the proposal"
        case .due: "Change the due date"
        case .assign: "Change the owners"
        case .hold: "Put it on hold"
        case .reopen: "Take it up again"
        case .edit: "Change the text"
        case .remind: "Write to the owners now"
        case .cancel: "Cancel it"
        }
    }

    private var button: String {
        switch self {
        case .update, .propose: "Record it"
        case .close: "Close the action"
        case .decline: "Decline"
        case .due, .assign, .edit: "Save"
        case .hold: "Put on hold"
        case .reopen: "Reopen"
        case .remind: "Send the letter"
        case .cancel: "Cancel the action"
        }
    }

    /// Whether it makes sense as the action stands.
    func fits(_ action: Action) -> Bool {
        switch self {
        case .reopen: action.status.isEnded || action.status == .onHold
        case .decline: action.status == .proposed
        case .edit: true
        case .hold: action.status.isLive
        case .propose: action.status.isLive
        case .remind: action.status.isLive && action.releasedAt != nil
        default: !action.status.isEnded
        }
    }

    func html(_ page: ActionPage, _ visit: Visit) throws -> HTML {
        let values = values(page)
        let form = FormView(
            id: rawValue, action: "/actions/\(page.record.action.id)/\(rawValue)", visit: visit,
            values: values, seen: values.isEmpty ? nil : SeenValues(values))
        return form.html(try fields(form, page, visit), button: button, isGrave: self == .cancel)
    }

    /// What its fields say of the action.
    private func values(_ page: ActionPage) -> [String: String] {
        let action = page.record.action
        switch self {
        case .edit:
            return [
                "text": action.text, "item": action.item ?? "", "raised": action.raisedAt?.description ?? "",
                "restricted": action.isRestricted ? "yes" : "", "standing": action.isStanding ? "yes" : "",
            ]
        case .assign:
            return ["owners": action.owners.map { page.names.name($0.owner) }.joined(separator: " / ")]
        case .due:
            let word = action.due.word == "next-meeting" ? "as-it-is" : action.due.word
            return ["due": word, "day": page.record.dueDay?.description ?? ""]
        default: return [:]
        }
    }

    private func fields(_ form: FormView, _ page: ActionPage, _ visit: Visit) throws -> HTML {
        let owners = page.record.action.owners.map { ($0.owner.word, page.names.name($0.owner)) }
        switch self {
        case .update:
            return form.choice("by", "Who says it", [("", "the secretariat, as a note")] + owners)
                + form.text("note", "What is said", isNeeded: true)
                + form.choice(
                    "status", "Status from now on",
                    [
                        ("", "as it is"), ("open", page.statusWords.word(.open)),
                        ("in-progress", page.statusWords.word(.inProgress)),
                    ])
                + form.tick("shared", "The owners may read it in their letters")
        case .propose:
            return form.choice("by", "Which owner", owners) + form.text("note", "In their words")
        case .close:
            let held = try [("", "the chair, outside a meeting")] + meetings(page, visit)
            return form.choice("meeting", "Agreed by", held)
                + form.text("reason", "The chair's reason, outside a meeting", rows: 2)
        case .due:
            let meeting = page.record.action.due.word == "next-meeting" ? page.record.dueDay : nil
            return form.due(at: meeting)
        case .assign:
            return form.line(
                "owners", "Owners, the lead first", hint: "Names as the register knows them, divided by /.",
                isNeeded: true)
        case .edit:
            return form.text("text", "What was undertaken", rows: 4, isNeeded: true)
                + form.line("raised", "Raised at the meeting of", hint: "Like 1 March 2027.", type: "date")
                + form.line("item", "Item of that meeting")
                + form.tick("restricted", "Restricted: its text stands in no letter and no public report")
                + form.tick("standing", "Standing: it returns after each meeting")
        case .remind:
            return form.text(
                "note", "What the letter adds", hint: "Nothing is added where this is left empty.")
        case .cancel: return form.text("reason", "Why", rows: 2)
        case .decline, .hold, .reopen: return "<p>\(consequence)</p>\n"
        }
    }

    private var consequence: String {
        switch self {
        case .decline: "It is open again, and its owners are asked about it as before."
        case .hold: "Nobody is written to about it until it is taken up again."
        case .reopen: "It is open again. Nothing is sent for the time before."
        default: ""
        }
    }

    /// Those that can have agreed it, the last first.
    private func meetings(_ page: ActionPage, _ visit: Visit) throws -> [(String, String)] {
        let today = page.board.clock(at: visit.now).day
        return try visit.store.meetings(page.board.id).compactMap { meeting in
            guard meeting.stands, let day = meeting.day, day <= today else { return nil }
            return (meeting.id.description, "the meeting of \(day.words)")
        }.reversed()
    }
}

extension ActionForm {
    /// Carries it out by the very method that the command line calls.
    func act(_ visit: Visit, _ form: Form) throws -> FormReply {
        let page = try ActionPage(visit)
        try visit.mustKeep(page.board.id)
        try form.mustBeUpToDate(with: values(page))
        let (store, told, action) = (visit.store, visit.told, page.record.action)
        switch self {
        case .update: try update(page, visit, form)
        case .propose:
            let owner = try action.owner(form, "by")
            _ = try store.proposeAction(
                action.id, by: owner, person: owner?.person, note: form.text("note"), told: told)
        case .close: try store.closeAction(action.id, by: try closer(form), told: told)
        case .decline: try store.declineAction(action.id, told: told)
        case .due:
            guard form["due"] != "as-it-is" else { throw FieldProblem("due", "Choose what it is to be.") }
            let due = try form.due(page.board, visit, shown: values(page)["day"] ?? "")
            try store.setDue(due, of: action.id, told: told)
        case .assign: try store.assignAction(action.id, to: form.owners("owners", visit), told: told)
        case .hold: try store.holdAction(action.id, told: told)
        case .reopen: try store.reopenAction(action.id, told: told)
        case .edit: try edit(action, visit, form)
        case .remind: try remind(page, visit, form)
        case .cancel: try store.cancelAction(action.id, reason: form.text("reason"), told: told)
        }
        return .done(notice, at: "/actions/\(action.id)")
    }

    private var notice: Notice {
        switch self {
        case .update: .updated
        case .propose: .proposed
        case .close: .closed
        case .decline: .declined
        case .due, .edit: .saved
        case .assign: .assigned
        case .hold: .held
        case .reopen: .reopened
        case .remind: .reminded
        case .cancel: .cancelled
        }
    }

    private func update(_ page: ActionPage, _ visit: Visit, _ form: Form) throws {
        let owner = try page.record.action.owner(form, "by")
        let update = ActionUpdate(
            id: .new, action: page.record.action.id, day: page.board.clock(at: visit.now).day,
            recordedAt: visit.now, by: owner?.person, answersFor: owner,
            text: try form.needed("note", "what is said"), isShared: form.has("shared"))
        let status = Action.Status(rawValue: form["status"])
        _ = try visit.store.updateAction(update, status: status, told: visit.told)
    }

    private func closer(_ form: Form) throws -> Store.ClosedBy {
        if let meeting: Meeting.ID = form.id("meeting") { return .meeting(meeting) }
        return .chair(reason: try form.needed("reason", "the chair's reason"))
    }

    private func edit(_ action: Action, _ visit: Visit, _ form: Form) throws {
        var action = action
        action.text = try form.needed("text", "what was undertaken")
        (action.raisedAt, action.item) = (try form.day("raised"), form.text("item"))
        (action.isRestricted, action.isStanding) = (form.has("restricted"), form.has("standing"))
        try visit.store.editAction(action, told: visit.told)
    }

    private func remind(_ page: ActionPage, _ visit: Visit, _ form: Form) throws {
        let request = RemindRequest(about: page.record.action.id, note: form.text("note"))
        do {
            _ = try visit.store.remind(
                request, sender: visit.host.sending().sender.address, lifetime: RetrySchedule().lifetime,
                told: visit.told)
        } catch let refusal as RemindRefusal {
            let words = try RefusalWords(refusal, of: page.record.action, on: page.board, in: visit.store)
            throw FieldProblem(nil, ConsoleAdvice.words("\(words.what); \(words.remedy)"))
        }
    }
}

extension Owner {
    /// As a list of a form carries it: `person 3`.
    var word: String {
        switch self {
        case .person(let id): "person \(id)"
        case .organisation(let id): "organisation \(id)"
        }
    }

    var person: Person.ID? {
        if case .person(let id) = self { id } else { nil }
    }
}

extension Action {
    /// The owner that a list of a form names; `nil` where it names nobody.
    func owner(_ form: Form, _ name: String) throws -> Owner? {
        guard let word = form.text(name) else { return nil }
        guard let owner = owners.map(\.owner).first(where: { $0.word == word }) else {
            throw FieldProblem(name, "The action has other owners now; choose again.")
        }
        return owner
    }
}

extension Due {
    /// As the list of `FormView.due()` carries it.
    var word: String {
        switch self {
        case .day: "date"
        case .meeting: "next-meeting"
        case .ongoing: "ongoing"
        case .unset: "unset"
        }
    }
}
