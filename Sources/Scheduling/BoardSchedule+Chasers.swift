package import ActionRegister

extension BoardSchedule {
    /// The last day on which any rule chases an action that was due on a day,
    /// whoever is written to; `nil` where no rule does, or where one never ends.
    package func lastChaser(due day: CalendarDay) -> CalendarDay? {
        let chasers = rules.map(\.sentence.timing).filter { $0.isChaser }
        guard chasers.allSatisfy(\.hasLastStep) else { return nil }
        return chasers.map { timing in
            timing.day(
                anchor: day, occurrence: timing.lastStep, in: calendar,
                movesOffHolidays: board.movesOffHolidays
            ).day
        }.max()
    }
}

extension RuleSentence.Timing {
    fileprivate var hasLastStep: Bool {
        if case .every(_, nil) = self { false } else { true }
    }

    /// k of the last step of an `every` rule that ends.
    fileprivate var lastStep: Int {
        if case .every(_, let limit?) = self { limit } else { 0 }
    }
}
