import ActionRegister
import Foundation
import GRDB
import Mail
import Reminders
import Scheduling
import Testing

@testable import Store

@Suite struct DueDateCheckTests {
    let now = SendingFixture.lookTime

    @Test func everyOwnerGetsOneLetterOnce() async throws {
        let fixture = try SendingFixture(owners: 3)
        #expect(try await fixture.check.run(at: now).planned == 3)
        #expect(try await fixture.check.run(at: now).planned == 0)
        #expect(try await fixture.check.run(at: now + 3600).planned == 0)
        #expect(try fixture.states() == [.queued: 3])
    }

    @Test func nothingIsOwedBeforeTheDayAndTheNextLookIsThen() async throws {
        let fixture = try SendingFixture()
        let summary = try await fixture.check.run(at: now - 3600)
        #expect(summary.planned == 0)
        #expect(summary.nextLook == now)
        let asked = now - 3600
        #expect(
            try fixture.store.lookTimes()
                == LookTimes(last: asked, lastGood: asked, next: now, wellSince: asked))
    }

    @Test func lettersOfManyTransactionsAreAllMade() async throws {
        let fixture = try SendingFixture(owners: 7)
        let check = DueDateCheck(fixture.store, sender: SendingFixture.sender, batch: 2)
        #expect(try await check.run(at: now).planned == 7)
        #expect(Set(try fixture.entries().map(\.messageID)).count == 7)
    }

    @Test func aLetterKeepsWhatItWasPlannedToSay() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let line = try #require(try fixture.store.outbox().first)
        #expect(line.board == "vawg" && line.name == "Owner 0" && line.kind == .reminder)
        let step = try #require(line.steps.first)
        #expect(step.action == "VAWG-001")
        #expect(step.step.rule.cause == "14 days before the meeting")
        #expect(step.step.day == CalendarDay(2026, 11, 23) && step.step.anchorDay == CalendarDay(2026, 12, 7))
        #expect(!step.step.isLate)
    }

    @Test func anEntryLivesUntilItsStepsExpire() async throws {
        let fixture = try SendingFixture(rules: ["14 days before the meeting", "when assigned"])
        _ = try await fixture.check.run(at: now)
        let meeting = Date(timeIntervalSince1970: 1_796_637_600)
        #expect(try fixture.entries().first?.expires == meeting)
    }

    @Test func aMissedStepIsRecordedOnce() async throws {
        let fixture = try SendingFixture()
        let after = Date(timeIntervalSince1970: 1_796_637_600) + 60
        let summary = try await fixture.check.run(at: after)
        #expect(summary.planned == 0 && summary.missed == 1)
        #expect(try await fixture.check.run(at: after).missed == 0)
    }

    @Test func aBoardThatCannotBeJudgedDoesNotStopTheOthers() async throws {
        let fixture = try SendingFixture()
        let told = Told(by: "secretary", at: now - 30 * 86_400)
        var bad = try fixture.store.addBoard(Board(id: .new, slug: "bad", name: "Bad Board"), told: told)
        try fixture.store.activate(bad.id, told: told)
        bad.timeZone = "Mars/Olympus"
        try fixture.store.write { try Store.update($0, bad) }
        let summary = try await fixture.check.run(at: now)
        #expect(summary.planned == 1)
        #expect(summary.failures.map(\.board) == ["bad"])
        #expect(try fixture.store.lookTimes()?.lastGood == nil)
    }

    @Test func aLetterThatTheDatabaseRefusesDoesNotStopTheOthers() async throws {
        let fixture = try SendingFixture(owners: 3)
        try fixture.store.refuseLetters(to: fixture.people[1].id)
        let summary = try await fixture.check.run(at: now)
        #expect(summary.planned == 2)
        #expect(summary.failures.map(\.board) == ["vawg"])
    }

    @Test func anOwnerWithoutAMailboxIsAProblemAndNoLetter() async throws {
        let fixture = try SendingFixture()
        var person = fixture.people[0]
        person.mailbox = nil
        try fixture.store.setPerson(person, told: fixture.told(at: now - 86_400))
        let summary = try await fixture.check.run(at: now)
        #expect(summary.planned == 0)
        #expect(summary.problems.map(\.board) == ["vawg"])
    }

    @Test func twoContactsOfAnOrganisationShareOneStep() async throws {
        let fixture = try SendingFixture(owners: 0)
        let told = Told(by: "secretary", at: now - 20 * 86_400)
        let mps = try fixture.store.addOrganisation(Organisation(id: .new, name: "MPS"), told: told)
        for name in ["one", "two"] {
            let draft = Person(id: .new, name: name, mailbox: Mailbox("\(name)@example.org"))
            let person = try fixture.store.addPerson(draft, told: told)
            let seat = Seat(
                id: .new, board: fixture.board.id, person: person.id, role: .contact, organisation: mps.id)
            _ = try fixture.store.addSeat(seat, told: told)
        }
        let owner = Ownership(owner: .organisation(mps.id), assignedAt: told.now)
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Report", owners: [owner], due: .ongoing)
        _ = try fixture.store.release([try fixture.store.addAction(draft, told: told).id], told: told)
        #expect(try await fixture.check.run(at: now).planned == 2)
        #expect(try await fixture.check.run(at: now).planned == 0)
        let relay = ScriptedRelay()
        _ = try await fixture.queue(relay).run()
        #expect(await Set(relay.recipients) == ["one@example.org", "two@example.org"])
    }
}

extension Store {
    /// A database that has a fault of its own.
    fileprivate func refuseLetters(to person: Person.ID) throws {
        try write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER fault BEFORE INSERT ON outbox WHEN NEW.person = \(person)
                    BEGIN SELECT RAISE(ABORT, 'fault'); END
                    """)
        }
    }
}
