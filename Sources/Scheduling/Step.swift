package import ActionRegister
package import Foundation

/// What makes one step the same step as another: the key of the ledger.
///
/// The person and mailbox written to are no part of it, so that a new contact
/// does not bring the past back.
package struct StepKey: Hashable, Sendable {
    /// `nil` in a brief.
    package var action: Action.ID?
    /// The owner as assigned; `nil` in a brief.
    package var owner: Owner?
    package var audience: Audience
    /// `byHand` where no rule gives it.
    package var rule: Rule.ID
    package var anchor: AnchorVersion
    /// Which occurrence of an `every` rule, or which time of that day it was asked
    /// for by hand, from 1; 0 for all other rules.
    package var occurrence: Int

    package init(
        action: Action.ID?, owner: Owner?, audience: Audience, rule: Rule.ID, anchor: AnchorVersion,
        occurrence: Int = 0
    ) {
        self.action = action
        self.owner = owner
        self.audience = audience
        self.rule = rule
        self.anchor = anchor
        self.occurrence = occurrence
    }
}

/// The version of what a step counts from.
package enum AnchorVersion: Hashable, Sendable {
    /// A due day; or, for `when assigned`, the day of the assignment or release;
    /// by hand, the day on which it was asked for.
    case day(CalendarDay)
    /// A meeting (or its papers deadline, or a due date that is at it) and the
    /// day on which that version of it began.
    case meeting(Meeting.ID, version: CalendarDay)
    /// The n-th move of a meeting, from 1.
    case move(Meeting.ID, number: Int)
}

/// Whom a letter goes to.
package enum Recipient: Hashable, Sendable {
    case person(Person.ID)
    /// The secretariat's own mailbox of the letter's board.
    case secretariat
}

/// One occurrence of a rule for one action and owner, owed to somebody.
package struct OwedStep: Hashable, Sendable {
    package var key: StepKey
    /// `nil` where somebody asked for it by hand.
    package var rule: RuleSentence?
    /// The day its rule gives, after moving off non-working days.
    package var day: CalendarDay
    /// The day of the meeting, papers deadline or due date it counts from.
    package var anchorDay: CalendarDay
    /// Whether it goes on a later day than it would have, had the daemon looked in time.
    package var isLate: Bool
    /// When it is no longer worth sending; `nil` for never.
    package var expires: Date?
    /// Everybody this step goes to, in letters of their own. The ledger keeps
    /// those who still wait, for a step is recorded once and a gap may hold one
    /// recipient's letter longer than another's.
    package var recipients: [Recipient]
    /// Whether the letter has the same step already, through another owner of
    /// the same action: it is recorded, and neither printed nor forecast.
    package var isRepetition: Bool

    package init(
        key: StepKey, rule: RuleSentence?, day: CalendarDay, anchorDay: CalendarDay, isLate: Bool,
        expires: Date?, recipients: [Recipient], isRepetition: Bool = false
    ) {
        self.key = key
        self.rule = rule
        self.day = day
        self.anchorDay = anchorDay
        self.isLate = isLate
        self.expires = expires
        self.recipients = recipients
        self.isRepetition = isRepetition
    }
}

/// All that one board owes one recipient at one time: it becomes one letter.
package struct PlannedLetter: Hashable, Sendable {
    package var board: Board.ID
    package var recipient: Recipient
    /// The first audience that any of its steps has.
    package var audience: Audience
    package var kind: LetterKind
    /// When it goes.
    package var sendAt: Date
    package var steps: [OwedStep]

    package init(
        board: Board.ID, recipient: Recipient, audience: Audience, kind: LetterKind, sendAt: Date,
        steps: [OwedStep]
    ) {
        self.board = board
        self.recipient = recipient
        self.audience = audience
        self.kind = kind
        self.sendAt = sendAt
        self.steps = steps
    }
}

/// What a letter is for, in the order in which it is named by its steps.
package enum LetterKind: String, Hashable, Sendable, CaseIterable, Comparable {
    /// After the due day.
    case chaser
    /// Before or on a day.
    case reminder
    /// Of an event: assigned, moved.
    case notice
    /// To the secretariat or the chair, about a meeting.
    case brief

    package static func < (a: Self, b: Self) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}
