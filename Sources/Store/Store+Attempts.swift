import ActionRegister
package import Foundation
import GRDB
package import Mail

/// One hand-over of a letter as it was written down.
package struct RecordedAttempt: Hashable, Sendable {
    package var startedAt: Date
    package var milliseconds: Int
    /// Empty where no relay was asked.
    package var relay: String
    package var outcome: Outcome
    /// How far the transaction came; `nil` where it was relayed or never begun.
    package var stage: SubmissionFailure.Stage?
    /// The relay's words, else the transport's or ours.
    package var words: String?

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case relayed, deferred, bounced, unknown
        /// It could not be composed, and no relay was asked.
        case held
    }
}

extension Store {
    /// What was tried with a letter, oldest first.
    package func attempts(of id: OutboxEntry.ID) throws -> [RecordedAttempt] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT startedAt, milliseconds, relay, outcome, stage, nullif(\(Self.attemptWords), '') AS words
                    FROM attempt a WHERE entry = ? ORDER BY id
                    """,
                arguments: [id.rawValue]
            ).map(RecordedAttempt.init)
        }
    }
}

extension RecordedAttempt {
    fileprivate init(_ row: Row) {
        startedAt = row.instant("startedAt")
        milliseconds = row["milliseconds"]
        relay = row["relay"]
        outcome = row.word("outcome")
        stage = (row["stage"] as String?).flatMap(SubmissionFailure.Stage.init)
        words = row["words"]
    }
}
