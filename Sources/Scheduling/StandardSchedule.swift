import ActionRegister

extension RuleSentence {
    /// What a new board starts with: owners are told of an action, asked a
    /// fortnight before the meeting and again before its papers are due, and
    /// chased once; the secretariat is told what is to come.
    package static let standardSchedule = [
        RuleSentence(.when(.assigned)),
        RuleSentence(.before(DayOffset(14, .days), .meeting)),
        RuleSentence(.before(DayOffset(2, .workingDays), .papersDeadline)),
        RuleSentence(.after(DayOffset(10, .workingDays), .dueDate)),
        RuleSentence(.before(DayOffset(2, .workingDays), .meeting), to: .secretariat),
    ]
}
