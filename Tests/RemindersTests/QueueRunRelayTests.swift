import Foundation
import Mail
import Reminders
import Store
import Testing

@Suite struct QueueRunRelayTests {
    let now = SendingFixture.lookTime

    @Test func aRelayThatIsAwayCostsNoEntryAnAttempt() async throws {
        let fixture = try SendingFixture(owners: 5)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay(lanes: 2) { _ in .away }
        let summary = try await fixture.queue(relay).run()
        #expect(summary.counts == [0, 0, 0, 0, 0])
        #expect(summary.trouble?.words == "connect: connection refused")
        #expect(summary.nextAttempt == now + 300)
        #expect(await relay.submissions.count <= 2)
        let entries = try fixture.entries()
        #expect(entries.allSatisfy { $0.state == .queued && $0.attempts == 0 && !$0.mayHaveBeenSent })
    }

    @Test func nobodySpeaksToItBeforeItsTime() async throws {
        let fixture = try SendingFixture(owners: 5)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .away }).run()
        let relay = ScriptedRelay()
        _ = try await fixture.queue(relay, at: now + 299).run()
        #expect(await relay.submissions.isEmpty)
    }

    @Test func oneLetterTriesItAndTheGapGrowsWithTheTrouble() async throws {
        let fixture = try SendingFixture(owners: 5)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay(lanes: 4) { _ in .away }
        _ = try await fixture.queue(relay).run()
        let before = await relay.submissions.count
        let later = now + 3600
        let summary = try await fixture.queue(relay, at: later).run()
        #expect(await relay.submissions.count == before + 1)
        #expect(summary.nextAttempt == later + 3600)
    }

    @Test func allLettersGoOnceItIsBack() async throws {
        let fixture = try SendingFixture(owners: 5)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay(lanes: 2) { _ in .away }).run()
        let relay = ScriptedRelay(lanes: 2)
        #expect(try await fixture.queue(relay, at: now + 300).run().counts == [5, 0, 0, 0, 0])
        #expect(try fixture.states() == [.relayed: 5])
        #expect(try await fixture.store.relayTrouble() == nil)
    }

    @Test func aLetterOfWhichTheRelayWillNotHearDoesNotKeepTheOthersWaiting() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let first = try #require(try fixture.entries().first?.mailbox)
        let relay = ScriptedRelay { submission in
            submission.envelope.recipient == first
                ? .relayAway(
                    SubmissionFailure(stage: .recipient, reply: SMTPReply(code: 421, text: "not that one")))
                : .accepted
        }
        _ = try await fixture.queue(relay, at: now + 1).run()
        #expect(try fixture.states() == [.queued: 3])
        _ = try await fixture.queue(relay, at: now + 301).run()
        #expect(try fixture.states() == [.relayed: 2, .queued: 1])
    }

    @Test func aRelayThatRefusesUsIsSaidSo() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let summary = try await fixture.queue(ScriptedRelay { _ in .refusing }).run()
        #expect(summary.trouble?.words == "auth: 535 5.7.8 bad login")
        let trouble = try #require(try await fixture.store.relayTrouble())
        #expect(trouble.refuses)
        #expect(try fixture.states() == [.queued: 3])
    }

    @Test func aNewProcessTriesItAtOnce() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .away }).run()
        let relay = ScriptedRelay()
        let restarted = fixture.queue(relay, process: "next", at: now + 10)
        try await restarted.begin()
        #expect(try await restarted.run().relayed == 1)
    }

    @Test func aDryRunDoesNotMindTheRelay() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .away }).run()
        #expect(try await fixture.queue(ScriptedRelay(), .dryRun, at: now + 1).run().held == 1)
    }
}
