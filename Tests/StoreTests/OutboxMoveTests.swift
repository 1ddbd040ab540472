import ActionRegister
import Foundation
import Mail
import Scheduling
import Testing

@testable import Store

@Suite struct OutboxMoveTests {
    let fixture: LedgerFixture
    var store: Store { fixture.store }
    var now: Date { fixture.now }

    init() throws { fixture = try LedgerFixture() }

    @Test func aClaimedEntryIsClaimedByNobodyElse() async throws {
        let id = try await fixture.claimed(by: "one")
        let again = try await store.commit(
            [PreparedEntry(id: id, .claim(fixture.sealed("other")))], by: "two", at: now)
        #expect(again.isEmpty)
        #expect(try store.message(of: id) == Array("bytes".utf8))
        #expect(try await store.letterMaterial(at: now, limit: 10).letters.isEmpty)
    }

    @Test func anEntryIsNotClaimedBeforeItsTime() async throws {
        let id = try await fixture.enqueued()
        let claim = PreparedEntry(id: id, .claim(fixture.sealed()))
        #expect(try await store.commit([claim], by: "this", at: now - 1).isEmpty)
        #expect(try fixture.entry().state == .queued)
    }

    @Test func nobodyHandsOverWhatAnotherHolds() async throws {
        let id = try await fixture.claimed(by: "one")
        await #expect(throws: OutboxError.notHeld(id)) {
            try await store.commit([.handOver(id, at: now)], by: "two")
        }
    }

    @Test func nothingIsHandedOverTwiceWithoutAnOutcome() async throws {
        let id = try await fixture.claimed()
        try await store.commit([.handOver(id, at: now)], by: "this")
        await #expect(throws: OutboxError.notHeld(id)) {
            try await store.commit([.handOver(id, at: now)], by: "this")
        }
    }

    @Test(arguments: [
        (Attempt.Outcome.relayed, OutboxEntry.State.relayed, false), (.deferred, .deferred, false),
        (.bounced, .bounced, false), (.unknown, .deferred, true),
    ])
    func anOutcomeMovesTheEntry(
        _ outcome: Attempt.Outcome, _ state: OutboxEntry.State, _ mayHaveBeenSent: Bool
    ) async throws {
        let id = try await fixture.claimed()
        try await store.commit([.handOver(id, at: now)], by: "this")
        try await store.commit([.record(fixture.attempt(id, outcome), next: now + 300)], by: "this")
        let entry = try fixture.entry()
        #expect(entry.state == state && entry.attempts == 1 && entry.mayHaveBeenSent == mayHaveBeenSent)
        #expect(entry.nextAttempt == (state == .deferred ? now + 300 : nil))
        #expect(entry.lastReply?.hasSuffix("words") == true)
        #expect(try store.attempts(of: id).map(\.outcome.rawValue) == [outcome.rawValue])
    }

    @Test func anEntryPutBackKeepsItsPlaceAndHasNotBeenTried() async throws {
        let id = try await fixture.claimed()
        try await store.commit([.handOver(id, at: now)], by: "this")
        try await store.commit([.putBack(id, place: now - 60)], by: "this")
        let entry = try fixture.entry()
        #expect(entry.state == .queued && entry.attempts == 0 && entry.nextAttempt == now - 60)
        #expect(try store.attempts(of: id).isEmpty)
    }

    @Test func aMoveThatFailsTakesItsWholeGroupBack() async throws {
        let id = try await fixture.claimed()
        let stranger = OutboxEntry.ID(99)
        await #expect(throws: OutboxError.notHeld(stranger)) {
            try await store.commit([.handOver(id, at: now), .handOver(stranger, at: now)], by: "this")
        }
        try await store.commit([.handOver(id, at: now)], by: "this")
    }

    @Test func whatADeadProcessHeldIsGivenBack() async throws {
        _ = try await fixture.claimed(by: "dead")
        #expect(try await store.releaseAbandoned(by: "next", at: now + 60, realTime: now + 60) == 1)
        let entry = try fixture.entry()
        #expect(entry.state == .queued && entry.attempts == 0 && !entry.mayHaveBeenSent)
    }

    @Test func whatADeadProcessHadHandedOverMayHaveBeenSent() async throws {
        let id = try await fixture.claimed(by: "dead")
        try await store.commit([.handOver(id, at: now)], by: "dead")
        try await store.releaseAbandoned(by: "next", at: now + 60, realTime: now + 60)
        let entry = try fixture.entry()
        #expect(entry.state == .deferred && entry.attempts == 1 && entry.mayHaveBeenSent)
        #expect(entry.lastReply?.contains("process ended") == true)
        #expect(
            try await store.letterMaterial(at: now + 60, limit: 1).letters.first?.sealed == fixture.sealed())
    }

    @Test func aLivingProcessKeepsWhatItHolds() async throws {
        _ = try await fixture.claimed(by: "this")
        #expect(try await store.releaseAbandoned(by: "this", at: now, realTime: now) == 0)
        #expect(try fixture.entry().state == .active)
    }

    @Test func claimsThatWereNotHandedOverArePutBack() async throws {
        let id = try await fixture.claimed()
        try await store.putBackClaims(of: "this", at: now)
        #expect(try fixture.entry().state == .queued)
        _ = try await store.commit([PreparedEntry(id: id, .claim(fixture.sealed()))], by: "this", at: now)
        try await store.commit([.handOver(id, at: now)], by: "this")
        try await store.putBackClaims(of: "this", at: now)
        #expect(try fixture.entry().state == .active)
    }

    @Test func bytesThatMayHaveBeenSentCannotBeReplaced() async throws {
        let id = try await fixture.claimed()
        try await store.commit([.handOver(id, at: now)], by: "this")
        try await store.commit([.record(fixture.attempt(id, .unknown), next: now)], by: "this")
        let claim = PreparedEntry(id: id, .claim(fixture.sealed("other")))
        await #expect(throws: StoreError.self) { try await store.commit([claim], by: "this", at: now) }
        #expect(try fixture.entry().state == .deferred)
        #expect(try await store.commit([PreparedEntry(id: id, .claim(nil))], by: "this", at: now) == [id])
    }

    @Test func aHeldEntryKeepsItsBytesAndItsReason() async throws {
        let id = try await fixture.enqueued()
        _ = try await store.commit(
            [PreparedEntry(id: id, .hold(.dryRun, fixture.sealed()))], by: "this", at: now)
        let entry = try fixture.entry()
        #expect(entry.state == .held && entry.lastReply == OutboxReason.dryRun.rawValue)
        #expect(try store.message(of: id) == Array("bytes".utf8))
    }

    @Test func anExpiredEntryBounces() async throws {
        let id = try await fixture.enqueued()
        #expect(try await store.expireDue(at: now + 5 * 86_400 - 1).isEmpty)
        let expired = try await store.expireDue(at: now + 5 * 86_400)
        #expect(expired.map(\.id) == [id] && expired.map(\.state) == [.bounced])
        #expect(expired.first?.lastReply == OutboxReason.expired.rawValue)
    }

    @Test func anEntryThatALaneHoldsDoesNotExpireUnderIt() async throws {
        _ = try await fixture.claimed()
        #expect(try await store.expireDue(at: now + 10 * 86_400).isEmpty)
        #expect(try fixture.entry().state == .active)
    }
}
