package import ActionRegister
package import Foundation

/// What one look at a board finds.
package struct Look: Hashable, Sendable {
    /// Letters that go now, in the order of their recipients; to be recorded with
    /// all their steps, repetitions included.
    package var letters: [PlannedLetter] = []
    /// Letters that are owed and wait for the gap, for sending hours or for the
    /// record of a meeting, in the order in which they will go.
    package var upcoming: [PlannedLetter] = []
    /// Steps that expired before anybody was told; to be recorded, once.
    package var missed: [OwedStep] = []
    package var problems: [Problem] = []
    /// The earliest instant after now at which an unchanged register owes, misses
    /// or lets go of anything; `nil` for never.
    package var nextLook: Date?

    package init() {}

    /// Why something that should be written about cannot be.
    package enum Problem: Hashable, Sendable {
        /// The step waits for an address until it expires.
        case unreachable(Action.ID?, Owner?, Audience, Unreachable)
        /// The action is due at a meeting that has no day.
        case dueMeetingHasNoDay(Action.ID, Meeting.ID)

        static func dueMeetingHasNoDay(_ action: LiveAction) -> Self {
            guard case .meeting(let meeting) = action.due else { preconditionFailure("not due at a meeting") }
            return .dueMeetingHasNoDay(action.id, meeting)
        }
    }
}

/// What the planner makes of one step at one instant.
package enum Verdict: Hashable, Sendable {
    /// It is owed to each of these, now or when its hold ends.
    case owed([Departure])
    case notOwed(NotOwed)

    /// How an owed step travels to one recipient.
    package struct Departure: Hashable, Sendable {
        package var recipient: Recipient
        /// When it goes unless another letter takes it along; not after now where
        /// it goes at once.
        package var at: Date
        /// What it waits for; `nil` where it goes now.
        package var hold: Hold?
        /// The day it would have gone, had somebody looked in time.
        package var intendedDay: CalendarDay
    }

    package enum Hold: Hashable, Sendable {
        /// The smallest gap between two letters of the board to this recipient.
        case gap
        case sendingHours
        /// Nothing is chased between a meeting and its record.
        case record(Meeting.ID)
    }
}

/// Why a step is not owed: the clauses of "Owed" by name.
package enum NotOwed: Hashable, Sendable {
    case boardIsNotActive(Board.State)
    /// Its time has not come.
    case notYet(at: Date)
    /// A later step of its rule has taken its place; the day is that one's.
    case overtaken(by: CalendarDay)
    /// (a) It was sent, missed or presumed sent.
    case inLedger
    /// (b) Nobody was told in time: it is missed.
    case expired(at: Date)
    /// (c) It lies before the rule, or before the board's last activation.
    case olderThanRule(since: CalendarDay)
    /// (c) It lies before the action last became live for this owner.
    case olderThanAction(liveSince: CalendarDay)
    /// (d) Its day is in a silence; or today is, and it waits for the end.
    case silenced(Silence.ID)
    /// (e)
    case betweenMeetingAndRecord(Meeting.ID)
    /// (f) The owner answered, and is not reminded again.
    case answered(on: CalendarDay)
    /// (f) The owner answered, and is not chased for now.
    case pausedByAnswer(on: CalendarDay, until: PauseEnd)
    /// Its reader wants no reminders from this board.
    case refused
    /// The meeting is back on the day that was last announced.
    case movedBack(to: CalendarDay)
    /// It stays owed until somebody can be written to.
    case unreachable(Unreachable)

    package enum PauseEnd: Hashable, Sendable {
        /// The meeting after the answer has not been recorded yet.
        case record(of: Meeting.ID)
        /// The last day that is left in peace.
        case day(CalendarDay)
    }
}
