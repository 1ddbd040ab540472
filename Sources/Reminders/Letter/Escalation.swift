import ActionRegister
import Scheduling

/// Whom the board's rules write to next about an action that stays overdue.
///
/// Rules and the letter's own steps are compared by how far after the due day
/// they lie, a week counting five working days; no calendar is asked, and no day
/// is promised.
struct Escalation {
    private let content: LetterContent
    private let reached: Double

    init(_ content: LetterContent, asked: [LetterAction]) {
        self.content = content
        reached = asked.flatMap(\.steps).compactMap(Self.distance).max() ?? 0
    }

    /// The deputy or the chair; `nil` where no rule says so, or theirs is past.
    var next: Audience? {
        let later = content.rules.compactMap { rule -> (audience: Audience, distance: Double)? in
            guard case .after(let offset, .dueDate) = rule.sentence.timing else { return nil }
            return (rule.sentence.audience, Self.workingDays(offset))
        }
        return later.filter { isAbove($0.audience) && $0.distance > reached }.min {
            $0.distance < $1.distance
        }?.audience
    }

    private func isAbove(_ audience: Audience) -> Bool {
        switch audience {
        case .deputy: content.hasDeputy && content.audience < .deputy
        case .chair: content.audience < .chair
        case .owner, .secretariat: false
        }
    }

    private static func distance(of step: LetterStep) -> Double? {
        switch step.rule?.timing {
        case .after(let offset, .dueDate): workingDays(offset)
        case .every(let offset, _): workingDays(offset) * Double(step.key.occurrence)
        default: nil
        }
    }

    private static func workingDays(_ offset: DayOffset) -> Double {
        switch offset.unit {
        case .days: Double(offset.count) * 5 / 7
        case .weeks: Double(offset.count) * 5
        case .workingDays, .clearWorkingDays: Double(offset.count)
        }
    }
}
