package import Foundation
package import Mail
package import Store

/// How many letters may go now, for the length of one queue run.
///
/// Of a rate of N in a span, a letter may go when fewer than N hand-overs are
/// under way or ended within the span before. The relay counts a letter at some
/// instant between the start and the end of its hand-over, so however slow it
/// is, and over however many lanes, it counts at most N in any such span.
final class Allowance: @unchecked Sendable {  // the lock guards the variables
    private let lock = NSLock()
    private let limits: SendingLimits
    /// By the machine's clock, oldest first.
    private var ends: [Date]
    private var underWay = 0
    private var leftInDay: Int
    private var foundNoRoom = false

    init(_ limits: SendingLimits, _ past: PastLetters) {
        self.limits = limits
        ends = past.ends
        leftInDay = limits.daily.map { max(0, $0 - past.inDay) } ?? .max
    }

    /// Whether some letters could not be claimed for want of room.
    var isSpent: Bool { lock.withLock { foundNoRoom } }

    /// How many letters may be claimed; each that is will be handed over.
    func room(at realTime: Date) -> Int {
        lock.withLock {
            var room = leftInDay
            if let rate = limits.rate {
                ends.removeFirst(ends.prefix { $0 <= realTime - rate.keptSpan }.count)
                room = max(0, min(room, rate.count - ends.count - underWay))
            }
            foundNoRoom = room == 0
            return room
        }
    }

    /// Takes room for letters that were claimed.
    func take(_ count: Int) {
        lock.withLock {
            underWay += count
            if limits.daily != nil { leftInDay -= count }
        }
    }

    /// Notes that a hand-over has ended, whatever came of it.
    func ended(at realTime: Date) {
        lock.withLock {
            underWay -= 1
            if limits.rate != nil { ends.append(realTime) }
        }
    }
}

extension PastLetters {
    /// When the daily limit lets, or lately let, letters go: to the full minute.
    package var dayOpening: Date? {
        dayFreeAt.map { Date(timeIntervalSince1970: ($0.timeIntervalSince1970 / 60).rounded(.up) * 60) }
    }

    /// Since when letters are late of which the first should have been tried at
    /// `due`: what waits for the rate or the daily limit is not.
    package func lateSince(_ due: Date, for limits: SendingLimits, at now: Date) -> Date {
        let nextByRate = limits.rate.flatMap { rate in last.map { min($0, now) + rate.keptSpan } }
        return [due, nextByRate, dayOpening].compactMap { $0 }.max() ?? due
    }

    /// What keeps the next letter from going, and until when by the clock that
    /// shows `now` while the machine's shows `realTime`.
    ///
    /// A tenth of the rate goes together, and what the daily limit lets go within
    /// a minute: nobody is woken for each letter.
    package func pause(for limits: SendingLimits, at now: Date, realTime: Date) -> SendingPause? {
        if let limit = limits.daily, let next = dayOpening, next > now {
            return SendingPause(.daily(limit), since: now, until: next)
        }
        guard let rate = limits.rate, ends.count >= rate.count else { return nil }
        let end = ends[ends.count - rate.count + max(1, rate.count / 10) - 1]
        let until = now + (end + rate.keptSpan).timeIntervalSince(realTime)
        return SendingPause(.rate, since: now, until: until)
    }
}
