import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Testing

@Suite struct QueueRunTests {
    let now = SendingFixture.lookTime

    @Test func aRelayedLetterIsNotSentAgain() async throws {
        let fixture = try SendingFixture()
        let relay = ScriptedRelay()
        _ = try await fixture.check.run(at: now)
        #expect(try await fixture.queue(relay).run().counts == [1, 0, 0, 0, 0])
        #expect(try await fixture.queue(relay).run().counts == [0, 0, 0, 0, 0])
        #expect(await relay.recipients == ["owner0@example.org"])
        let entry = try #require(try fixture.entries().first)
        #expect(entry.state == .relayed && entry.attempts == 1)
        #expect(entry.lastReply == "250 2.0.0 queued")
    }

    @Test func everyLaneCarriesLettersAndEachLetterGoesOnce() async throws {
        let fixture = try SendingFixture(owners: 40)
        let relay = ScriptedRelay(lanes: 4)
        _ = try await fixture.check.run(at: now)
        let summary = try await fixture.queue(relay) { $0.batch = 7 }.run()
        #expect(summary.counts == [40, 0, 0, 0, 0])
        let submissions = await relay.submissions
        #expect(Set(submissions.map(\.recipient)).count == 40)
        #expect(Set(submissions.map(\.lane)) == [0, 1, 2, 3])
    }

    @Test func theOldestGoesFirst() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.number == 0 ? .later : .accepted }
        _ = try await fixture.queue(relay).run()
        let next = try #require(try await fixture.store.nextAttempt())
        _ = try await fixture.queue(relay, at: next).run()
        #expect(
            await relay.recipients == [
                "owner0@example.org", "owner1@example.org", "owner2@example.org", "owner0@example.org",
            ])
    }

    @Test func aDeferredLetterWaitsItsGap() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let summary = try await fixture.queue(ScriptedRelay { _ in .later }).run()
        #expect(summary.counts == [0, 1, 0, 0, 0])
        #expect(summary.nextAttempt == now + 300)
        let entry = try #require(try fixture.entries().first)
        #expect(entry.state == .deferred && entry.lastReply == "451 4.7.1 later" && !entry.mayHaveBeenSent)
        let early = ScriptedRelay()
        _ = try await fixture.queue(early, at: now + 299).run()
        #expect(await early.submissions.isEmpty)
    }

    @Test func aDeferredLetterIsNotTriedAgainAtNight() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let evening = now + 9 * 3600 - 120
        let summary = try await fixture.queue(ScriptedRelay { _ in .later }, at: evening).run()
        #expect(summary.nextAttempt == now + 23 * 3600)
    }

    @Test func aLetterThatWaitedForTheRelayDoesNotGoAtNight() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay()
        let summary = try await fixture.queue(relay, at: now + 10 * 3600).run()
        #expect(await relay.submissions.isEmpty)
        #expect(summary.nextAttempt == now + 23 * 3600)
        #expect(try await fixture.queue(relay, at: now + 23 * 3600).run().relayed == 1)
    }

    @Test func aLetterGoesAtNightWhereItWouldExpireBeforeTheMorning() async throws {
        let fixture = try SendingFixture(meetingAt: "07:30")
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay()
        let eve = Date(timeIntervalSince1970: 1_796_637_600) - 15 * 3600  // Sunday, 6 December, 19:00
        #expect(try await fixture.queue(relay, at: eve).run().relayed == 1)
    }

    @Test func aRefusedLetterBouncesAndTheOthersGo() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.recipient == "owner1@example.org" ? .never : .accepted }
        #expect(try await fixture.queue(relay).run().counts == [2, 0, 1, 0, 0])
        let bounced = try #require(try fixture.store.outbox(in: .bounced).first)
        #expect(bounced.entry.lastReply == "550 5.1.1 nobody")
        #expect(bounced.name == "Owner 1")
    }

    @Test func aLetterOfUnknownFateGoesAgainWithTheSameBytes() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.number == 0 ? .lost : .accepted }
        #expect(try await fixture.queue(relay).run().counts == [0, 1, 0, 0, 0])
        #expect(try fixture.entries().map(\.mayHaveBeenSent) == [true])
        _ = try await fixture.queue(relay, at: now + 300).run()
        let submissions = await relay.submissions
        #expect(submissions.count == 2)
        #expect(submissions[0].bytes == submissions[1].bytes)
        #expect(try fixture.entries().map(\.state) == [.relayed])
    }

    @Test func aDeferredLetterIsComposedAnew() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.number == 0 ? .later : .accepted }
        _ = try await fixture.queue(relay).run()
        _ = try await fixture.queue(relay, at: now + 300).run()
        let submissions = await relay.submissions
        #expect(submissions.count == 2 && submissions[0].bytes != submissions[1].bytes)
    }

    @Test func anExpiredLetterBounces() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay()
        let start = Date(timeIntervalSince1970: 1_796_637_600)  // 7 December, 10:00
        #expect(try await fixture.queue(relay, at: start).run().counts == [0, 0, 1, 0, 0])
        #expect(await relay.submissions.isEmpty)
        #expect(try fixture.entries().first?.lastReply == OutboxReason.expired.rawValue)
        #expect(try fixture.outcomes() == [.missed])
    }

    @Test func whatMayHaveBeenSentBeforeItExpiredIsNotCalledMissed() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .lost }).run()
        let start = Date(timeIntervalSince1970: 1_796_637_600)  // 7 December, 10:00
        #expect(try await fixture.queue(ScriptedRelay(), at: start).run().counts == [0, 0, 1, 0, 0])
        #expect(try fixture.outcomes() == [.sent])
    }

    @Test func aLetterThatCannotBeComposedIsSetAsideAndTheOthersGo() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay()
        let composer = PlainComposer(refused: ["Owner 1"])
        #expect(try await fixture.queue(relay, composer: composer).run().counts == [2, 0, 0, 0, 1])
        let held = try #require(try fixture.store.outbox(in: .held).first)
        #expect(held.entry.lastReply == "it cannot be composed: its words cannot be found")
    }

    @Test func messageIDsAreFixedByTheLetterAndNotByTheRun() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        let ids = try fixture.entries().map(\.messageID)
        #expect(Set(ids).count == 2)
        #expect(ids.allSatisfy { $0.hasSuffix("@example.org") })
        _ = try await fixture.queue(ScriptedRelay { _ in .later }).run()
        #expect(try fixture.entries().map(\.messageID) == ids)
    }
}
