package import ActionRegister
package import Foundation

/// How one step of a rule gets its day, for people to check by hand.
package struct RuleExplanation: Hashable, Sendable {
    package var rule: RuleSentence
    /// The day the sentence names, or for `when` rules the day of the event.
    package var anchor: CalendarDay
    /// The day as the words of the rule give it.
    package var given: CalendarDay
    /// The day on which the step is kept: a working day, if the board moves off others.
    package var day: CalendarDay
    /// When a letter of this step goes if nothing holds it back.
    package var sendAt: Date
    /// The days left out on the way, oldest first.
    package var skipped: [SkippedDay]
    /// Whether the sum reaches days of which the calendar knows no holidays.
    package var isBeyondCoverage: Bool

    package struct SkippedDay: Hashable, Sendable {
        package var day: CalendarDay
        /// The holiday's title, or `Saturday`.
        package var why: String
    }

    /// Explains the step `occurrence` of an `every` rule, or the only one of any other.
    package init(
        of rule: RuleSentence, anchor: CalendarDay, occurrence: Int = 1, in calendar: WorkingCalendar,
        sendAt: TimeOfDay, movesOffHolidays: Bool
    ) {
        let days = rule.timing.day(
            anchor: anchor, occurrence: occurrence, in: calendar, movesOffHolidays: movesOffHolidays)
        self.rule = rule
        self.anchor = anchor
        (given, day) = days
        self.sendAt = calendar.instant(days.day, at: rule.at ?? sendAt)
        let summed = rule.timing.countsWorkingDays ? Self.between(anchor, days.given) : []
        let passed = (summed + Self.from(days.given, upTo: days.day)).filter { !calendar.isWorkingDay($0) }
        skipped = Set(passed).sorted().map { SkippedDay(day: $0, why: calendar.whyNotWorked($0)) }
        isBeyondCoverage = [anchor, days.given, days.day].contains(where: calendar.isBeyondCoverage)
    }

    private static func between(_ a: CalendarDay, _ b: CalendarDay) -> [CalendarDay] {
        Array((min(a, b)...max(a, b)).dropFirst().dropLast())
    }

    /// The days from one on to another, which is not among them.
    private static func from(_ first: CalendarDay, upTo last: CalendarDay) -> [CalendarDay] {
        (min(first, last)...max(first, last)).filter { $0 != last }
    }
}

extension WorkingCalendar {
    /// `Good Friday`, or `Saturday`: why a day is no working day.
    package func whyNotWorked(_ day: CalendarDay) -> String {
        day.weekday.isWeekend ? day.weekday.name : holidays.days[day] ?? "working day"
    }

    /// What a secretary would look at twice of a meeting's day, to go after “is”: that
    /// nobody works then, or that nobody knows. `nil` for an ordinary day.
    package func oddity(of day: CalendarDay) -> String? {
        if isBeyondCoverage(day) {
            return "past the end of the calendar \(holidays.name), so nobody knows whether it is a holiday"
        }
        guard !isWorkingDay(day) else { return nil }
        return day.weekday.isWeekend ? "no working day" : whyNotWorked(day)
    }
}

extension RuleSentence.Timing {
    fileprivate var countsWorkingDays: Bool {
        switch self {
        case .before(let offset, _), .after(let offset, _), .every(let offset, _):
            offset.unit == .workingDays || offset.unit == .clearWorkingDays
        case .on, .when, .weekly: false
        }
    }
}
