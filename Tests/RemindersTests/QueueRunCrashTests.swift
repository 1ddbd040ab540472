import ActionRegister
import Foundation
import Mail
import Reminders
import Store
import Testing

/// A process that dies between any two commits leaves what the next one needs:
/// nothing is lost, and at most what was handed over goes twice.
@Suite struct QueueRunCrashTests {
    let now = SendingFixture.lookTime

    /// Up to where the first process comes with its one letter.
    enum Death: CaseIterable {
        case beforeTheLook, afterTheLook, afterTheClaim, afterTheHandOverMark, afterTheRelayTookIt,
            afterTheOutcome
    }

    private let bytes = Array("composed by the first process\r\n".utf8)

    private func live(_ fixture: SendingFixture, until death: Death) async throws {
        guard death != .beforeTheLook else { return }
        _ = try await fixture.check.run(at: now)
        guard death != .afterTheLook else { return }
        let id = try #require(try fixture.entries().first).id
        let letter = SealedLetter(bytes: bytes, mailbox: Mailbox("owner0@example.org")!)
        _ = try await fixture.store.commit([PreparedEntry(id: id, .claim(letter))], by: "dead", at: now)
        guard death != .afterTheClaim else { return }
        try await fixture.store.commit([.handOver(id, at: now)], by: "dead")
        guard death == .afterTheOutcome else { return }
        let attempt = Attempt(entry: id, startedAt: now, milliseconds: 5, relay: "relay", outcome: .relayed)
        try await fixture.store.commit([.record(attempt, next: nil)], by: "dead")
    }

    /// What the next process sends: its own bytes, the dead one's, or nothing.
    private func sent(
        after death: Death
    ) async throws -> (submissions: [ScriptedRelay.Submission], entry: OutboxEntry) {
        let fixture = try SendingFixture(inFile: true)
        try await live(fixture, until: death)
        let store = try fixture.reopened()
        let relay = ScriptedRelay()
        let queue = fixture.queue(relay, process: "next", at: now + 60, store: store)
        let once = RunOnce(DueDateCheck(store, sender: SendingFixture.sender), queue) { _ in }
        _ = try await once.run(at: now + 60)
        _ = try await once.run(at: now + 7200)
        return (await relay.submissions, try #require(try store.outbox().first).entry)
    }

    @Test(arguments: [Death.beforeTheLook, .afterTheLook, .afterTheClaim])
    func aLetterThatWasNotHandedOverGoesOnce(_ death: Death) async throws {
        let (submissions, entry) = try await sent(after: death)
        #expect(submissions.count == 1)
        #expect(entry.state == .relayed && entry.attempts == 1 && !entry.mayHaveBeenSent)
    }

    @Test(arguments: [Death.afterTheHandOverMark, .afterTheRelayTookIt])
    func aLetterThatWasHandedOverGoesAgainAsItWasAndIsListed(_ death: Death) async throws {
        let (submissions, entry) = try await sent(after: death)
        #expect(submissions.map(\.bytes) == [bytes])
        #expect(entry.state == .relayed && entry.attempts == 2 && entry.mayHaveBeenSent)
    }

    @Test func aLetterWhoseOutcomeWasRecordedDoesNotGoAgain() async throws {
        let (submissions, entry) = try await sent(after: .afterTheOutcome)
        #expect(submissions.isEmpty)
        #expect(entry.state == .relayed && entry.attempts == 1)
    }
}
