import ActionRegister
package import Foundation
import GRDB
package import Mail
import Scheduling

extension Store {
    /// Writes down what composing decided: claims with their bytes, and all that
    /// will not go, in one transaction.
    ///
    /// It is the only way to `active`, and an entry that is not waiting any more
    /// is passed over: no two runs ever hold the same one. A process that dies
    /// afterwards leaves its claims for `releaseAbandoned` to find.
    ///
    /// - Returns: those of them that the caller may hand over.
    package func commit(
        _ prepared: [PreparedEntry], by process: String, at now: Date
    ) async throws -> Set<OutboxEntry.ID> {
        try await asyncWrite { db in
            let writer = try ClaimWriter(db, process: process, now: now)
            return Set(try prepared.filter(writer.write).map(\.id))
        }
    }

    /// Gives back what a dead process held, and returns how many entries it were.
    ///
    /// What it had not handed over goes as if nothing had happened. Of what it
    /// had, nobody knows whether the relay took it: it goes again, with the
    /// identical bytes, and is listed as one that may have been sent.
    ///
    /// - Parameter realTime: the machine's clock; the relay may have taken such a
    ///   letter as late as just now.
    @discardableResult
    package func releaseAbandoned(by process: String, at now: Date, realTime: Date) async throws -> Int {
        try await asyncWrite { db in
            try db.execute(
                literal: """
                    INSERT INTO attempt (entry, startedAt, milliseconds, realTime, relay, outcome, text)
                    SELECT id, handedOverAt, 0, \(realTime.milliseconds), '', 'unknown',
                        'the process ended before the outcome was recorded'
                    FROM outbox WHERE claimedBy <> \(process) AND handedOverAt IS NOT NULL
                    """)
            try db.execute(
                literal: """
                    UPDATE outbox SET
                        state = iif(handedOverAt IS NOT NULL OR attempts > 0, 'deferred', 'queued'),
                        attempts = attempts + (handedOverAt IS NOT NULL),
                        mayHaveBeenSent = mayHaveBeenSent OR handedOverAt IS NOT NULL,
                        nextAttempt = \(now.milliseconds), claimedBy = NULL, handedOverAt = NULL
                    WHERE claimedBy <> \(process)
                    """)
            return db.changesCount
        }
    }

    /// Gives back what this process claimed and has not handed over.
    package func putBackClaims(of process: String, at now: Date) async throws {
        try await asyncWrite { db in
            try db.execute(
                literal: """
                    UPDATE outbox SET state = iif(attempts > 0, 'deferred', 'queued'),
                        nextAttempt = \(now.milliseconds), claimedBy = NULL
                    WHERE claimedBy = \(process) AND handedOverAt IS NULL
                    """)
        }
    }
}

/// Moves prepared entries in an open transaction.
private struct ClaimWriter {
    let db: Database
    let process: String
    let now: Int64
    let claim, message, set, steps: Statement

    init(_ db: Database, process: String, now: Date) throws {
        self.db = db
        self.process = process
        self.now = now.milliseconds
        claim = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = 'active', nextAttempt = NULL, claimedBy = ?,
                    composedAt = coalesce(?, composedAt)
                WHERE id = ? AND nextAttempt <= ?
                """)
        message = try db.cachedStatement(
            sql: """
                INSERT INTO outboxMessage (entry, mailbox, bytes) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET mailbox = excluded.mailbox, bytes = excluded.bytes
                """)
        set = try db.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, reason = ?, settledAt = ?, nextAttempt = NULL,
                    composedAt = coalesce(?, composedAt)
                WHERE id = ? AND nextAttempt <= ?
                """)
        steps = try db.cachedStatement(sql: "DELETE FROM ledgerRecipient WHERE ledger = ? AND person = ?")
    }

    /// Returns whether the entry is the caller's to hand over.
    func write(_ entry: PreparedEntry) throws -> Bool {
        let isMoved = try move(entry)
        if isMoved {
            for omission in entry.omissions { try note(omission, in: entry.id) }
            try entry.released.forEach(release)
        }
        if case .claim = entry.decision { return isMoved }
        return false
    }

    /// Returns whether it still waited.
    private func move(_ entry: PreparedEntry) throws -> Bool {
        switch entry.decision {
        case .claim(let letter):
            try claim.execute(arguments: [process, letter.map { _ in now }, entry.id.rawValue, now])
            return try db.changesCount == 1 && store(letter, for: entry.id)
        case .hold(let reason, let letter):
            try settle(entry.id, "held", reason, at: nil, composedAt: letter.map { _ in now })
            return try db.changesCount == 1 && store(letter, for: entry.id)
        case .suppress(let reason):
            try settle(entry.id, "suppressed", reason, at: now)
            return db.changesCount == 1
        case .wait(let next):
            try db.execute(
                sql: "UPDATE outbox SET nextAttempt = ? WHERE id = ? AND nextAttempt <= ?",
                arguments: [next.milliseconds, entry.id.rawValue, now])
            return db.changesCount == 1
        case .setAside(let words):
            try settle(entry.id, "held", .notComposed, at: nil)
            return try db.changesCount == 1 && note(words, about: entry.id)
        }
    }

    private func settle(
        _ id: OutboxEntry.ID, _ state: String, _ reason: OutboxReason, at settled: Int64?,
        composedAt: Int64? = nil
    ) throws {
        try set.execute(arguments: [state, reason.rawValue, settled, composedAt, id.rawValue, now])
    }

    private func store(_ letter: SealedLetter?, for id: OutboxEntry.ID) throws -> Bool {
        guard let letter else { return true }
        try message.execute(arguments: [id.rawValue, letter.mailbox.addressSpec, Data(letter.bytes)])
        return true
    }

    private func note(_ words: String, about id: OutboxEntry.ID) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO attempt (entry, startedAt, milliseconds, relay, outcome, text)
                VALUES (?, ?, 0, '', 'held', ?)
                """,
            arguments: [id.rawValue, now, words])
        return true
    }

    private func note(_ omission: StepOmission, in entry: OutboxEntry.ID) throws {
        let sql = "UPDATE ledgerRecipient SET leftOut = ? WHERE ledger = ? AND entry = ?"
        try db.cachedStatement(sql: sql).execute(
            arguments: [omission.reason?.rawValue, omission.ledger, entry.rawValue])
    }

    /// Takes a step back from one recipient, and from the ledger where it went
    /// to nobody else; otherwise it waits for those who took their place.
    ///
    /// What was asked for by hand is given by no rule again: it stays in the ledger
    /// and waits, where nobody took their place for the one it was for.
    private func release(_ step: ReleasedStep) throws {
        try steps.execute(arguments: [step.ledger, step.from.column])
        let sql = """
            SELECT rule, (SELECT count(*) FROM ledgerRecipient r WHERE r.ledger = l.id) FROM ledger l WHERE id = ?
            """
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [step.ledger])
        guard let row else { return }
        let isByHand = Rule.ID(row[0] as Int64) == .byHand
        guard row[1] > 0 || isByHand else {
            return try db.execute(sql: "DELETE FROM ledger WHERE id = ?", arguments: [step.ledger])
        }
        for recipient in isByHand && step.to.isEmpty ? [step.from] : step.to {
            try db.execute(
                sql: "INSERT INTO ledgerRecipient (ledger, person) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [step.ledger, recipient.column])
        }
    }
}
