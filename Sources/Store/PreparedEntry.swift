package import ActionRegister
package import Foundation
package import Mail
package import Scheduling

/// What composing decided about one due entry, to be written down before
/// anything leaves.
package struct PreparedEntry: Hashable, Sendable {
    package var id: OutboxEntry.ID
    package var decision: Decision
    /// Steps whose recipient changed since they were planned: they are given back.
    package var released: [ReleasedStep]
    /// Steps that it tells no longer, or again.
    package var omissions: [StepOmission] = []

    package enum Decision: Hashable, Sendable {
        /// It goes to the relay; the letter is `nil` where the bytes that are
        /// stored must be sent again, for the relay may have them.
        case claim(SealedLetter?)
        case hold(OutboxReason, SealedLetter?)
        case suppress(OutboxReason)
        /// It cannot be composed, for this reason: it is held, and the others go.
        case setAside(String)
        /// It is too late in the day: it goes then.
        case wait(until: Date)
    }

    package init(
        id: OutboxEntry.ID, _ decision: Decision, released: [ReleasedStep] = [],
        omissions: [StepOmission] = []
    ) {
        self.id = id
        self.decision = decision
        self.released = released
        self.omissions = omissions
    }
}

/// The bytes of a letter, and the one mailbox they go to.
package struct SealedLetter: Hashable, Sendable {
    package var bytes: [UInt8]
    package var mailbox: Mailbox

    package init(bytes: [UInt8], mailbox: Mailbox) {
        self.bytes = bytes
        self.mailbox = mailbox
    }
}

/// A step whose letter goes to the wrong recipient by now.
package struct ReleasedStep: Hashable, Sendable {
    /// The number of its row in the ledger.
    package var ledger: Int64
    package var from: Recipient
    /// Who would be written to today.
    package var to: [Recipient]

    package init(ledger: Int64, from: Recipient, to: [Recipient]) {
        self.ledger = ledger
        self.from = from
        self.to = to
    }
}
