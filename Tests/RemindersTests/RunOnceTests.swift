import Foundation
import Mail
import Reminders
import Testing

@Suite struct RunOnceTests {
    @Test(arguments: [false, true])
    func everyLetterGoesOnceWhetherOrNotItWaitsForTheWholeLook(overlaps: Bool) async throws {
        let fixture = try SendingFixture(owners: 60, inFile: true)
        let relay = ScriptedRelay(lanes: 3)
        let check = DueDateCheck(fixture.store, sender: SendingFixture.sender, batch: 7)
        let once = RunOnce(check, fixture.queue(relay), sendsWhileLooking: overlaps) { _ in }
        let summary = try await once.run(at: SendingFixture.lookTime)
        #expect(summary.look.planned == 60 && summary.look.letters.count == 60)
        #expect(summary.queue.counts == [60, 0, 0, 0, 0])
        let recipients = await relay.recipients
        #expect(Set(recipients).count == 60 && recipients.count == 60)
        let again = try await once.run(at: SendingFixture.lookTime)
        #expect(again.look.planned == 0 && again.queue.counts == [0, 0, 0, 0, 0])
    }

    @Test func aRelayThatIsAwayStopsTheSendingAndNotTheLook() async throws {
        let fixture = try SendingFixture(owners: 30, inFile: true)
        let relay = ScriptedRelay { _ in .away }
        let check = DueDateCheck(fixture.store, sender: SendingFixture.sender, batch: 5)
        let once = RunOnce(check, fixture.queue(relay), sendsWhileLooking: true) { _ in }
        let summary = try await once.run(at: SendingFixture.lookTime)
        #expect(summary.look.planned == 30 && summary.queue.trouble != nil)
        #expect(await relay.recipients.count == 1)
        #expect(try fixture.states() == [.queued: 30])
    }
}
