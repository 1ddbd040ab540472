package import ActionRegister

/// Whom an owner and an audience come to on one day, and why.
package struct RecipientResolution: Hashable, Sendable {
    /// Everybody to write to, each once; empty exactly where there is a `problem`.
    package var recipients: [Recipient]
    /// The kind of seat it went by; `nil` for a person who is an owner, and for
    /// the secretariat's own mailbox.
    package var seat: Seat.Role?
    /// Who stands in for whom, because of an absence or because the rule says so.
    package var standIns: [StandIn]
    /// Those who would be written to as well, had they a mailbox.
    package var withoutMailbox: [Person.ID]
    package var problem: Unreachable?

    package struct StandIn: Hashable, Sendable {
        package var person: Person.ID
        package var deputies: [Person.ID]

        package init(person: Person.ID, deputies: [Person.ID]) {
            self.person = person
            self.deputies = deputies
        }
    }

    package init(
        recipients: [Recipient] = [], seat: Seat.Role? = nil, standIns: [StandIn] = [],
        withoutMailbox: [Person.ID] = [], problem: Unreachable? = nil
    ) {
        self.recipients = recipients
        self.seat = seat
        self.standIns = standIns
        self.withoutMailbox = withoutMailbox
        self.problem = problem
    }

    /// Whether an organisation's contact was guessed: no seat says that it is one.
    ///
    /// It speaks of an owner; the seats of a chair or secretariat audience say
    /// what they are.
    package var isContactInferred: Bool { seat.map { $0 != .contact && $0 != .deputy } ?? false }
}

/// Why nobody can be written to: an error that is shown everywhere.
package enum Unreachable: Hashable, Sendable {
    /// The organisation has no seat on the board.
    case noSeat(Organisation.ID)
    /// These people are the ones to write to, and none has a usable mailbox.
    case noMailbox([Person.ID])
    case noChair
    /// The board has neither a mailbox of its own nor a seat of this kind.
    case noSecretariat
    /// Nobody is named.
    case noOwner
}
