import ActionRegister
import Mail
import Store

/// What the secretariat can do to one meeting; the word stands in the address.
enum MeetingForm: String, CaseIterable {
    case move, set, postpone, cancel

    func words(_ meeting: Meeting) -> String {
        switch self {
        case .move: meeting.day == nil ? "Give it a day" : "Move it to another day"
        case .set: meeting.day == nil ? "Change time or place" : "Change time, place or papers deadline"
        case .postpone: "Postpone it, with no new day yet"
        case .cancel: "Cancel it"
        }
    }

    func fits(_ meeting: Meeting) -> Bool {
        switch self {
        case .move: [.planned, .postponed, .undated].contains(meeting.state)
        case .set: meeting.state != .cancelled && meeting.state != .held
        case .postpone: meeting.state == .planned
        case .cancel: [.planned, .postponed, .undated].contains(meeting.state)
        }
    }

    func html(_ meeting: Meeting, _ path: String, _ visit: Visit) -> HTML {
        let values = values(meeting)
        let form = FormView(
            id: rawValue, action: "\(path)/\(rawValue)", visit: visit, values: values,
            seen: SeenValues(values))
        return form.html(
            fields(form, meeting), button: button(meeting), isGrave: self == .cancel || self == .postpone)
    }

    /// What its fields say of the meeting, and on which day that is: whoever changes it must
    /// have seen that, for what they write may be meant for that day.
    private func values(_ meeting: Meeting) -> [String: String] {
        let day = ["was": meeting.day?.description ?? ""]
        guard self == .set else { return day }
        return day.merging([
            "time": meeting.time?.description ?? "", "place": meeting.place ?? "",
            "papers": meeting.papersDue?.description ?? "",
        ]) { $1 }
    }

    private func button(_ meeting: Meeting) -> String {
        switch self {
        case .move: meeting.day == nil ? "Give it this day" : "Move it"
        case .set: "Save"
        case .postpone: "Postpone it"
        case .cancel: "Cancel the meeting"
        }
    }

    private func fields(_ form: FormView, _ meeting: Meeting) -> HTML {
        switch self {
        case .move:
            "<p>\(consequence(meeting))</p>\n"
                + form.line(
                    "day", meeting.day == nil ? "Day" : "New day", hint: "Like 1 March 2027.", type: "date",
                    isNeeded: true)
        case .set:
            form.line("time", "Starts at", hint: "Like 10:00.") + form.line("place", "Place")
                + (meeting.day == nil
                    ? ""
                    : form.line(
                        "papers", "Papers due", hint: "Empty: as the board's habit gives it.", type: "date"))
        case .postpone: "<p>What is due at it has no due day until the meeting has one again.</p>\n"
        case .cancel: "<p>What is due at it passes to the next planned meeting, as a revision.</p>\n"
        }
    }

    private func consequence(_ meeting: Meeting) -> String {
        switch meeting.state {
        case .undated: "What is due at it is due on that day, and its steps begin."
        case .postponed: "What is due at it is due on that day. Owners are told if the schedule says so."
        default:
            "What is due at it moves along. A papers deadline of its own is dropped. Owners are told if the schedule says so."
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> FormReply {
        let page = try CyclePage(visit)
        try visit.mustKeep(page.board.id)
        try form.mustBeUpToDate(with: values(page.meeting))
        let id = page.meeting.id
        switch self {
        case .move:
            let day = try form.neededDay("day", "the new day")
            _ = try MeetingsPage.onAFreeDay { try visit.store.moveMeeting(id, to: day, told: visit.told) }
        case .set:
            var meeting = page.meeting
            (meeting.time, meeting.place) = (try form.time("time"), form.text("place"))
            if form.has("papers") { meeting.papersDue = try form.day("papers") }
            try visit.store.setMeeting(meeting, told: visit.told)
        case .postpone: try visit.store.postponeMeeting(id, told: visit.told)
        case .cancel: _ = try visit.store.cancelMeeting(id, told: visit.told)
        }
        let notice: Notice =
            switch self {
            case .move: .moved
            case .set, .postpone: .saved
            case .cancel: .cancelled
            }
        return .done(notice, at: "/boards/\(page.board.slug)/meetings/\(id)")
    }
}
