/// A reading of the clock on a board's wall, to the minute: `09:00`.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Minutes after midnight, 0 to 1439.
    package let minutes: Int

    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minutes = hour * 60 + minute
    }

    package init?(minutes: Int) {
        guard (0..<1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    package var hour: Int { minutes / 60 }
    package var minute: Int { minutes % 60 }

    package static func < (a: Self, b: Self) -> Bool { a.minutes < b.minutes }

    package static let midnight = TimeOfDay(minutes: 0)!
    package static let nine = TimeOfDay(minutes: 9 * 60)!
}

extension TimeOfDay: CustomStringConvertible, LosslessStringConvertible {
    package var description: String {
        (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":") + String(minute)
    }

    /// Reads `9:00` or `09:00`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }
}
