package import ActionRegister
package import Foundation

extension BoardSchedule {
    /// The papers deadline in force: the meeting's own, else the board's; `nil`
    /// where it has none, or no day.
    package func papersDue(of meeting: Meeting) -> CalendarDay? {
        guard let day = meeting.day else { return nil }
        return meeting.papersDue ?? board.papersDue.map { calendar.day($0, before: day) }
    }

    /// When a meeting starts; one without a time starts at send-at.
    package func start(of meeting: Meeting) -> Date? {
        meeting.day.map { calendar.instant($0, at: meeting.time ?? board.sendAt) }
    }

    /// The first instant, from a given one on, at which the board writes letters
    /// that are not planned ones: in its sending hours on a working day.
    package func opening(from instant: Date) -> Date {
        let (day, time, hours) = (calendar.day(of: instant), calendar.time(of: instant), board.sendingHours)
        let isWorked = calendar.isWorkingDay(day)
        if isWorked && hours.contains(time) { return instant }
        let next = isWorked && time < hours.from ? day : calendar.workingDay(onOrAfter: day + 1)
        return calendar.instant(next, at: hours.from)
    }
}
