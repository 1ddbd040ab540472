import ActionRegister
import Foundation
import Mail
import Reminders
import Store
import Testing

@Suite struct OutboxReportTests {
    private let now = SendingFixture.lookTime

    /// The problems after the letters of a fixture went to a relay that answers so.
    private func problems(
        _ fixture: SendingFixture, _ answer: SubmissionOutcome, _ sending: SendingMode = .live,
        told mode: SendingMode = .live, composer: any LetterComposer = PlainComposer()
    ) async throws -> [String] {
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in answer }, sending, composer: composer).run()
        return try OutboxReport(fixture.store, mode: mode, at: now).problems.map(\.description)
    }

    @Test func lettersThatWentAreNoProblem() async throws {
        #expect(try await problems(SendingFixture(), .accepted) == [])
    }

    @Test func letterThatMayHaveGoneTwiceIsNotedForAQuarter() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.number == 0 ? .lost : .accepted }
        _ = try await fixture.queue(relay).run()
        #expect(try OutboxReport(fixture.store, mode: .live, at: now).twice == nil)
        _ = try await fixture.queue(relay, at: now + 300).run()
        #expect(
            try OutboxReport(fixture.store, mode: .live, at: now + 300).problems.map(\.description) == [
                "note: outbox: 1 letter may have been sent twice; see which by minuted outbox list --state relayed"
            ])
        #expect(try OutboxReport(fixture.store, mode: .live, at: now + 91 * 86_400).twice == nil)
    }

    @Test func refusedMailboxIsNamedWithTheRelaysWords() async throws {
        #expect(
            try await problems(SendingFixture(), .never) == [
                "error: vawg Owner 0: the mailbox owner0@example.org was refused: 550 5.1.1 nobody; minuted person set 'Owner 0' --email MAILBOX"
            ])
    }

    @Test func refusalOfAnOldMailboxStillMeansThatNothingReachedThem() async throws {
        let fixture = try SendingFixture()
        _ = try await problems(fixture, .never)
        var person = fixture.people[0]
        person.mailbox = Mailbox("new@example.org")
        try fixture.store.setPerson(person, told: fixture.told())
        let found = try OutboxReport(fixture.store, mode: .live, at: now).problems
        #expect(found.map(\.severity) == [.warning])
        #expect(
            found[0].what.hasPrefix("the last letter, to owner0@example.org, was given up: 550 5.1.1 nobody"))
    }

    @Test func bounceIsForgottenAfterAQuarter() async throws {
        let fixture = try SendingFixture()
        _ = try await problems(fixture, .never)
        #expect(try OutboxReport(fixture.store, mode: .live, at: now + 91 * 86_400).problems == [])
    }

    @Test func heldLettersNeedAPersonOnceTheModeIsLive() async throws {
        let fixture = try SendingFixture(owners: 2)
        #expect(
            try await problems(fixture, .accepted, .dryRun) == [
                "warning: vawg: 2 letters are held: dry-run: nothing leaves; release or discard what is listed by minuted outbox list --state held"
            ])
        let rehearsal = try OutboxReport(fixture.store, mode: .dryRun, at: now).problems
        #expect(rehearsal.map(\.severity) == [.note])
        let expired = try OutboxReport(fixture.store, mode: .live, at: fixture.entries()[0].expires)
        #expect(expired.problems == [])
    }

    @Test func letterThatCannotBeComposedIsAnErrorInEveryMode() async throws {
        let found = try await problems(
            SendingFixture(), .accepted, .dryRun, told: .dryRun, composer: PlainComposer(refused: ["Owner 0"])
        )
        #expect(
            found == [
                "error: vawg: letter 1 is held: it cannot be composed; minuted outbox show 1 says why; mend it, and minuted outbox release 1"
            ])
    }
}
