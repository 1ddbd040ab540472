import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Testing

/// Nobody writes for ever to a mailbox that refuses.
@Suite struct HeldMailboxTests {
    private static let rules = [14, 12, 10, 6, 4].map { "\($0) days before the meeting" }

    /// Looks and sends on the day of the n-th rule; owner 0 is refused for good
    /// unless `takes` says otherwise.
    private func send(
        _ fixture: SendingFixture, _ rule: Int, takes: Bool = false
    ) async throws -> (summary: LookSummary, recipients: [String]) {
        let at = SendingFixture.lookTime + [0, 2, 4, 8, 10][rule] * 86_400
        let relay = ScriptedRelay { submission in
            takes || submission.recipient != "owner0@example.org" ? .accepted : .never
        }
        let summary = try await fixture.check.run(at: at)
        _ = try await fixture.queue(relay, at: at).run()
        return (summary, await relay.recipients.sorted())
    }

    private func fixture() throws -> SendingFixture {
        let fixture = try SendingFixture(owners: 2, rules: Self.rules)
        var board = fixture.board
        board.gap = 0
        try fixture.store.setBoard(board, told: fixture.told())
        return fixture
    }

    @Test func afterThreeRefusalsInARowAMailboxIsHeldUntilSomebodyNamesIt() async throws {
        let fixture = try fixture()
        for rule in 0..<3 { #expect(try await send(fixture, rule).recipients.count == 2) }
        let (summary, recipients) = try await send(fixture, 3)
        #expect(recipients == ["owner1@example.org"])
        #expect(
            summary.problems.map(\.problem) == [
                .unreachable(
                    fixture.actions[0].id, .person(fixture.people[0].id), .owner,
                    .noMailbox([fixture.people[0].id]))
            ])
        let board = try fixture.store.condition(of: fixture.board.id)
        #expect(board.heldMailboxes == [fixture.people[0].id])

        let later = fixture.told(at: SendingFixture.lookTime + 9 * 86_400)
        try fixture.store.setPerson(fixture.people[0], told: later)
        #expect(try fixture.store.condition(of: fixture.board.id).heldMailboxes.isEmpty == false)
        try fixture.store.setPerson(fixture.people[0], namesMailbox: true, told: later)
        #expect(
            try await send(fixture, 4, takes: true).recipients == [
                "owner0@example.org", "owner1@example.org",
            ])
    }

    @Test func aLetterThatIsTakenInBetweenBeginsTheCountAnew() async throws {
        let fixture = try fixture()
        for (rule, takes) in [false, false, true, false].enumerated() {
            #expect(try await send(fixture, rule, takes: takes).recipients.count == 2)
        }
        #expect(try await send(fixture, 4).recipients.count == 2)
    }

    @Test func anotherMailboxIsNotHeldForTheRefusalsOfTheFirst() async throws {
        let fixture = try fixture()
        for rule in 0..<3 { _ = try await send(fixture, rule) }
        var person = fixture.people[0]
        person.mailbox = Mailbox("harriet@example.org")
        try fixture.store.setPerson(person, told: fixture.told(at: SendingFixture.lookTime + 5 * 86_400))
        #expect(try await send(fixture, 3).recipients == ["harriet@example.org", "owner1@example.org"])
    }
}
