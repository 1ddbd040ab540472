import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Testing

/// A letter is composed from the register as it is when it goes.
@Suite struct QueueRunRegisterTests {
    let now = SendingFixture.lookTime

    private func close(_ action: Action, _ fixture: SendingFixture) throws {
        try fixture.store.closeAction(action.id, by: .chair(reason: "done"), told: fixture.told())
    }

    /// A second action of the first owner, so that a letter has two.
    private func addAction(_ fixture: SendingFixture) throws -> Action {
        let told = Told(by: "secretary", at: now - 20 * 86_400)
        let owner = Ownership(owner: .person(fixture.people[0].id), assignedAt: told.now)
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Another", owners: [owner], due: .ongoing)
        let action = try fixture.store.addAction(draft, told: told)
        _ = try fixture.store.release([action.id], told: told)
        return action
    }

    @Test func whatWasClosedIsLeftOutAndStaysInTheLedger() async throws {
        let fixture = try SendingFixture()
        let other = try addAction(fixture)
        #expect(try await fixture.check.run(at: now).planned == 1)
        try close(fixture.actions[0], fixture)
        let relay = ScriptedRelay()
        _ = try await fixture.queue(relay).run()
        let text = String(decoding: try #require(await relay.submissions.first).bytes, as: UTF8.self)
        #expect(text.contains("about \(other.reference) at"))
        let line = try #require(try fixture.store.outbox().first)
        #expect(line.steps.map(\.action) == [other.reference])
        #expect(line.leftOut.map(\.leftOut) == [.closed])
        try fixture.store.reopenAction(fixture.actions[0].id, told: fixture.told())
        #expect(try await fixture.check.run(at: now + 60).planned == 0)
    }

    @Test func aReminderWhoseMeetingIsPostponedBeforeItGoesComesAgainWithTheNewDay() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        let told = fixture.told(at: now + 60)
        _ = try fixture.store.postponeMeeting(fixture.meeting.id, told: told)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 120).run().counts == [0, 0, 0, 1, 0])
        #expect(try fixture.entries().first?.lastReply == OutboxReason.meetingGone.rawValue)
        _ = try fixture.store.moveMeeting(fixture.meeting.id, to: CalendarDay(2026, 12, 21), told: told)
        let later = now + 14 * 86_400
        #expect(try await fixture.check.run(at: later).planned == 1)
        #expect(try await fixture.queue(relay, at: later).run().counts == [1, 0, 0, 0, 0])
    }

    @Test func whatIsSilencedIsNotListedAmongTheOthersEither() async throws {
        let fixture = try SendingFixture(owners: 1)
        let other = try addAction(fixture)
        _ = try await fixture.check.run(at: now)
        let silence = Silence(
            id: .new, board: fixture.board.id, action: other.id, from: CalendarDay(2026, 11, 23),
            until: CalendarDay(2026, 11, 30), reason: "with the lawyers")
        _ = try fixture.store.addSilence(silence, told: fixture.told())
        let composer = NotingComposer()
        _ = try await fixture.queue(ScriptedRelay(), composer: composer).run()
        let content = try #require(composer.take().first)
        #expect(content.asked.map(\.action.id) == [fixture.actions[0].id] && content.rest.isEmpty)
    }

    @Test func aLetterWithNothingLeftIsSuppressed() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        try close(fixture.actions[0], fixture)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay).run().counts == [0, 0, 0, 1, 0])
        #expect(await relay.submissions.isEmpty)
        #expect(try fixture.entries().first?.lastReply == "everything in it has been settled: closed")
    }

    @Test func aStepThatWasLeftOutComesBackIntoALetterThatHasNotGone() async throws {
        let fixture = try SendingFixture()
        let other = try addAction(fixture)
        _ = try await fixture.check.run(at: now)
        try fixture.store.holdAction(other.id, told: fixture.told())
        let relay = ScriptedRelay { _ in .later }
        _ = try await fixture.queue(relay).run()
        #expect(try fixture.store.outbox().first?.leftOut.map(\.leftOut) == [.onHold])
        try fixture.store.reopenAction(other.id, told: fixture.told())
        _ = try await fixture.queue(ScriptedRelay(), at: now + 3600).run()
        #expect(try fixture.store.outbox().first?.leftOut == [])
    }

    @Test func whatIsOnHoldSilencedOrAnsweredIsLeftOut() async throws {
        let fixture = try SendingFixture(owners: 4)
        _ = try await fixture.check.run(at: now)
        let later = now + 60
        try fixture.store.holdAction(fixture.actions[0].id, told: fixture.told(at: later))
        let today = CalendarDay(2026, 11, 23)
        let silence = Silence(
            id: .new, owner: .person(fixture.people[1].id), from: today, until: today, reason: "bereaved")
        _ = try fixture.store.addSilence(silence, told: fixture.told(at: later))
        let answer = ActionUpdate(
            id: .new, action: fixture.actions[2].id, day: today, recordedAt: later,
            answersFor: .person(fixture.people[2].id), text: "In hand")
        _ = try fixture.store.updateAction(answer, told: fixture.told(at: later))
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 120).run().counts == [1, 0, 0, 3, 0])
        #expect(await relay.recipients == ["owner3@example.org"])
    }

    @Test func aReminderThatItsReaderNoLongerWantsIsLeftOut() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        try fixture.store.setRefusal(
            of: fixture.people[0].id, on: fixture.board.id, true, told: fixture.told(at: now + 60))
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 120).run().counts == [1, 0, 0, 1, 0])
        #expect(await relay.recipients == ["owner1@example.org"])
        let reply = try fixture.entries().first?.lastReply
        #expect(reply == "everything in it has been settled: a reminder that is not wanted")
    }

    @Test func aMovedMeetingIsToldWithItsNewDayAndACancelledOneNot() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try fixture.store.cancelMeeting(fixture.meeting.id, told: fixture.told())
        #expect(try await fixture.queue(ScriptedRelay()).run().counts == [0, 0, 0, 1, 0])
    }

    @Test func aNewMailboxIsWrittenToAtOnce() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        var person = fixture.people[0]
        person.mailbox = Mailbox("new@example.org")
        try fixture.store.setPerson(person, told: fixture.told())
        let relay = ScriptedRelay()
        _ = try await fixture.queue(relay).run()
        #expect(await relay.recipients == ["new@example.org"])
    }

    @Test func aLostMailboxGivesTheStepBackUntilThereIsOne() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        var person = fixture.people[0]
        let mailbox = person.mailbox
        person.mailbox = nil
        try fixture.store.setPerson(person, told: fixture.told())
        #expect(try await fixture.queue(ScriptedRelay()).run().counts == [0, 0, 0, 1, 0])
        #expect(try fixture.entries().first?.lastReply == OutboxReason.recipientChanged.rawValue)
        #expect(try await fixture.check.run(at: now).planned == 0)
        person.mailbox = mailbox
        try fixture.store.setPerson(person, told: fixture.told())
        #expect(try await fixture.check.run(at: now + 60).planned == 1)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 60).run().relayed == 1)
    }

    @Test(arguments: [false, true])
    func whoTookTheSeatIsWrittenToInstead(oldReaderRefuses: Bool) async throws {
        let fixture = try SendingFixture(owners: 0)
        let store = fixture.store
        let told = Told(by: "secretary", at: now - 20 * 86_400)
        let mps = try store.addOrganisation(Organisation(id: .new, name: "MPS"), told: told)
        func sit(_ name: String) throws -> Person {
            let draft = Person(id: .new, name: name, mailbox: Mailbox("\(name)@example.org"))
            let person = try store.addPerson(draft, told: told)
            let seat = Seat(
                id: .new, board: fixture.board.id, person: person.id, role: .contact, organisation: mps.id)
            _ = try store.addSeat(seat, told: told)
            return person
        }
        let old = try sit("old")
        let owner = Ownership(owner: .organisation(mps.id), assignedAt: told.now)
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Report", owners: [owner], due: .ongoing)
        _ = try store.release([try store.addAction(draft, told: told).id], told: told)
        #expect(try await fixture.check.run(at: now).planned == 1)
        let yesterday = CalendarDay(2026, 11, 22)
        if oldReaderRefuses {
            try store.setRefusal(of: old.id, on: fixture.board.id, true, told: fixture.told())
        }
        try store.endSeats(of: old.id, on: fixture.board.id, from: yesterday, told: fixture.told())
        _ = try sit("new")
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay).run().suppressed == 1)
        #expect(try await fixture.check.run(at: now + 60).planned == 1)
        _ = try await fixture.queue(relay, at: now + 60).run()
        #expect(await relay.recipients == ["new@example.org"])
    }

    @Test func bytesThatMayHaveBeenSentStopOnceEverythingIsSettled() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .lost }).run()
        try close(fixture.actions[0], fixture)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 300).run().counts == [0, 0, 0, 1, 0])
        #expect(await relay.submissions.isEmpty)
        let entry = try #require(try fixture.entries().first)
        #expect(entry.lastReply == OutboxReason.maybeSent.rawValue && entry.mayHaveBeenSent)
    }

    @Test func aPausedBoardSendsNothing() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        try fixture.store.pause(fixture.board.id, told: fixture.told())
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay).run().counts == [0, 0, 0, 1, 0])
        #expect(await relay.submissions.isEmpty)
    }

    /// An action of the first owner that is due on a day on which the board does
    /// not meet yet, and a board that asks about due days alone.
    private func dueDayFixture(_ rules: String...) throws -> (SendingFixture, Action) {
        let fixture = try SendingFixture(rules: rules)
        let told = Told(by: "secretary", at: now - 20 * 86_400)
        let owner = Ownership(owner: .person(fixture.people[0].id), assignedAt: told.now)
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Another", owners: [owner],
            due: .day(CalendarDay(2026, 11, 30)))
        let action = try fixture.store.addAction(draft, told: told)
        _ = try fixture.store.release([action.id], told: told)
        return (fixture, action)
    }

    private func meet(_ fixture: SendingFixture, at instant: Date) throws {
        let meeting = Meeting(id: .new, board: fixture.board.id, day: CalendarDay(2026, 11, 30))
        let written = try fixture.store.addMeetings([meeting], told: fixture.told(at: instant))
        #expect(written[0].nowDue.count == 1)
    }

    @Test func aMeetingOnADueDayRepeatsNoStepLosesNoneAndSettlesTheDayInTheRoom() async throws {
        let (fixture, action) = try dueDayFixture(
            "1 week before the due date", "3 days before the due date", "on the due date",
            "2 working days after the due date")
        let relay = ScriptedRelay()
        #expect(
            try await RunOnce(fixture.check, fixture.queue(relay), wait: { _ in }).run(at: now).queue.relayed
                == 1)
        try meet(fixture, at: now + 60)
        var relayed: [Double] = []
        for day in 0..<10 {
            let instant = now + 120 + Double(day) * 86_400
            let run = RunOnce(fixture.check, fixture.queue(relay, at: instant), wait: { _ in })
            if try await run.run(at: instant).queue.relayed == 1 { relayed.append(Double(day)) }
        }
        // Friday the 27th; then neither on the day nor after it while the meeting is not recorded.
        #expect(relayed == [4])
        #expect(try fixture.store.action(fixture.board.id, action.reference, at: now).action.revisions == 0)
    }

    @Test func aLetterThatWaitsIsStillAboutItsActionWhenAMeetingTakesItUp() async throws {
        let (fixture, action) = try dueDayFixture("1 week before the due date")
        #expect(try await fixture.check.run(at: now).planned == 1)
        try meet(fixture, at: now + 60)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 120).run().relayed == 1)
        let text = String(decoding: try #require(await relay.submissions.first).bytes, as: UTF8.self)
        #expect(text.contains("about \(action.reference) at"))
        #expect(try await fixture.check.run(at: now + 180).planned == 0)
    }

    @Test func aLetterOfTheDueDayItselfIsSettledInTheRoom() async throws {
        let (fixture, _) = try dueDayFixture("on the due date")
        let day = now + 7 * 86_400
        #expect(try await fixture.check.run(at: day).planned == 1)
        try meet(fixture, at: day + 60)
        #expect(try await fixture.queue(ScriptedRelay(), at: day + 120).run().counts == [0, 0, 0, 1, 0])
    }
}
