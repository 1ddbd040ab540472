import ActionRegister
import Documents
import Foundation
import Reminders
import Scheduling
import Store

/// Turns meetings into rows, with the papers deadline in force.
struct MeetingRows {
    private let printer: RegisterPrinter
    private let calendars: [Board.ID: WorkingCalendar]
    private let offsets: [Board.ID: DayOffset]

    init(_ store: Store) throws {
        let snapshot = try store.snapshot()
        printer = RegisterPrinter(snapshot) { _, _ in nil }
        calendars = try Dictionary(
            uniqueKeysWithValues: snapshot.boards.map { ($0.id, try store.workingCalendar($0)) })
        offsets = Dictionary(
            uniqueKeysWithValues: snapshot.boards.compactMap { board in
                board.papersDue.map { (board.id, $0) }
            })
    }

    /// The row of a meeting that was written, with what is due at it since.
    func json(_ written: WrittenMeeting) -> JSON {
        row(written.meeting).json.with(["nowDue": written.nowDue])
    }

    /// What is odd about the day of a meeting: it is no working day, or of a year
    /// whose holidays are not known. `nil` for an ordinary day.
    func oddity(of meeting: Meeting) -> String? {
        guard let day = meeting.day, let calendar = calendars[meeting.board] else { return nil }
        return calendar.oddity(of: day).map { "\(day.weekday.name) \(day) is \($0)" }
    }

    func row(_ meeting: Meeting) -> MeetingRow { printer.row(meeting, papersDue: papersDue(meeting)) }

    /// Its own, else as the board reckons it; `nil` while it has no day.
    private func papersDue(_ meeting: Meeting) -> CalendarDay? {
        guard let day = meeting.day else { return nil }
        if let own = meeting.papersDue { return own }
        return offsets[meeting.board].flatMap { calendars[meeting.board]?.day($0, before: day) }
    }
}

extension Store {
    /// A board's working days on its own clock.
    func workingCalendar(_ board: Board) throws -> WorkingCalendar {
        guard let holidays = try calendar(named: board.calendar) else {
            throw RegisterError.unknown(.calendar, board.calendar, nearest: nil)
        }
        return WorkingCalendar(holidays, timeZone: TimeZone(identifier: board.timeZone) ?? .gmt)
    }
}

extension [WrittenMeeting] {
    /// Says which actions became due at them: their due days were theirs already.
    func noteDue(verb: String) {
        for written in self where !written.nowDue.isEmpty {
            var references = ReferenceList()
            written.nowDue.forEach { references.add($0) }
            let due = references.words("is now due", "are now due")
            Output.note("\(verb): \(due) at the meeting of \(written.meeting.day?.description ?? "no day")")
        }
    }

    /// Says which of their days a secretary would look at twice.
    func noteOddDays(_ rows: MeetingRows, verb: String) {
        for oddity in compactMap({ rows.oddity(of: $0.meeting) }) { Output.note("\(verb): \(oddity)") }
    }
}

extension MeetingRow: JSONRepresentable {
    var json: JSON {
        [
            "board": board, "day": day, "month": month, "time": time, "papersDue": papersDue, "place": place,
            "state": state,
        ]
    }

    /// `vawg 2027-03-01 10:00`.
    var words: String {
        [board, day ?? month ?? "without a day", time].compactMap { $0 }.joined(separator: " ")
    }
}
