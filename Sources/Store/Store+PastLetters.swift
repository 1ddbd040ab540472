package import Foundation
import GRDB
package import Mail

/// What has gone to the relay lately, as far as its limits ask.
package struct PastLetters: Hashable, Sendable {
    /// When each hand-over within the rate's last span ended, by the machine's
    /// clock, oldest first; at most as many as the rate lets go.
    package var ends: [Date] = []
    /// How many letters the relay took, or may have taken, in the last 24 hours.
    package var inDay = 0
    /// When the daily limit lets the next one go, or did so within the last 24
    /// hours; `nil` where it was not reached.
    package var dayFreeAt: Date?
    /// When the last hand-over began; `nil` where none did.
    package var last: Date?

    package init() {}
}

extension Store {
    /// - Parameters:
    ///   - now: what 24 hours count back from.
    ///   - realTime: the machine's clock, by which a rate is kept.
    package func pastLetters(
        for limits: SendingLimits, at now: Date, realTime: Date
    ) async throws -> PastLetters {
        try await asyncRead { try Self.pastLetters($0, limits, now, realTime) }
    }

    /// The same, for a caller that waits: a verb of the command line.
    package func currentPastLetters(
        for limits: SendingLimits, at now: Date, realTime: Date
    ) throws -> PastLetters {
        try read { try Self.pastLetters($0, limits, now, realTime) }
    }

    /// What a clock that was ahead wrote down as of the future does not count: it
    /// would stop the mail until that time has come.
    static func pastLetters(
        _ db: Database, _ limits: SendingLimits, _ now: Date, _ realTime: Date
    ) throws -> PastLetters {
        var past = PastLetters()
        past.last = try Row.fetchOne(
            db, sql: "SELECT startedAt FROM attempt WHERE outcome <> 'held' ORDER BY id DESC LIMIT 1"
        )?.instant(0)
        if let rate = limits.rate { past.ends = try ends(db, rate, realTime) }
        if let limit = limits.daily {
            past.inDay = try countInDay(db, now)
            past.dayFreeAt = try dayFreeAt(db, limit, now)
        }
        return past
    }

    /// Attempts are written down as they end, so the last ones by number are the
    /// last ones by time.
    private static func ends(_ db: Database, _ rate: SendingLimits.Rate, _ realTime: Date) throws -> [Date] {
        let sql = "SELECT realTime FROM attempt WHERE outcome <> 'held' ORDER BY id DESC LIMIT ?"
        let ends = try Int64.fetchAll(db, sql: sql, arguments: [rate.count]).map(Date.init(milliseconds:))
        return ends.filter { $0 > realTime - rate.keptSpan && $0 <= realTime }.sorted()
    }

    private static func countInDay(_ db: Database, _ now: Date) throws -> Int {
        let sql = "SELECT count(*) " + taken
        return try Int.fetchOne(db, sql: sql, arguments: bounds(now - SendingLimits.day, now)) ?? 0
    }

    /// When the oldest of the newest `limit` letters is a day old.
    private static func dayFreeAt(_ db: Database, _ limit: Int, _ now: Date) throws -> Date? {
        let sql =
            "SELECT startedAt + milliseconds AS ended \(taken) ORDER BY ended DESC LIMIT 1 OFFSET :newer"
        let arguments = bounds(now - 2 * SendingLimits.day, now) + ["newer": limit - 1]
        let ended = try Int64.fetchOne(db, sql: sql, arguments: arguments)
        return ended.map { Date(milliseconds: $0) + SendingLimits.day }
    }

    /// What the relay took, or may have taken, after an instant; the index goes by
    /// the start.
    private static let taken = """
        FROM attempt WHERE outcome IN ('relayed', 'unknown') AND startedAt > :start AND startedAt <= :now
            AND startedAt + milliseconds > :end
        """

    private static func bounds(_ end: Date, _ now: Date) -> StatementArguments {
        [
            "start": (end - longestAttempt).milliseconds, "now": now.milliseconds, "end": end.milliseconds,
        ]
    }

    /// In seconds: an attempt that began longer ago has ended.
    private static let longestAttempt: TimeInterval = 3600
}
