package import Foundation
package import Mail
package import Store

/// Something that happened to a letter, or to the relay, for the log.
package enum QueueEvent: Hashable, Sendable {
    case relayed(OutboxEntry, SMTPReply, at: Date)
    case deferred(OutboxEntry, until: Date, SubmissionFailure, at: Date)
    case bounced(OutboxEntry, SubmissionFailure, at: Date)
    /// It may have reached the relay, and nobody knows.
    case unknown(OutboxEntry, until: Date, SubmissionFailure, at: Date)
    case expired(OutboxEntry, at: Date)
    case held(OutboxEntry, OutboxReason, words: String?)
    /// With what has become of its steps, where that is why.
    case suppressed(OutboxEntry, OutboxReason, [StepOmission.Reason])
    /// No letter can go before then.
    case relayAway(SubmissionFailure, refuses: Bool, until: Date)
    case relayBack
    /// An outcome could not be written down; the lane keeps it and tries again.
    case notCommitted(String)
}

/// What a queue run did, and when there is more to do.
package struct QueueSummary: Hashable, Sendable {
    package var relayed = 0
    package var deferred = 0
    package var bounced = 0
    package var suppressed = 0
    package var held = 0
    /// Steps given back because their recipient changed: a look will owe them to
    /// somebody else.
    package var released = 0
    /// Why the relay takes nothing at present.
    package var trouble: RelayTrouble?
    /// What keeps letters waiting though the relay is well.
    package var pause: SendingPause?
    /// When the next letter goes, or the relay is tried again; `nil` where none waits.
    package var nextAttempt: Date?

    package init() {}

    package static func + (a: Self, b: Self) -> Self {
        var sum = b
        sum.relayed += a.relayed
        sum.deferred += a.deferred
        sum.bounced += a.bounced
        sum.suppressed += a.suppressed
        sum.held += a.held
        sum.released += a.released
        return sum
    }
}
