package import ActionRegister

/// The days on which a board usually meets: `first monday of mar, jun, sep, dec`.
///
/// It only writes meetings into the register; from then on each is a day of its
/// own.
package struct MeetingPattern: Hashable, Sendable {
    package var ordinal: Ordinal
    package var weekday: Weekday
    /// Of 1 to 12; all of them is every month.
    package var months: Set<Int>

    package enum Ordinal: Int, Hashable, Sendable, CaseIterable {
        case first = 1, second, third, fourth, last
    }

    package init(_ ordinal: Ordinal, _ weekday: Weekday, of months: Set<Int>) {
        self.ordinal = ordinal
        self.weekday = weekday
        self.months = months
    }

    /// The days from one day to another, both included, in order.
    package func days(from first: CalendarDay, until last: CalendarDay) -> [CalendarDay] {
        guard first <= last else { return [] }
        return (first.year...last.year).flatMap { year in
            months.sorted().map { day(in: $0, of: year) }
        }.filter { (first...last).contains($0) }
    }

    private func day(in month: Int, of year: Int) -> CalendarDay {
        let length = CalendarDay.daysIn(month: month, of: year)
        let earliest = ordinal == .last ? length - 6 : 7 * ordinal.rawValue - 6
        let start = CalendarDay(year, month, earliest)
        return start + (weekday.rawValue - start.weekday.rawValue + 7) % 7
    }
}

extension MeetingPattern: CustomStringConvertible {
    package var description: String {
        let short = months.sorted().map { CalendarNames.months[$0 - 1].prefix(3) }.joined(separator: ", ")
        let months = months == Self.everyMonth ? "every month" : short
        return "\(ordinal) \(weekday.name.lowercased()) of \(months)"
    }
}
