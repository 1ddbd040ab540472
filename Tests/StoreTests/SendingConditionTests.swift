import Foundation
import Mail
import Testing

@testable import Store

@Suite struct SendingConditionTests {
    private func condition(_ store: Store) async throws -> SendingCondition {
        try await store.sendingCondition(for: SendingLimits(), at: .noon, realTime: .noon)
    }

    @Test func emptyOutboxHasNoneOfEveryState() async throws {
        let condition = try await condition(Store.inMemory())
        #expect(condition.letters.count == OutboxEntry.State.allCases.count)
        #expect(condition.letters.values.allSatisfy { $0 == 0 })
        #expect(condition.oldestWaiting == nil && condition.nextAttempt == nil)
        #expect(condition.look == nil && condition.relayTrouble == nil)
    }

    @Test func letterIsCountedInItsStateAndWaitsUntilItIsClaimed() async throws {
        let fixture = try LedgerFixture()
        let id = try await fixture.enqueued()
        let waiting = try await condition(fixture.store)
        #expect(waiting.letters[.queued] == 1 && waiting.letters[.active] == 0)
        #expect(waiting.oldestWaiting == fixture.now && waiting.nextAttempt == fixture.now)
        _ = try await fixture.store.commit(
            [PreparedEntry(id: id, .claim(fixture.sealed()))], by: "this", at: fixture.now)
        let claimed = try await condition(fixture.store)
        #expect(claimed.letters[.queued] == 0 && claimed.letters[.active] == 1)
        #expect(claimed.oldestWaiting == nil && claimed.nextAttempt == nil)
    }

    @Test func lookAndTroubleComeInTheSameSnapshot() async throws {
        let store = try Store.inMemory()
        let trouble = RelayTrouble(since: .noon, until: .noon + 60, refuses: true, words: "no")
        try await store.recordLook(at: .noon, isGood: true, next: .noon + 600)
        try await store.setRelayTrouble(trouble)
        let condition = try await condition(store)
        #expect(
            condition.look == LookTimes(last: .noon, lastGood: .noon, next: .noon + 600, wellSince: .noon))
        #expect(condition.relayTrouble == trouble)
    }

    private func look(
        _ store: Store, at minutes: Double, isGood: Bool = true, next: Double = 60
    ) async throws -> Double? {
        let now = Date.noon + minutes * 60
        try await store.recordLook(at: now, isGood: isGood, next: now + next * 60)
        return try store.lookTimes()?.wellSince.map { $0.timeIntervalSince(.noon) / 60 }
    }

    @Test func isWellSinceTheFirstOfGoodLooksThatCameInTime() async throws {
        let store = try Store.inMemory()
        #expect(try await look(store, at: 0) == 0)
        #expect(try await look(store, at: 60) == 0)
        #expect(try await look(store, at: 70, isGood: false) == nil)
        #expect(try await look(store, at: 80) == 80)
        // One was due at minute 140, and came two hours and a minute later.
        #expect(try await look(store, at: 140 + 120) == 80)
        #expect(try await look(store, at: 260 + 60 + 121) == 441)
    }

    @Test(arguments: [(true, false), (false, false), (false, true)])
    func isNotWellWhileTheRelayIsAwayAndStaysWellWhileItRests(refuses: Bool, asksForRest: Bool) async throws {
        let store = try Store.inMemory()
        #expect(try await look(store, at: 0) == 0)
        try await store.setRelayTrouble(
            RelayTrouble(
                since: .noon, until: .noon + 60, refuses: refuses, asksForRest: asksForRest, words: "no"))
        #expect(try await look(store, at: 1) == (asksForRest ? 0 : nil))
        try await store.setRelayTrouble(nil)
        #expect(try await look(store, at: 2) == (asksForRest ? 0 : 2))
    }
}
