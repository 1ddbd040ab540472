import ActionRegister
import Foundation

extension RuleSentence {
    /// What its steps count from; `nil` for `when` rules and the weekly letter.
    package var anchor: Anchor? {
        switch timing {
        case .before(_, let anchor), .on(let anchor), .after(_, let anchor): anchor
        case .every: .dueDate
        case .when, .weekly: nil
        }
    }

    /// Whether something that happens causes it, and no day.
    var isEvent: Bool {
        if case .when = timing { true } else { false }
    }

    /// Whether it speaks after the due day has passed.
    package var isChaser: Bool { timing.isChaser }

    /// Whether it has one step for a whole meeting (or one of its moves) instead
    /// of one for each action and owner.
    package var isOfTheBoard: Bool {
        audience >= .chair && anchor != .dueDate && timing != .when(.assigned)
    }

    /// What a letter with such a step is called by.
    package var letterKind: LetterKind {
        if case .when = timing { return .notice }
        return isOfTheBoard ? .brief : isChaser ? .chaser : .reminder
    }

    /// Whether an answer settles what it asks: it speaks before or on a day.
    var isAsking: Bool {
        switch timing {
        case .before, .on: true
        default: false
        }
    }

    var isBefore: Bool {
        if case .before = timing { true } else { false }
    }
}

extension RuleSentence.Timing {
    /// Whether it speaks after the due day has passed.
    var isChaser: Bool {
        switch self {
        case .after(_, .dueDate), .every: true
        default: false
        }
    }
}

/// A rule beside what a planner works out of it once.
struct RuleInForce: Sendable {
    let rule: Rule
    /// When its steps go.
    let time: TimeOfDay
    /// When it was added, or its board last activated where that is later.
    let since: Date
    let sinceDay: CalendarDay
    /// When `sinceDay` begins.
    let sinceMidnight: Date
    /// The latest day whose steps have come.
    let lastDayCome: CalendarDay

    init(_ rule: Rule, of schedule: BoardSchedule, at now: Date, today: CalendarDay) {
        let (board, calendar) = (schedule.board, schedule.calendar)
        self.rule = rule
        time = rule.sentence.at ?? board.sendAt
        since = max(rule.since, board.activatedAt ?? rule.since)
        sinceDay = calendar.day(of: since)
        sinceMidnight = calendar.instant(sinceDay, at: .midnight)
        lastDayCome = calendar.instant(today, at: time) <= now ? today : today - 1
    }

    var sentence: RuleSentence { rule.sentence }
}

extension TimeOfDay {
    static let midnight = TimeOfDay(minutes: 0)!
}
