import ActionRegister
package import Foundation
import GRDB
package import Mail
import Scheduling

extension Store {
    /// Reads the oldest entries whose time has come and that have not expired,
    /// and all that their letters may speak of, in one snapshot.
    package func letterMaterial(at now: Date, limit: Int) async throws -> LetterMaterial {
        try await asyncRead { db in
            var reader = try MaterialReader(db, at: now)
            return try reader.read(limit: limit)
        }
    }

    /// The same of one entry, due or not; without letters where there is none.
    package func letterMaterial(of entry: OutboxEntry.ID, at now: Date) throws -> LetterMaterial {
        try read { db in
            var reader = try MaterialReader(db, at: now)
            return try reader.read(entry)
        }
    }

    /// Bounces the entries that expired while they waited; steps that nobody was
    /// told of, by them or by another letter, are missed.
    ///
    /// - Returns: those entries, as they now are.
    package func expireDue(at now: Date) async throws -> [OutboxEntry] {
        try await asyncWrite { db in
            let ids = try Int64.fetchAll(
                db, sql: "SELECT id FROM outbox WHERE nextAttempt <= ?1 AND expires <= ?1",
                arguments: [now.milliseconds])
            guard !ids.isEmpty else { return [] }
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'bounced', reason = ?, settledAt = ?, nextAttempt = NULL
                    WHERE id IN (SELECT value FROM json_each(?))
                    """,
                arguments: [OutboxReason.expired.rawValue, now.milliseconds, Self.jsonArray(ids)])
            try recordMissed(db, by: ids, at: now)
            return try Self.outboxEntries(db, ids)
        }
    }

    /// Of entries that have expired. A letter that may have been sent may have told.
    private func recordMissed(_ db: Database, by entries: [Int64], at now: Date) throws {
        try db.execute(
            sql: """
                UPDATE ledger SET outcome = 'missed', recordedAt = ?
                WHERE outcome = 'sent'
                    AND id IN (
                        SELECT r.ledger FROM json_each(?) e JOIN ledgerRecipient r ON r.entry = e.value
                        WHERE r.leftOut IS NULL)
                    AND NOT EXISTS (
                        SELECT 1 FROM ledgerRecipient r LEFT JOIN outbox o ON o.id = r.entry
                        WHERE r.ledger = ledger.id AND (
                            o.id IS NULL OR o.mayHaveBeenSent
                            OR o.state IN ('queued', 'active', 'deferred', 'held', 'relayed')))
                """,
            arguments: [now.milliseconds, Self.jsonArray(entries)])
    }
}
