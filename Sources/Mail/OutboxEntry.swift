package import ActionRegister
package import Foundation

/// One letter on its way: from the look that owed it until the relay has it, or
/// nobody will.
package struct OutboxEntry: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<OutboxEntry>

    package let id: ID
    package var board: Board.ID
    /// `nil` where it goes to the board's own secretariat mailbox.
    package var person: Person.ID?
    /// Where it goes, read again when it is composed; `nil` where the recipient
    /// has none now, or was erased.
    package var mailbox: Mailbox?
    /// Fixed when the entry is made, without angle brackets.
    package var messageID: String
    package var state: State
    package var attempts: Int
    package var enqueuedAt: Date
    /// When it goes next; set exactly while it is queued or deferred.
    package var nextAttempt: Date?
    /// When it is no longer worth sending.
    package var expires: Date
    /// The relay's last words, or why it was held, suppressed or bounced.
    package var lastReply: String?
    /// Whether an attempt may have reached the relay and its outcome is not known.
    package var mayHaveBeenSent: Bool

    package enum State: String, Hashable, Sendable, CaseIterable {
        case queued, active, deferred, held, relayed, bounced, suppressed
    }

    package init(
        id: ID, board: Board.ID, person: Person.ID?, mailbox: Mailbox?, messageID: String, state: State,
        attempts: Int = 0, enqueuedAt: Date, nextAttempt: Date?, expires: Date, lastReply: String? = nil,
        mayHaveBeenSent: Bool = false
    ) {
        self.id = id
        self.board = board
        self.person = person
        self.mailbox = mailbox
        self.messageID = messageID
        self.state = state
        self.attempts = attempts
        self.enqueuedAt = enqueuedAt
        self.nextAttempt = nextAttempt
        self.expires = expires
        self.lastReply = lastReply
        self.mayHaveBeenSent = mayHaveBeenSent
    }
}
