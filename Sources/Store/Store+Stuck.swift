package import ActionRegister
package import Foundation
import GRDB
package import Mail

/// The last letter to a recipient that has come to an end, where that end is a
/// bounce: nothing has reached them since.
package struct Undelivered: Hashable, Sendable {
    /// With the mailbox it went to, and what was said of it.
    package var entry: OutboxEntry
    package var at: Date
    /// The board's slug.
    package var board: String
    /// The recipient's name; `nil` for the secretariat's own mailbox.
    package var name: String?
    /// Whether the relay refused it, and not time.
    package var isRefused: Bool
    /// Where the next letter would go.
    package var mailboxNow: Mailbox?
}

/// Letters of a board that are held for one reason and have not expired.
package struct HeldLetters: Hashable, Sendable {
    package var board: String
    package var reason: OutboxReason?
    package var count: Int
    package var first: OutboxEntry.ID
}

extension Store {
    /// Recipients whose last letter bounced since `start`, the newest first; at
    /// most 200. Who was erased is left out.
    package func undelivered(since start: Date) throws -> [Undelivered] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: Self.lastBounces, arguments: [start.milliseconds])
            let entries = try Self.outboxEntries(db, rows.map { $0["id"] })
            let byID = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
            return rows.compactMap { row in
                byID[row.id("id")].map { entry in
                    Undelivered(
                        entry: entry, at: row.instant("settledAt"), board: row["slug"], name: row["name"],
                        isRefused: OutboxReason(rawValue: row["reason"])?.isRefusal ?? false,
                        mailboxNow: row.mailboxIfAny("mailboxNow"))
                }
            }
        }
    }

    /// How many letters the relay took since `start` after a try whose end nobody
    /// knows, so that they may have reached their recipient twice.
    package func countOfPossibleRepeats(since start: Date) throws -> Int {
        try read { db in
            let sql = """
                SELECT count(*) FROM outbox WHERE state = 'relayed' AND mayHaveBeenSent AND settledAt >= ?
                """
            return try Int.fetchOne(db, sql: sql, arguments: [start.milliseconds]) ?? 0
        }
    }

    /// What is held and could still go, by board and reason.
    package func heldLetters(at now: Date) throws -> [HeldLetters] {
        try read { db in
            let sql = """
                SELECT b.slug, o.reason, count(*), min(o.id) FROM outbox o JOIN board b ON b.id = o.board
                WHERE o.state = 'held' AND o.expires > ? GROUP BY b.id, o.reason ORDER BY b.id, o.reason
                """
            return try Row.fetchAll(db, sql: sql, arguments: [now.milliseconds]).map { row in
                HeldLetters(
                    board: row[0], reason: OutboxReason(rawValue: row[1]), count: row[2],
                    first: OutboxEntry.ID(row[3] as Int64))
            }
        }
    }

    /// How many letters should have been tried by now, and since when the oldest.
    package func waitingLetters(at now: Date) throws -> (count: Int, since: Date)? {
        try read { db in
            let sql = "SELECT count(*), min(nextAttempt) FROM outbox WHERE nextAttempt <= ?"
            let row = try Row.fetchOne(db, sql: sql, arguments: [now.milliseconds])!
            return row.instantIfAny(1).map { (row[0], $0) }
        }
    }

    private static let lastBounces = """
        SELECT o.id, o.settledAt, o.reason, b.slug, p.name,
            iif(o.person IS NULL, b.secretariat, p.mailbox) AS mailboxNow
        FROM outbox o JOIN board b ON b.id = o.board LEFT JOIN personDetails p ON p.person = o.person
        WHERE o.state = 'bounced' AND o.settledAt >= ? AND (o.person IS NULL OR p.person IS NOT NULL)
            AND NOT EXISTS (
                SELECT * FROM outbox later WHERE later.person IS o.person AND later.board = o.board
                    AND later.id > o.id AND later.state IN ('relayed', 'bounced'))
        ORDER BY o.id DESC LIMIT 200
        """
}

extension Store {
    /// When the register was last changed: as that change was told, and by the clock.
    package func lastChange() throws -> (now: Date, realTime: Date)? {
        try read { db in
            let sql = "SELECT now, realTime FROM audit ORDER BY sequence DESC LIMIT 1"
            return try Row.fetchOne(db, sql: sql).map { ($0.instant(0), $0.instant(1)) }
        }
    }

    /// The relay's trouble, for a caller that waits: a verb of the command line.
    package func currentRelayTrouble() throws -> RelayTrouble? {
        try read { try Self.relayTrouble($0) }
    }
}
