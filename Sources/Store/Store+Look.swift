package import Foundation
import GRDB

/// When the daemon last looked at the register, and when it means to look again.
package struct LookTimes: Hashable, Sendable {
    package var last: Date
    /// The last look that could judge every board.
    package var lastGood: Date?
    package var next: Date?
    /// Since when each look was good, none came too late, and the relay was there
    /// whenever one was made; `nil` where the last found otherwise.
    package var wellSince: Date?

    package init(last: Date, lastGood: Date? = nil, next: Date? = nil, wellSince: Date? = nil) {
        self.last = last
        self.lastGood = lastGood
        self.wellSince = wellSince
        self.next = next
    }
}

extension Store {
    /// `nil` before the first look.
    package func lookTimes() throws -> LookTimes? {
        try read { try Self.lookTimes($0) }
    }

    static func lookTimes(_ db: Database) throws -> LookTimes? {
        try Row.fetchOne(db, sql: "SELECT lastAt, lastGoodAt, nextAt, wellSince FROM look").map { row in
            LookTimes(
                last: row.instant(0), lastGood: row.instantIfAny(1), next: row.instantIfAny(2),
                wellSince: row.instantIfAny(3))
        }
    }

    /// Writes down that the register was looked at.
    ///
    /// A look is too late two hours after one was due.
    package func recordLook(at now: Date, isGood: Bool, next: Date?) async throws {
        try await asyncWrite { db in
            try db.execute(
                sql: """
                    INSERT INTO look (one, lastAt, lastGoodAt, nextAt, wellSince)
                    SELECT 1, :now, iif(:isGood, :now, NULL), :next, iif(:isGood AND NOT EXISTS (
                        SELECT 1 FROM relayTrouble WHERE refuses OR NOT asksForRest), :now, NULL)
                    WHERE true
                    ON CONFLICT DO UPDATE SET lastAt = excluded.lastAt, nextAt = excluded.nextAt,
                        lastGoodAt = coalesce(excluded.lastGoodAt, lastGoodAt),
                        wellSince = iif(excluded.wellSince IS NULL OR nextAt + :lateness < :now,
                            excluded.wellSince, coalesce(wellSince, excluded.wellSince))
                    """,
                arguments: [
                    "now": now.milliseconds, "isGood": isGood, "next": next?.milliseconds,
                    "lateness": 2 * 3600 * 1000,
                ])
        }
    }
}
