import ActionRegister
import Scheduling
import Store

extension BoardReport {
    var calendarProblems: [Problem] { [unknownZone, unknownCalendar, shortCalendar].compactMap { $0 } }

    private var unknownZone: Problem? {
        if condition.isZoneKnown { return nil }
        return Problem(
            .error, board.slug,
            "this machine knows no time zone \(board.timeZone), so the board writes no letters",
            "install tzdata, or minuted board set \(board.slug) --time-zone Europe/London")
    }

    private var unknownCalendar: Problem? {
        if condition.isCalendarKnown { return nil }
        return Problem(
            .error, board.slug,
            "there is no holiday calendar \(board.calendar), so the board writes no letters",
            "minuted board set \(board.slug) --calendar \(HolidayCalendar.shippedNames[0])")
    }

    /// Past its end only weekends are left out.
    private var shortCalendar: Problem? {
        guard let end = calendar.holidays.coverage?.upperBound,
            let beyond = reaches.first(where: { $0.day > end })
        else { return nil }
        return Problem(
            .warning, board.slug,
            "the holidays of \(board.calendar) are known until \(end), and \(beyond.what) reaches to \(beyond.day); from then on only weekends are left out",
            "take a newer calendar")
    }

    /// How far the board counts, and what for.
    private var reaches: [(day: CalendarDay, what: String)] {
        let lastMeeting = schedule.meetings.filter { $0.state == .planned }.compactMap(\.day).max()
        let ends = [
            (today, "today"), (lastMeeting, "the last planned meeting"), (lastDue, "the last due day"),
        ]
        let steps = schedule.rules.map {
            ($0.lastStep(lastMeeting, lastDue, in: calendar), "rule \($0.number)")
        }
        return (ends + steps).compactMap { day, what in day.map { ($0, what) } }
    }
}

extension Rule {
    /// The last day that it counts to from the last of what it counts from; of an
    /// `every` without an end the first.
    fileprivate func lastStep(
        _ lastMeeting: CalendarDay?, _ lastDue: CalendarDay?, in calendar: WorkingCalendar
    ) -> CalendarDay? {
        guard let kind = sentence.anchor, let anchor = kind == .dueDate ? lastDue : lastMeeting else {
            return nil
        }
        let occurrence = if case .every(_, let limit) = sentence.timing { limit ?? 1 } else { 0 }
        return sentence.timing.day(
            anchor: anchor, occurrence: occurrence, in: calendar, movesOffHolidays: true
        ).day
    }
}
