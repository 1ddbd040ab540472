/// A day on the wall calendar, with no time and no zone.
///
/// Minutes say "by 12 June", never "by 2026-06-11T23:00Z". A day is a count of
/// days from 1 January 1970 in the proleptic Gregorian calendar, so that sums
/// and comparisons are those of integers; it becomes an instant only beside a
/// time zone. Years 1 to 9999 are held; sums beyond them are clamped by nobody
/// and mean nothing.
package struct CalendarDay: Hashable, Sendable {
    /// Days from 1 January 1970; negative before it.
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// The day of a civil date, or `nil` where there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.daysIn(month: month, of: year)).contains(day)
        else { return nil }
        self.init(year, month, day)
    }

    /// The day of a civil date that is known to exist; a day beyond the month's
    /// end runs on into the next.
    ///
    /// The algorithm is Howard Hinnant's `days_from_civil`.
    package init(_ year: Int, _ month: Int, _ day: Int) {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// The civil date: Hinnant's `civil_from_days`.
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    package var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        Weekday(rawValue: (Int(number) % 7 + 10) % 7 + 1)!
    }

    package static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

/// The days of the week, numbered as in ISO 8601: Monday is 1.
package enum Weekday: Int, Hashable, Sendable, CaseIterable, Comparable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    package var isWeekend: Bool { self >= .saturday }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Weekday: CustomStringConvertible {
    /// In lower case: `monday`.
    package var description: String { Self.names[rawValue - 1] }

    package init?(_ text: String) {
        guard let index = Self.names.firstIndex(of: text.lowercased()) else { return nil }
        self.init(rawValue: index + 1)
    }

    private static let names = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}

extension CalendarDay: Strideable {
    @inlinable package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
    @inlinable package static func == (a: Self, b: Self) -> Bool { a.number == b.number }
    package func distance(to other: Self) -> Int { Int(other.number) - Int(number) }
    package func advanced(by days: Int) -> Self { Self(number: number + Int32(days)) }

    package static func + (day: Self, days: Int) -> Self { day.advanced(by: days) }
    package static func - (day: Self, days: Int) -> Self { day.advanced(by: -days) }
    package static func - (later: Self, earlier: Self) -> Int { earlier.distance(to: later) }
}

extension CalendarDay: CustomStringConvertible, LosslessStringConvertible {
    /// The day as ISO 8601 writes it: `2027-03-18`.
    package var description: String {
        let (year, month, day) = components
        return Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2) + "-" + Self.padded(day, to: 2)
    }

    /// Reads `2027-03-18` and nothing else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (48...57).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The first day of a month that is written `2027-03`.
    package static func firstOfMonth(_ text: String) -> Self? { Self(text + "-01") }

    /// Its month, as ISO 8601 writes it: `2027-03`.
    package var yearMonth: String { String(description.dropLast("-01".count)) }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
