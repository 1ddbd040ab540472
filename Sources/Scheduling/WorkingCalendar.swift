package import ActionRegister
package import Foundation

/// A board's days: which of them it works, and when they are on its clock.
///
/// The planner asks it millions of times, so a copy costs one reference, sums
/// of working days are two binary searches over the holidays, and a day becomes
/// an instant by one over the zone's changes.
package struct WorkingCalendar: Sendable {
    private let tables: Tables

    /// All that is worked out once.
    private final class Tables: Sendable {
        let holidays: HolidayCalendar
        let workingDays: WorkingDays
        let clock: ZoneClock

        init(_ holidays: HolidayCalendar, _ timeZone: TimeZone) {
            self.holidays = holidays
            workingDays = WorkingDays(without: holidays.days.keys)
            clock = ZoneClock(timeZone)
        }
    }

    package init(_ holidays: HolidayCalendar, timeZone: TimeZone) {
        tables = Tables(holidays, timeZone)
    }

    package var holidays: HolidayCalendar { tables.holidays }
    package var timeZone: TimeZone { tables.clock.timeZone }
}

extension WorkingCalendar {
    /// Whether the day is one of Monday to Friday and no holiday.
    package func isWorkingDay(_ day: CalendarDay) -> Bool { tables.workingDays.contains(day) }

    /// Whether the holidays of the day's year are unknown to the calendar, so
    /// that only weekends are left out.
    package func isBeyondCoverage(_ day: CalendarDay) -> Bool {
        tables.holidays.coverage.map { !$0.contains(day) } ?? false
    }

    /// The day so far before another, which is not counted itself.
    ///
    /// Of clear working days exactly so many lie strictly between the two.
    package func day(_ offset: DayOffset, before anchor: CalendarDay) -> CalendarDay {
        let days = tables.workingDays
        return switch offset.unit {
        case .days: anchor - offset.count
        case .weeks: anchor - 7 * offset.count
        case .workingDays: days[days.count(before: anchor) - offset.count]
        case .clearWorkingDays: days[days.count(before: anchor) - offset.count - 1]
        }
    }

    /// The day so far after another, which is not counted itself.
    package func day(_ offset: DayOffset, after anchor: CalendarDay) -> CalendarDay {
        let days = tables.workingDays
        return switch offset.unit {
        case .days: anchor + offset.count
        case .weeks: anchor + 7 * offset.count
        case .workingDays: days[days.count(before: anchor + 1) + offset.count - 1]
        case .clearWorkingDays: days[days.count(before: anchor + 1) + offset.count]
        }
    }

    package func workingDay(onOrBefore day: CalendarDay) -> CalendarDay {
        tables.workingDays[tables.workingDays.count(before: day + 1) - 1]
    }

    package func workingDay(onOrAfter day: CalendarDay) -> CalendarDay {
        tables.workingDays[tables.workingDays.count(before: day)]
    }
}

extension WorkingCalendar {
    /// When the board's clock shows a time of a day.
    ///
    /// A time that the zone skips becomes the first instant after the gap; of a
    /// time that occurs twice the first is meant.
    package func instant(_ day: CalendarDay, at time: TimeOfDay) -> Date {
        let seconds = tables.clock.instant(ofWallSeconds: Int(day.number) * 86_400 + time.minutes * 60)
        return Date(timeIntervalSince1970: TimeInterval(seconds))
    }

    /// The day the board's clock shows at an instant.
    package func day(of instant: Date) -> CalendarDay {
        CalendarDay(number: Int32(wallSeconds(at: instant).flooredQuotient(by: 86_400)))
    }

    /// What the board's clock shows at an instant, to the minute begun.
    package func time(of instant: Date) -> TimeOfDay {
        let seconds = wallSeconds(at: instant)
        return TimeOfDay(minutes: (seconds - 86_400 * seconds.flooredQuotient(by: 86_400)) / 60)!
    }

    private func wallSeconds(at instant: Date) -> Int {
        tables.clock.wallSeconds(at: Int(instant.timeIntervalSince1970.rounded(.down)))
    }
}

extension Int {
    /// The quotient rounded down, as `/` does only for what is not negative.
    func flooredQuotient(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
