/// Why an entry is held, suppressed or given up, in words of ours; what the
/// relay said stands with the attempt.
package enum OutboxReason: String, Hashable, Sendable, CaseIterable {
    // Held: nothing leaves until somebody releases it.
    case dryRun = "dry-run: nothing leaves"
    case notAllowed = "not on the allow-list"
    case notComposed = "it cannot be composed"
    case modeChanged = "the mode has changed since it may have been sent"
    case heldByHand = "held by hand"
    case adopted = "the database was adopted: it may have been sent elsewhere"

    // Suppressed: it will not be sent.
    case settled = "everything in it has been settled"
    case maybeSent = "may have been sent, and everything in it has been settled"
    case recipientChanged = "the recipient has changed"
    case boardNotActive = "the board is not active"
    case meetingGone = "the meeting is not planned any more"
    case discarded = "discarded by hand"

    // Bounced: it cannot be delivered.
    case refused = "refused by the relay"
    case returned = "returned by a mail server"
    case expired = "4.4.7 expired before the relay took it"

    /// Whether a server said that the mailbox will not take the letter.
    package var isRefusal: Bool { self == .refused || self == .returned }
}
