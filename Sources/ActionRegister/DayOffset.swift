/// A number of days of one kind, counted from an anchor: `5 clear working days`.
package struct DayOffset: Hashable, Sendable {
    /// 1 or more.
    package var count: Int
    package var unit: Unit

    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case days, weeks
        case workingDays = "working days"
        /// So many working days lie strictly between; only before an anchor.
        case clearWorkingDays = "clear working days"
    }

    package init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

extension DayOffset: CustomStringConvertible {
    /// `1 working day`, `2 weeks`.
    package var description: String {
        "\(count) \(count == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue)"
    }
}
