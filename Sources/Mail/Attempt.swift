package import Foundation

/// One hand-over of an entry to the relay, and what came of it.
package struct Attempt: Hashable, Sendable {
    package var entry: OutboxEntry.ID
    package var startedAt: Date
    package var milliseconds: Int
    /// The relay's name, as the log has it.
    package var relay: String
    package var outcome: Outcome
    /// How far the transaction came; `nil` where it was relayed.
    package var stage: SubmissionFailure.Stage?
    package var reply: SMTPReply?
    /// What the transport said, where the relay did not.
    package var transport: String?
    /// When it ended by the machine's clock, whatever time the process was told:
    /// the relay counts by that.
    package var realTime: Date

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case relayed, deferred, bounced, unknown
    }

    package init(
        entry: OutboxEntry.ID, startedAt: Date, milliseconds: Int, relay: String, outcome: Outcome,
        stage: SubmissionFailure.Stage? = nil, reply: SMTPReply? = nil, transport: String? = nil,
        realTime: Date? = nil
    ) {
        self.entry = entry
        self.startedAt = startedAt
        self.milliseconds = milliseconds
        self.relay = relay
        self.outcome = outcome
        self.stage = stage
        self.reply = reply
        self.transport = transport
        self.realTime = realTime ?? startedAt + TimeInterval(milliseconds) / 1000
    }

    /// When it ended, by the time the process was told.
    package var endedAt: Date { startedAt + TimeInterval(milliseconds) / 1000 }

    /// The relay's words, else the transport's: one line.
    package var words: String? { reply?.description ?? transport }
}
