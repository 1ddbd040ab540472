import ActionRegister
import Foundation
import GRDB
import Mail

extension Store {
    /// Makes moves of several lanes in one transaction: all of them, or none.
    ///
    /// It waits for the disk on the thread it is called on, which is a lane's own:
    /// a change of threads, there and back, would cost more than the commit.
    ///
    /// - Throws: `OutboxError.notHeld` for a hand-over of what another process
    ///   holds or somebody took away; the relay must not hear of it.
    package func commit(_ moves: [OutboxMove], by process: String) async throws {
        try write { db in
            let writer = try MoveWriter(db, process: process)
            for move in moves { try writer.write(move) }
        }
    }
}

/// Moves entries that a process holds, in an open transaction.
private struct MoveWriter {
    let db: Database
    let process: String
    let handOver, attempt, settle: Statement

    init(_ db: Database, process: String) throws {
        self.db = db
        self.process = process
        handOver = try db.cachedStatement(
            sql: "UPDATE outbox SET handedOverAt = ? WHERE id = ? AND claimedBy = ? AND handedOverAt IS NULL")
        attempt = try db.cachedStatement(
            sql: """
                INSERT INTO attempt (
                    entry, startedAt, milliseconds, realTime, relay, outcome, stage, replyCode,
                    enhancedStatus, text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        settle = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, attempts = attempts + 1, settledAt = ?, nextAttempt = ?, reason = ?,
                    mayHaveBeenSent = mayHaveBeenSent OR ?, claimedBy = NULL, handedOverAt = NULL
                WHERE id = ? AND claimedBy = ?
                """)
    }

    func write(_ move: OutboxMove) throws {
        switch move {
        case .handOver(let id, let at):
            try handOver.execute(arguments: [at.milliseconds, id.rawValue, process])
            guard db.changesCount == 1 else { throw OutboxError.notHeld(id) }
        case .record(let attempt, let next): try record(attempt, next: next)
        case .putBack(let id, let place): try putBack(id, place: place)
        }
    }

    private func record(_ attempt: Attempt, next: Date?) throws {
        try self.attempt.execute(arguments: attempt.columns)
        let ended = attempt.endedAt.milliseconds
        let isOver = attempt.outcome == .relayed || attempt.outcome == .bounced
        try settle.execute(arguments: [
            isOver ? attempt.outcome.rawValue : "deferred", isOver ? ended : nil,
            isOver ? nil : (next?.milliseconds ?? ended),
            attempt.outcome == .bounced ? OutboxReason.refused.rawValue : nil, attempt.outcome == .unknown,
            attempt.entry.rawValue, process,
        ])
    }

    private func putBack(_ id: OutboxEntry.ID, place: Date) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = iif(attempts > 0, 'deferred', 'queued'), nextAttempt = ?,
                    claimedBy = NULL, handedOverAt = NULL
                WHERE id = ? AND claimedBy = ?
                """)
        try statement.execute(arguments: [place.milliseconds, id.rawValue, process])
    }
}

extension Attempt {
    fileprivate var columns: StatementArguments {
        [
            entry.rawValue, startedAt.milliseconds, milliseconds, realTime.milliseconds, relay,
            outcome.rawValue, stage?.rawValue, reply?.code, reply?.enhancedStatus, reply?.text ?? transport,
        ]
    }
}
