package import ActionRegister
package import Foundation
package import Mail
package import Scheduling
package import Store

/// What became of one step, or will, in words a secretary understands.
package struct StepAccount: Hashable, Sendable {
    /// The rule's number on the board's list; `nil` where the database has lost it.
    package var rule: Int?
    package var sentence: String
    /// The owner as assigned.
    package var owner: String
    package var audience: Audience
    /// `nil` for a rule that has no step for this action, and why says why.
    package var day: CalendarDay?
    package var sum: DateSum?
    /// When it goes if nothing holds it back, and when it is no longer worth sending.
    package var sendAt: Date?
    package var expires: Date?
    /// Whether it is the latest of its rule whose time has come.
    package var isLatest = false
    package var state: State
    /// The clause that says so, by name; `nil` where it is sent or owed.
    package var clause: String?
    /// One sentence without a full stop.
    package var why: String
    package var departures: [Departure] = []
    package var letters: [Letter] = []
    /// Who is written to on that day; `nil` where the step is history.
    package var reach: Reach?

    package enum State: String, Hashable, Sendable, CaseIterable {
        /// A relay has it.
        case sent
        /// Its letter is made and has not left, or never will.
        case onItsWay = "on-its-way"
        case held, bounced, suppressed
        case presumedSent = "presumed-sent"
        case missed
        /// It goes at once, or later.
        case owed, waiting
        /// Its letter will have gone by the day asked for.
        case foreseen
        case expired
        case toCome = "to-come"
        case notOwed = "not-owed"
        case unreachable
        /// The rule says nothing about this action.
        case noStep = "no-step"
    }

    /// How the day was reckoned.
    package struct DateSum: Hashable, Sendable {
        package var anchor: CalendarDay
        /// How that day was reckoned itself; `nil` where it is what it is.
        package var basis: String?
        package var given: CalendarDay
        package var skipped: [RuleExplanation.SkippedDay]
    }

    package struct Departure: Hashable, Sendable {
        package var to: Person
        package var at: Date
        /// `gap`, `sending-hours` or `record`; `nil` where nothing holds it.
        package var waitsFor: String?
    }

    package struct Letter: Hashable, Sendable {
        package var entry: OutboxEntry.ID
        package var to: Person
        package var state: OutboxEntry.State
        package var isLate: Bool
        package var madeAt: Date
        package var settledAt: Date?
        package var reply: String?
        /// Why it does not tell this step after all.
        package var leftOut: StepOmission.Reason?
    }

    /// Somebody a letter goes to, by name.
    package struct Person: Hashable, Sendable {
        package var name: String
        package var mailbox: Mailbox?
    }

    /// How the owner and the audience come to people.
    package struct Reach: Hashable, Sendable {
        package var people: [Person]
        /// The kind of seat it went by.
        package var through: Seat.Role?
        /// Whether an organisation's contact was guessed.
        package var isInferred: Bool
        package var standIns: [StandIn]
        package var withoutMailbox: [String]
        package var problem: String?

        package struct StandIn: Hashable, Sendable {
            package var away: String
            package var deputies: [String]
        }
    }
}
