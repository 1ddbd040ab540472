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
        #expect(condition.look == LookTimes(last: .noon, lastGood: .noon, next: .noon + 600))
        #expect(condition.relayTrouble == trouble)
    }
}
