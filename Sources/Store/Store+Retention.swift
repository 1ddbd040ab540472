package import Foundation
import GRDB

extension Store {
    /// Deletes what has been kept for long enough of letters that are settled:
    /// their text, and the attempts with what mail servers said; and the console's keys
    /// that ended before an instant.
    ///
    /// The ledger and the row of the letter stay, so that no step is owed again.
    /// At most so many rows go in one transaction, which others wait for; a crash
    /// leaves the rest for the next call.
    ///
    /// - Returns: how many rows went; 0 when nothing is left.
    package func deleteExpired(
        messagesBefore: Date, attemptsBefore: Date, keysBefore: Date, limit: Int
    ) async throws -> Int {
        try await asyncWrite { db in
            try db.execute(
                literal: """
                    DELETE FROM outboxMessage WHERE entry IN (
                        SELECT m.entry FROM outboxMessage m JOIN outbox o ON o.id = m.entry
                        WHERE o.settledAt < \(messagesBefore.milliseconds) LIMIT \(limit))
                    """)
            let messages = db.changesCount
            try db.execute(
                literal: """
                    DELETE FROM attempt WHERE id IN (
                        SELECT a.id FROM attempt a JOIN outbox o ON o.id = a.entry
                        WHERE a.startedAt < \(attemptsBefore.milliseconds) AND o.settledAt IS NOT NULL
                        LIMIT \(limit))
                    """)
            let attempts = db.changesCount
            return try messages + attempts + Self.deleteKeys(db, before: keysBefore, limit)
        }
    }

    private static func deleteKeys(_ db: Database, before instant: Date, _ limit: Int) throws -> Int {
        try ["consoleSession", "signInLink"].reduce(0) { count, table in
            try db.execute(
                sql: """
                    DELETE FROM \(table) WHERE hash IN (
                        SELECT hash FROM \(table) WHERE expires < ? LIMIT ?)
                    """, arguments: [instant.milliseconds, limit])
            return count + db.changesCount
        }
    }

    /// Deletes what letters to a person, and mail servers about them, said.
    static func eraseLetters(_ db: Database, to person: Int64) throws {
        try db.execute(
            sql: "DELETE FROM outboxMessage WHERE entry IN (SELECT id FROM outbox WHERE person = ?)",
            arguments: [person])
        try db.execute(
            sql: "UPDATE attempt SET text = NULL WHERE entry IN (SELECT id FROM outbox WHERE person = ?)",
            arguments: [person])
    }
}
