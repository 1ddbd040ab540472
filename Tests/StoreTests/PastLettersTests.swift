import Foundation
import Mail
import Testing

@testable import Store

@Suite struct PastLettersTests {
    private func outbox(_ outcomes: [Attempt.Outcome]) async throws -> OrderedOutbox {
        let outbox = try await OrderedOutbox(letters: outcomes.count)
        for (id, outcome) in zip(outbox.letters, outcomes) { try await outbox.attempt(id, outcome) }
        return outbox
    }

    private func past(
        _ outbox: OrderedOutbox, _ limits: SendingLimits, at now: Date, realTime: Date? = nil
    ) async throws -> PastLetters {
        let past = try await outbox.store.pastLetters(for: limits, at: now, realTime: realTime ?? now)
        #expect(try outbox.store.currentPastLetters(for: limits, at: now, realTime: realTime ?? now) == past)
        return past
    }

    /// The attempts of the fixture begin at noon and take 40 ms.
    private let end = Date.noon + 0.04

    @Test func whateverCameOfAHandOverCountsForTheRate() async throws {
        let outbox = try await outbox([.relayed, .deferred, .bounced, .unknown])
        let limits = SendingLimits(rate: .init(count: 10, span: 60))
        #expect(try await past(outbox, limits, at: end).ends == Array(repeating: end, count: 4))
        #expect(try await past(outbox, limits, at: end + 60).ends.count == 4)
        #expect(try await past(outbox, limits, at: end + 60.1).ends == [])
        #expect(try await past(outbox, limits, at: end - 1).ends == [])
        #expect(try await past(outbox, limits, at: end).last == .noon)
    }

    @Test func noMoreAreReadThanTheRateLetsGo() async throws {
        let outbox = try await outbox([.relayed, .relayed, .relayed])
        #expect(
            try await past(outbox, SendingLimits(rate: .init(count: 2, span: 60)), at: end).ends.count == 2)
    }

    @Test func theRateGoesByTheMachinesClock() async throws {
        let outbox = try await OrderedOutbox(letters: 1)
        try await outbox.claim(outbox.letters[0])
        let attempt = Attempt(
            entry: outbox.letters[0], startedAt: .noon, milliseconds: 0, relay: "relay:25", outcome: .relayed,
            realTime: .noon + 1_000_000)
        try await outbox.store.commit(
            [.handOver(attempt.entry, at: .noon), .record(attempt, next: nil)], by: "this")
        let limits = SendingLimits(rate: .init(count: 2, span: 60))
        #expect(try await past(outbox, limits, at: .noon).ends == [])
        #expect(try await past(outbox, limits, at: .noon, realTime: .noon + 1_000_000).ends.count == 1)
    }

    @Test func whatTheRelayMayHaveCountsForTheDay() async throws {
        let outbox = try await outbox([.relayed, .deferred, .bounced, .unknown])
        let past = { (limit: Int, now: Date) in
            try await self.past(outbox, SendingLimits(daily: limit), at: now)
        }
        #expect(try await past(2, end).inDay == 2)
        #expect(try await past(2, end).dayFreeAt == end + 86_400)
        #expect(try await past(3, end).dayFreeAt == nil)
        #expect(try await past(2, end + 86_399.9).inDay == 2)
        #expect(try await past(2, end + 86_400).inDay == 0)
        #expect(try await past(2, end + 86_400 + 3600).dayFreeAt == end + 86_400)
        #expect(try await past(2, end + 2 * 86_400).dayFreeAt == nil)
        #expect(try await past(2, .noon - 1).inDay == 0)
    }

    @Test func aLetterThatCouldNotBeComposedHasNotGone() async throws {
        let outbox = try await OrderedOutbox(letters: 1)
        _ = try await outbox.store.commit(
            [PreparedEntry(id: outbox.letters[0], .setAside("no words"))], by: "this", at: .noon)
        let limits = SendingLimits(rate: .init(count: 2, span: 60), daily: 2)
        #expect(try await past(outbox, limits, at: .noon) == PastLetters())
    }
}
