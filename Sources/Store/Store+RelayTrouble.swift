package import Foundation
import GRDB

/// That the relay as a whole takes nothing at present.
package struct RelayTrouble: Hashable, Sendable {
    package var since: Date
    /// When one letter will try it again.
    package var until: Date
    /// Whether somebody has to change something (login, certificate, sender)
    /// before it will serve us.
    package var refuses: Bool
    /// Whether it is there and has asked us for a rest, as relays do that count
    /// our letters.
    package var asksForRest: Bool
    package var words: String

    package init(since: Date, until: Date, refuses: Bool, asksForRest: Bool = false, words: String) {
        self.since = since
        self.until = until
        self.refuses = refuses
        self.asksForRest = asksForRest
        self.words = words
    }

    /// Whether it will pass by itself: a rest that was asked for less than an
    /// hour ago needs nobody.
    package var isPassing: Bool { asksForRest && until.timeIntervalSince(since) <= 3600 }
}

extension Store {
    package func relayTrouble() async throws -> RelayTrouble? {
        try await asyncRead { try Self.relayTrouble($0) }
    }

    static func relayTrouble(_ db: Database) throws -> RelayTrouble? {
        let row = try Row.fetchOne(
            db, sql: "SELECT since, until, refuses, asksForRest, words FROM relayTrouble")
        return row.map {
            RelayTrouble(
                since: $0.instant(0), until: $0.instant(1), refuses: $0[2], asksForRest: $0[3], words: $0[4])
        }
    }

    /// Writes down that the relay is away or refuses us; `nil` that it serves us again.
    package func setRelayTrouble(_ trouble: RelayTrouble?) async throws {
        try await asyncWrite { db in
            try db.execute(sql: "DELETE FROM relayTrouble")
            guard let trouble else { return }
            try db.execute(
                sql: """
                    INSERT INTO relayTrouble (one, since, until, refuses, asksForRest, words)
                    VALUES (1, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    trouble.since.milliseconds, trouble.until.milliseconds, trouble.refuses,
                    trouble.asksForRest,
                    trouble.words,
                ])
        }
    }
}
