import ActionRegister
import Foundation
import Mail
import Reminders
import Store
import Testing

@Suite struct QueueRunModeTests {
    let now = SendingFixture.lookTime

    @Test func nothingLeavesInADryRunAndEverythingIsLedgered() async throws {
        let fixture = try SendingFixture(owners: 2)
        let relay = ScriptedRelay()
        _ = try await fixture.check.run(at: now)
        #expect(try await fixture.queue(relay, .dryRun).run().counts == [0, 0, 0, 0, 2])
        #expect(await relay.submissions.isEmpty)
        for line in try fixture.store.outbox(in: .held) {
            #expect(try fixture.store.message(of: line.entry.id) != nil)
        }
        #expect(try await fixture.check.run(at: now + 60).planned == 0)
    }

    @Test func goingLiveLeavesHeldLettersHeld() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay(), .dryRun).run()
        let relay = ScriptedRelay()
        _ = try await fixture.queue(relay, .live).run()
        #expect(await relay.submissions.isEmpty)
        #expect(try fixture.states() == [.held: 1])
    }

    @Test func redirectedLettersGoToOneMailboxAndNameTheOther() async throws {
        let fixture = try SendingFixture(owners: 2)
        let relay = ScriptedRelay()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(relay, .redirect(to: Mailbox("ops@example.org")!)).run()
        let submissions = await relay.submissions
        #expect(submissions.map(\.recipient) == ["ops@example.org", "ops@example.org"])
        #expect(
            String(decoding: submissions[0].bytes, as: UTF8.self)
                .contains("to owner0@example.org redirected to ops@example.org"))
    }

    @Test func onlyTheAllowedAreWrittenTo() async throws {
        let fixture = try SendingFixture(owners: 3)
        let relay = ScriptedRelay()
        _ = try await fixture.check.run(at: now)
        let mode = SendingMode.allowList { $0.localPart == "owner2" }
        #expect(try await fixture.queue(relay, mode).run().counts == [1, 0, 0, 0, 2])
        #expect(await relay.recipients == ["owner2@example.org"])
    }

    @Test func aLetterThatMayHaveBeenSentIsHeldWhenTheModeChanges() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .lost }).run()
        let relay = ScriptedRelay()
        let mode = SendingMode.redirect(to: Mailbox("ops@example.org")!)
        #expect(try await fixture.queue(relay, mode, at: now + 300).run().counts == [0, 0, 0, 0, 1])
        #expect(await relay.submissions.isEmpty)
    }
}
