package import ActionRegister
package import Foundation

/// One line of a board's schedule: when its letters are owed, and to whom.
package struct Rule: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Rule>

    package let id: ID
    /// Its number on the board's list; never changes and is never reused.
    package var number: Int
    package var sentence: RuleSentence
    /// When it was added: it owes nothing for the days before.
    package var since: Date

    package init(id: ID, number: Int, sentence: RuleSentence, since: Date) {
        self.id = id
        self.number = number
        self.sentence = sentence
        self.since = since
    }
}

/// What a rule says: `2 working days before the papers deadline at 08:30`.
///
/// The text form is read by `RuleParser` and printed, canonically, by
/// `description`; parsing what was printed gives the same value.
package struct RuleSentence: Hashable, Sendable {
    package var timing: Timing
    /// When it goes; otherwise at the board's send-at.
    package var at: TimeOfDay?
    package var audience: Audience

    package init(_ timing: Timing, at: TimeOfDay? = nil, to audience: Audience = .owner) {
        self.timing = timing
        self.at = at
        self.audience = audience
    }

    package enum Timing: Hashable, Sendable {
        case before(DayOffset, Anchor)
        case on(Anchor)
        case after(DayOffset, Anchor)
        /// While an action is overdue, counted from its due day; `limit` counts steps.
        case every(DayOffset, limit: Int?)
        case when(Event)
        /// Each week on that day: no sentence says it, see `AllWell.swift`.
        case weekly(Weekday)
    }

    package enum Anchor: String, Hashable, Sendable, CaseIterable {
        case meeting = "the meeting"
        case papersDeadline = "the papers deadline"
        case dueDate = "the due date"
    }

    package enum Event: String, Hashable, Sendable, CaseIterable {
        case assigned
        case meetingMoves = "the meeting moves"
    }
}

/// To whom a rule writes, in the order in which a letter is named by them.
package enum Audience: String, Hashable, Sendable, CaseIterable, Comparable {
    case owner, deputy, chair, secretariat

    package static func < (a: Self, b: Self) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}

extension RuleSentence {
    /// Whether it asks an owner or a deputy before a day, or on it: what a reader may
    /// do without. What was assigned, has moved, is overdue or is asked for by hand
    /// reaches everybody.
    package var isReminder: Bool {
        guard audience <= .deputy else { return false }
        return switch timing {
        case .before, .on: true
        case .after, .every, .when, .weekly: false
        }
    }
}
