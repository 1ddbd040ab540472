package import Foundation
import GRDB
package import Mail

/// What waits and what went, in one snapshot, for those who watch the daemon.
package struct SendingCondition: Hashable, Sendable {
    /// How many letters there are in each state, those with none too.
    package var letters: [OutboxEntry.State: Int]
    /// When the oldest of the letters was made that still wait to go.
    package var oldestWaiting: Date?
    /// When the next letter is to be tried; in the past where one should have been.
    package var nextAttempt: Date?
    package var look: LookTimes?
    package var relayTrouble: RelayTrouble?
    /// What has gone lately, as far as the relay's limits ask.
    package var past: PastLetters

    package init(
        letters: [OutboxEntry.State: Int] = [:], oldestWaiting: Date? = nil, nextAttempt: Date? = nil,
        look: LookTimes? = nil, relayTrouble: RelayTrouble? = nil, past: PastLetters = PastLetters()
    ) {
        self.letters = letters
        self.oldestWaiting = oldestWaiting
        self.nextAttempt = nextAttempt
        self.look = look
        self.relayTrouble = relayTrouble
        self.past = past
    }
}

extension Store {
    /// - Parameter realTime: the machine's clock, by which a rate is kept.
    package func sendingCondition(
        for limits: SendingLimits, at now: Date, realTime: Date
    ) async throws -> SendingCondition {
        try await asyncRead { db in
            var condition = SendingCondition(letters: try Self.letterCounts(db))
            let waiting = "SELECT min(enqueuedAt), min(nextAttempt) FROM outbox WHERE nextAttempt IS NOT NULL"
            if let row = try Row.fetchOne(db, sql: waiting) {
                condition.oldestWaiting = row.instantIfAny(0)
                condition.nextAttempt = row.instantIfAny(1)
            }
            condition.look = try Self.lookTimes(db)
            condition.relayTrouble = try Self.relayTrouble(db)
            condition.past = try Self.pastLetters(db, limits, now, realTime)
            return condition
        }
    }

    /// In one walk over the outbox, and without sorting it.
    private static func letterCounts(_ db: Database) throws -> [OutboxEntry.State: Int] {
        let counts = OutboxEntry.State.allCases.map { "count(*) FILTER (WHERE state = '\($0.rawValue)')" }
        let row = try Row.fetchOne(db, sql: "SELECT \(counts.joined(separator: ", ")) FROM outbox")!
        return Dictionary(
            uniqueKeysWithValues: OutboxEntry.State.allCases.enumerated().map { ($1, row[$0] as Int) })
    }
}
