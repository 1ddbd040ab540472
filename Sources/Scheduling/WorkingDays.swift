import ActionRegister

/// The working days of all time, as an ordered collection one can count in.
///
/// Weekdays are counted by arithmetic; only the holidays among them are kept,
/// each with the number of working days before it, so both directions of the
/// count are a binary search over a few dozen numbers.
struct WorkingDays: Sendable {
    /// The holidays from Monday to Friday, as day numbers in order.
    private let holidays: [Int]
    /// How many working days lie before each of them.
    private let countsBefore: [Int]

    init(without holidays: some Sequence<CalendarDay>) {
        let days = Set(holidays).filter { !$0.weekday.isWeekend }.map { Int($0.number) }.sorted()
        self.holidays = days
        countsBefore = days.enumerated().map { Self.weekdays(before: $1) - $0 }
    }

    func contains(_ day: CalendarDay) -> Bool {
        guard !day.weekday.isWeekend else { return false }
        let index = holidays.firstIndex(notBelow: Int(day.number))
        return index == holidays.count || holidays[index] != Int(day.number)
    }

    /// How many working days lie before a day, from a far-off Monday that all
    /// counts share.
    func count(before day: CalendarDay) -> Int {
        let number = Int(day.number)
        return Self.weekdays(before: number) - holidays.firstIndex(notBelow: number)
    }

    /// The working day that has so many working days before it.
    subscript(count: Int) -> CalendarDay {
        let skipped = countsBefore.firstIndex(notBelow: count + 1)
        return CalendarDay(number: Int32(Self.weekday(at: count + skipped)))
    }

    /// Day number of Monday, 29 December 1969.
    private static let origin = -3

    /// How many days from Monday to Friday lie from the origin to a day.
    private static func weekdays(before number: Int) -> Int {
        let weeks = (number - origin).flooredQuotient(by: 7)
        return 5 * weeks + min(number - origin - 7 * weeks, 5)
    }

    private static func weekday(at count: Int) -> Int {
        let weeks = count.flooredQuotient(by: 5)
        return origin + 7 * weeks + count - 5 * weeks
    }
}

extension [Int] {
    /// The first index of a sorted array whose element is not below `value`.
    func firstIndex(notBelow value: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
