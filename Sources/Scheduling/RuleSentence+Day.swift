package import ActionRegister

extension RuleSentence.Timing {
    /// The day of a step: as the words give it, and as it is kept.
    ///
    /// A day that is no working day is kept on the working day before it by
    /// `before` rules, so that nobody is told too late, and on the one after it
    /// by all others. `anchor` is the day of the meeting, of the papers deadline,
    /// the due day, or, for `when` rules, the day of the event. `occurrence` is k
    /// of the k-th step of an `every` rule, counted from the due day itself and
    /// moved by itself; it says nothing to other rules.
    package func day(
        anchor: CalendarDay, occurrence: Int, in calendar: WorkingCalendar, movesOffHolidays: Bool
    ) -> (given: CalendarDay, day: CalendarDay) {
        let given = given(anchor: anchor, occurrence: occurrence, in: calendar)
        guard movesOffHolidays else { return (given, given) }
        if case .before = self { return (given, calendar.workingDay(onOrBefore: given)) }
        return (given, calendar.workingDay(onOrAfter: given))
    }

    private func given(
        anchor: CalendarDay, occurrence: Int, in calendar: WorkingCalendar
    ) -> CalendarDay {
        switch self {
        case .before(let offset, _): calendar.day(offset, before: anchor)
        case .on, .when, .weekly: anchor
        case .after(let offset, _): calendar.day(offset, after: anchor)
        case .every(let offset, _):
            calendar.day(offset.times(occurrence), after: anchor)
        }
    }
}

extension DayOffset {
    /// The offset of the k-th of equal steps.
    fileprivate func times(_ factor: Int) -> DayOffset {
        DayOffset(count * max(1, factor), unit)
    }
}
