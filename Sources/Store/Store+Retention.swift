import ActionRegister
package import Foundation
import GRDB

extension Store {
    /// Forgets the bytes of letters that were settled before an instant; their rows
    /// and the ledger stay.
    ///
    /// - Parameter limit: how many at most, so that nobody waits long for the
    ///   database; call again while it answers that many.
    /// - Returns: how many were forgotten.
    package func forgetMessages(settledBefore instant: Date, limit: Int) throws -> Int {
        try write { db in
            // Numbers rise with time: nothing from the first younger letter on can be old enough.
            try db.execute(
                sql: """
                    DELETE FROM outboxMessage WHERE entry IN (
                        SELECT m.entry FROM outboxMessage m JOIN outbox o ON o.id = m.entry
                        WHERE o.settledAt < ?1 AND m.entry < ifnull((
                            SELECT id FROM outbox
                            WHERE id >= (SELECT min(entry) FROM outboxMessage) AND enqueuedAt >= ?1
                            ORDER BY id LIMIT 1), 9223372036854775807)
                        ORDER BY m.entry LIMIT ?2)
                    """, arguments: [instant.milliseconds, limit])
            return db.changesCount
        }
    }

    /// Forgets attempts that began before an instant, of letters that are settled.
    ///
    /// - Parameter limit: as of `forgetMessages`.
    package func forgetAttempts(startedBefore instant: Date, limit: Int) throws -> Int {
        try write { db in
            try db.execute(
                sql: """
                    DELETE FROM attempt WHERE id IN (
                        SELECT a.id FROM attempt a JOIN outbox o ON o.id = a.entry
                        WHERE a.startedAt < ?1 AND o.settledAt IS NOT NULL AND a.id < ifnull((
                            SELECT id FROM attempt WHERE startedAt >= ?1 ORDER BY id LIMIT 1), 9223372036854775807)
                        ORDER BY a.id LIMIT ?2)
                    """, arguments: [instant.milliseconds, limit])
            return db.changesCount
        }
    }

    /// What letters to a person said, and what relays said of them.
    ///
    /// One that waits is made anew before it goes, and finds nobody to go to; one that
    /// may have been sent keeps its bytes until that is settled.
    static func forgetLetters(_ db: Database, to person: Person.ID) throws {
        try db.execute(
            sql: """
                DELETE FROM outboxMessage WHERE entry IN (
                    SELECT id FROM outbox
                    WHERE person = ? AND (settledAt IS NOT NULL OR (state = 'held' AND NOT mayHaveBeenSent)))
                """, arguments: [person.rawValue])
        try db.execute(
            sql: "UPDATE attempt SET text = NULL WHERE entry IN (SELECT id FROM outbox WHERE person = ?)",
            arguments: [person.rawValue])
    }
}
