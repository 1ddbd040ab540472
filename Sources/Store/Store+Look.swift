package import Foundation
import GRDB

/// When the daemon last looked at the register, and when it means to look again.
package struct LookTimes: Hashable, Sendable {
    package var last: Date
    /// The last look that could judge every board.
    package var lastGood: Date?
    package var next: Date?

    package init(last: Date, lastGood: Date? = nil, next: Date? = nil) {
        self.last = last
        self.lastGood = lastGood
        self.next = next
    }
}

extension Store {
    /// `nil` before the first look.
    package func lookTimes() throws -> LookTimes? {
        try read { try Self.lookTimes($0) }
    }

    static func lookTimes(_ db: Database) throws -> LookTimes? {
        try Row.fetchOne(db, sql: "SELECT lastAt, lastGoodAt, nextAt FROM look").map { row in
            LookTimes(last: row.instant(0), lastGood: row.instantIfAny(1), next: row.instantIfAny(2))
        }
    }

    package func recordLook(at now: Date, isGood: Bool, next: Date?) async throws {
        try await asyncWrite { db in
            try db.execute(
                sql: """
                    INSERT INTO look (one, lastAt, lastGoodAt, nextAt) VALUES (1, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET lastAt = excluded.lastAt, nextAt = excluded.nextAt,
                        lastGoodAt = coalesce(excluded.lastGoodAt, lastGoodAt)
                    """,
                arguments: [now.milliseconds, isGood ? now.milliseconds : nil, next?.milliseconds])
        }
    }
}
