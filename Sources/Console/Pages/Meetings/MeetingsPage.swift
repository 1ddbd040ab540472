import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// A board's meetings, and how to add more.
enum MeetingsPage {
    static func make(_ visit: Visit) throws -> Page {
        let board = try visit.board()
        let meetings = try visit.store.meetings(board.id)
        let schedule = try visit.store.read(board.id, at: visit.now) { $0.schedule }
        let rows = meetings.sorted { ($0.day?.number ?? .max) > ($1.day?.number ?? .max) }.map {
            row($0, schedule)
        }
        let list: HTML =
            rows.isEmpty
            ? "<p>No meeting yet.</p>\n"
            : .table(
                "Meetings of the \(board.name), the latest first",
                ["Day", "Time", "Place", "Papers due", "State"], rows)
        return Page(
            title: "Meetings", above: [.init("/boards/\(board.slug)", board.name)],
            content: BoardTabs(board: board, visit: visit).html + list
                + (visit.visitor.mayKeep(board.id) ? forms(board, visit) : ""))
    }

    private static func row(_ meeting: Meeting, _ schedule: BoardSchedule) -> [HTML] {
        let board = schedule.board
        return [
            "<a href=\"/boards/\(board.slug)/meetings/\(meeting.id.description)\">\(meeting.dayHTML)</a>",
            "\(meeting.time?.description ?? "not set")", "\(meeting.place ?? "not set")",
            schedule.papersDue(of: meeting).map(\.html) ?? "none",
            "\(meeting.state.rawValue)"
                + (meeting.oddity(in: schedule.calendar).map { "<br><span class=\"late\">\($0)</span>" } ?? ""),
        ]
    }

    private static func forms(_ board: Board, _ visit: Visit) -> HTML {
        let add = FormView(id: "add", action: "/boards/\(board.slug)/meetings/add", visit: visit)
        let several = FormView(
            id: "generate", action: "/boards/\(board.slug)/meetings/generate", visit: visit)
        let place = { (form: FormView) in
            form.line("time", "Starts at", hint: "Like 10:00.") + form.line("place", "Place")
        }
        return "<h2>Add a meeting</h2>\n"
            + add.html(
                add.line("day", "Day", hint: "Like 1 March 2027.", type: "date")
                    + add.line(
                        "month", "Or only its month",
                        hint: "Like March 2027, where the day is not settled: nothing is sent until it is.")
                    + place(add)
                    + add.line(
                        "papers", "Papers due", hint: "Where it is another day than the board's habit gives.",
                        type: "date"), button: "Add the meeting")
            + "<h2>Add several</h2>\n"
            + several.html(
                several.line(
                    "pattern", "Which days", hint: "Like: first monday of mar, jun, sep, dec", isNeeded: true)
                    + several.line("from", "From", type: "date", isNeeded: true)
                    + several.line("until", "Until", type: "date", isNeeded: true) + place(several),
                button: "Add the meetings")
    }

    static func add(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let meeting = try meeting(board.id, form)
        let added = try Self.onAFreeDay { try visit.store.addMeeting(meeting, told: visit.told) }
        return .done(.added, at: "/boards/\(board.slug)/meetings/\(added.id)")
    }

    /// - Throws: `FieldProblem` where the board meets on that day, or in that month, already.
    static func onAFreeDay<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch RegisterError.exists(.meeting, _) {
            throw FieldProblem("day", "The board has a meeting then already; choose another day.")
        }
    }

    private static func meeting(_ board: Board.ID, _ form: Form) throws -> Meeting {
        let (time, papers, place) = (try form.time("time"), try form.day("papers"), form.text("place"))
        guard let month = try form.month("month") else {
            guard let day = try form.day("day") else {
                throw FieldProblem("day", "Write the day of the meeting, like 1 March 2027, or its month.")
            }
            return Meeting(id: .new, board: board, day: day, time: time, papersDue: papers, place: place)
        }
        guard form.text("day") == nil else {
            throw FieldProblem("month", "Write the day or the month, not both.")
        }
        guard papers == nil else {
            throw FieldProblem(
                "papers", "A month has no papers deadline; leave it empty until the day is known.")
        }
        return Meeting(
            id: .new, board: board, day: nil, time: time, place: place, state: .undated,
            month: month.yearMonth)
    }

    static func generate(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let pattern: MeetingPattern
        do { pattern = try MeetingPattern(parsing: form.needed("pattern", "which days")) } catch let error
            as SentenceError
        {
            throw FieldProblem("pattern", "\(error)")
        }
        let (first, last) = (
            try form.neededDay("from", "the first day"), try form.neededDay("until", "the last day")
        )
        guard last - first <= 10 * 366 else {
            throw FieldProblem("until", "That is more than ten years; take a nearer day.")
        }
        let days = pattern.days(from: first, until: last)
        let taken = Set(
            try visit.store.meetings(board.id).filter { $0.state != .cancelled }.compactMap(\.day))
        let meetings = try days.filter { !taken.contains($0) }.map {
            Meeting(
                id: .new, board: board.id, day: $0, time: try form.time("time"), place: form.text("place"))
        }
        guard !meetings.isEmpty else {
            throw FieldProblem("pattern", "No day of that kind lies between the two that has no meeting yet.")
        }
        _ = try visit.store.addMeetings(meetings, told: visit.told)
        return .done(.added, at: "/boards/\(board.slug)/meetings")
    }
}

extension Meeting {
    /// `Monday 7 December 2026`; of one without a day, what is known of it.
    var dayWords: String { day?.words ?? monthWords ?? "a day to be set" }

    var dayHTML: HTML {
        day.map(\.html) ?? monthWords.map { "\($0), no day yet" } ?? "no day yet"
    }

    /// What a secretary would look at twice of the day of one that is to come.
    func oddity(in calendar: WorkingCalendar) -> String? {
        state == .planned ? day.flatMap(calendar.oddity) : nil
    }

    private var monthWords: String? { month.flatMap(CalendarDay.firstOfMonth)?.monthWords }
}
