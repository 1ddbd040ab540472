package import ActionRegister

/// The days, besides weekends, on which a board's offices are closed.
package struct HolidayCalendar: Hashable, Sendable {
    /// `england-and-wales`, or the name a secretary gave to an installed one.
    package var name: String
    /// The holidays by their day, with the title a letter or an explanation prints.
    package var days: [CalendarDay: String]
    /// The days it speaks for; `nil` for all days, as `none` does.
    ///
    /// Outside it a day without a holiday may only be one that nobody has
    /// proclaimed yet, so sums that reach there carry a warning.
    package var coverage: ClosedRange<CalendarDay>?

    package init(name: String, days: [CalendarDay: String], coverage: ClosedRange<CalendarDay>?) {
        self.name = name
        self.days = days
        self.coverage = coverage
    }

    /// A calendar that speaks for the whole years from that of its first
    /// holiday to that of its last; `nil` where there is none.
    init?(name: String, wholeYearsOf days: [CalendarDay: String]) {
        guard let first = days.keys.min(), let last = days.keys.max() else { return nil }
        let coverage = CalendarDay(first.year, 1, 1)...CalendarDay(last.year, 12, 31)
        self.init(name: name, days: days, coverage: coverage)
    }
}

extension HolidayCalendar {
    /// The names that `shipped(named:)` knows.
    package static let shippedNames = BankHolidays.allCases.map(\.rawValue) + ["none"]

    /// A calendar that needs no file; `nil` for a name that is not one of `shippedNames`.
    package static func shipped(named name: String) -> HolidayCalendar? {
        if name == "none" { return HolidayCalendar(name: name, days: [:], coverage: nil) }
        return BankHolidays(rawValue: name).flatMap { division in
            HolidayCalendar(name: name, wholeYearsOf: division.days(in: BankHolidays.years))
        }
    }
}
