package import Foundation

/// A line of a board's action register: what its owners undertook, and by when.
///
/// A due day that has passed makes it overdue; it never closes it. An owner
/// proposes; only the secretariat closes, in the board's name.
package struct Action: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Action>

    package let id: ID
    package var board: Board.ID
    /// Unique in its board and never used again: `VAWG-007`.
    package var reference: String
    package var text: String
    /// The first is the lead.
    package var owners: [Ownership]
    /// The day of the meeting that raised it.
    package var raisedAt: CalendarDay?
    /// The item of that meeting: `4.2`.
    package var item: String?
    package var due: Due
    package var originalDue: Due
    /// How often the due was changed.
    package var revisions: Int
    package var status: Status
    /// Its text stands in no letter and no public report.
    package var isRestricted: Bool
    /// Returns after each meeting under the same reference until ended.
    package var isStanding: Bool
    /// When a meeting's record began its present round; `nil` in its first.
    package var roundSince: Date?
    /// When the chair cleared it: nobody is written to about it before.
    package var releasedAt: Date?
    /// When it last became live as a whole: release, reopening, declined
    /// proposal, end of hold, change of due, record of the meeting. An owner's
    /// own assignment may be later.
    package var liveSince: Date?
    package var closure: Closure?

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case open
        case inProgress = "in-progress"
        case onHold = "on-hold"
        case proposed, closed, cancelled

        /// Whether somebody is still at work on it.
        package var isLive: Bool { self == .open || self == .inProgress }
        package var isEnded: Bool { self == .closed || self == .cancelled }
    }

    /// How it ended; an imported closed action may lack meeting and reason.
    package struct Closure: Hashable, Sendable {
        package var day: CalendarDay
        /// The meeting that agreed it.
        package var meeting: CalendarDay?
        /// The chair's reason, outside a meeting.
        package var reason: String?

        package init(day: CalendarDay, meeting: CalendarDay? = nil, reason: String? = nil) {
            self.day = day
            self.meeting = meeting
            self.reason = reason
        }
    }

    package init(
        id: ID, board: Board.ID, reference: String, text: String, owners: [Ownership], due: Due,
        status: Status = .open, raisedAt: CalendarDay? = nil, item: String? = nil, originalDue: Due? = nil,
        revisions: Int = 0, isRestricted: Bool = false, isStanding: Bool = false, roundSince: Date? = nil,
        releasedAt: Date? = nil, liveSince: Date? = nil, closure: Closure? = nil
    ) {
        self.id = id
        self.board = board
        self.reference = reference
        self.text = text
        self.owners = owners
        self.due = due
        self.status = status
        self.raisedAt = raisedAt
        self.item = item
        self.originalDue = originalDue ?? due
        self.revisions = revisions
        self.isRestricted = isRestricted
        self.isStanding = isStanding
        self.roundSince = roundSince
        self.releasedAt = releasedAt
        self.liveSince = liveSince
        self.closure = closure
    }

    package var lead: Owner? { owners.first?.owner }

    /// Whether an update speaks of its present round: what was said of a standing
    /// action until its last round was recorded as over is past.
    package func isOfThisRound(_ update: ActionUpdate) -> Bool {
        roundSince.map { $0 < update.recordedAt } ?? true
    }
}

/// Who undertook an action: a person, or an organisation through its seats.
package enum Owner: Hashable, Sendable {
    case person(Person.ID)
    case organisation(Organisation.ID)
}

/// One owner's share in one action.
package struct Ownership: Hashable, Sendable {
    package var owner: Owner
    package var assignedAt: Date
    /// When the owner said "my part is done": ends that owner's steps.
    package var partDoneAt: Date?

    package init(owner: Owner, assignedAt: Date, partDoneAt: Date? = nil) {
        self.owner = owner
        self.assignedAt = assignedAt
        self.partDoneAt = partDoneAt
    }
}

/// By when an action is to be done.
package enum Due: Hashable, Sendable {
    case day(CalendarDay)
    /// Follows the meeting when it moves.
    case meeting(Meeting.ID)
    case ongoing
    case unset
}

/// A dated note on an action's progress.
package struct ActionUpdate: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<ActionUpdate>

    package let id: ID
    package var action: Action.ID
    /// The day it speaks of.
    package var day: CalendarDay
    package var recordedAt: Date
    /// Who said it: a person, where known.
    package var by: Person.ID?
    /// For which owner it answers; `nil` for the secretariat's own notes and for
    /// imported history.
    package var answersFor: Owner?
    package var text: String
    /// Progress notes are the secretariat's unless shared.
    package var isShared: Bool

    package init(
        id: ID, action: Action.ID, day: CalendarDay, recordedAt: Date, by: Person.ID? = nil,
        answersFor: Owner? = nil, text: String, isShared: Bool = false
    ) {
        self.id = id
        self.action = action
        self.day = day
        self.recordedAt = recordedAt
        self.by = by
        self.answersFor = answersFor
        self.text = text
        self.isShared = isShared
    }
}
