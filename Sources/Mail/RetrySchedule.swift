package import Foundation

/// When a deferred entry is tried again.
///
/// The gap grows with the age of the entry and not with the count of attempts,
/// so a relay that is down for a day is asked ever more seldom, however often
/// the daemon is started (RFC 5321 §4.5.4.1).
package struct RetrySchedule: Hashable, Sendable {
    /// Seconds, as all lengths here.
    package var shortestGap: TimeInterval = 300
    package var longestGap: TimeInterval = 4 * 3600
    /// The first gap after a relay has asked for a rest: most count by the minute.
    package var shortestRest: TimeInterval = 60
    /// How long an entry lives whose steps do not expire themselves.
    package var lifetime: TimeInterval = 5 * 86_400

    package init() {}

    /// The gap after something that has gone on for `age`.
    ///
    /// - Parameter jitter: a part of the gap, from -0.1 to 0.1, so that entries
    ///   of one failure do not come back at one instant; the clamps hold after it.
    package func gap(age: TimeInterval, jitter: Double) -> TimeInterval {
        min(max(age * (1 + jitter), shortestGap), longestGap)
    }

    /// The gap after a relay that has asked for rests for `age`.
    package func rest(age: TimeInterval) -> TimeInterval { min(max(age, shortestRest), longestGap) }

    /// The next attempt after one that failed at `now`.
    ///
    /// The gap is never more than half of the time that is left, so that an entry
    /// is tried up to its last minutes; at `expires` itself it bounces.
    package func nextAttempt(
        enqueuedAt: Date, expires: Date, now: Date, jitter: Double
    ) -> Date {
        let left = expires.timeIntervalSince(now)
        let gap = min(gap(age: now.timeIntervalSince(enqueuedAt), jitter: jitter), max(left / 2, shortestGap))
        return min(now + gap, max(expires, now))
    }
}
