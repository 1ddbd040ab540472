import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Testing

@testable import Store

/// A letter that somebody asked for by hand on its way.
@Suite struct QueueRunRemindTests {
    let now = SendingFixture.lookTime
    /// The Saturday before, 23:00 in London.
    let night = SendingFixture.lookTime - 34 * 3600
    let composer = NotingComposer()

    @discardableResult
    private func remind(
        _ fixture: SendingFixture, _ place: Int = 0, note: String? = nil, at now: Date? = nil
    ) throws -> [OutboxLine] {
        try fixture.store.remind(
            RemindRequest(about: fixture.actions[place].id, note: note), sender: SendingFixture.sender,
            lifetime: 5 * 86_400, told: fixture.told(at: now ?? self.now))
    }

    private func runOnce(
        _ fixture: SendingFixture, _ relay: ScriptedRelay, at now: Date
    ) async throws -> RunSummary {
        try await RunOnce(fixture.check, fixture.queue(relay, at: now, composer: composer), wait: { _ in })
            .run(at: now)
    }

    @Test func itGoesAtOnceAtNightAndAtTheWeekend() async throws {
        let fixture = try SendingFixture()
        try remind(fixture, at: night)
        let relay = ScriptedRelay()
        #expect(try await runOnce(fixture, relay, at: night).queue.relayed == 1)
    }

    /// A machine that runs from cron each hour asks no later than it can.
    @Test func itWaitsForNoHourBeforeItWasTried() async throws {
        let fixture = try SendingFixture()
        try remind(fixture, at: night)
        let relay = ScriptedRelay { $0.number == 0 ? .later : .accepted }
        #expect(try await runOnce(fixture, relay, at: night + 5400).queue.deferred == 1)
        let entry = try #require(try fixture.entries().first)
        #expect(entry.nextAttempt == SendingFixture.lookTime - 3600)
    }

    @Test func itWaitsForNoGapAndPlannedLettersKeepTheirDistance() async throws {
        let fixture = try SendingFixture()
        let relay = ScriptedRelay()
        try remind(fixture, at: now - 3600)
        #expect(try await runOnce(fixture, relay, at: now - 3600).queue.relayed == 1)
        let planned = try await runOnce(fixture, relay, at: now)
        #expect(planned.look.planned == 0 && planned.look.nextLook == now + 3 * 86_400)
        try remind(fixture, at: now + 60)
        #expect(try await runOnce(fixture, relay, at: now + 60).queue.relayed == 1)
        #expect(await relay.submissions.count == 2)
    }

    @Test func plannedStepsAreOwedAllTheSame() async throws {
        let fixture = try SendingFixture()
        let relay = ScriptedRelay()
        try remind(fixture, at: now - 86_400 * 7)
        _ = try await runOnce(fixture, relay, at: now - 86_400 * 7)
        #expect(try await runOnce(fixture, relay, at: now).look.planned == 1)
    }

    @Test func itIsAboutTheOneActionWithTheOthersBesideIt() async throws {
        let fixture = try SendingFixture()
        let told = Told(by: "secretary", at: now - 20 * 86_400)
        let owner = Ownership(owner: .person(fixture.people[0].id), assignedAt: told.now)
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Another", owners: [owner], due: .ongoing)
        let other = try fixture.store.addAction(draft, told: told)
        _ = try fixture.store.release([other.id], told: told)
        try remind(fixture, note: "The Mayor asks")
        _ = try await fixture.queue(ScriptedRelay(), composer: composer).run()
        let content = try #require(composer.take().first)
        #expect(content.asked.map(\.action.id) == [fixture.actions[0].id] && content.note == "The Mayor asks")
        #expect(content.asked[0].steps.map(\.rule.cause) == ["by hand"])
        #expect(content.rest.map(\.action.id) == [other.id] && content.meeting?.id == fixture.meeting.id)
    }

    @Test func answerFromBeforeIsNoObjectionAndOneFromAfterwardsSettlesIt() async throws {
        let fixture = try SendingFixture(owners: 2)
        func answer(_ place: Int, at instant: Date) throws {
            let update = ActionUpdate(
                id: .new, action: fixture.actions[place].id, day: CalendarDay(2026, 11, 23),
                recordedAt: instant, answersFor: .person(fixture.people[place].id), text: "In hand")
            _ = try fixture.store.updateAction(update, told: fixture.told(at: instant))
        }
        try answer(0, at: now - 60)
        try remind(fixture, 0)
        try remind(fixture, 1)
        try answer(1, at: now + 30)
        let relay = ScriptedRelay()
        #expect(try await fixture.queue(relay, at: now + 60).run().counts == [1, 0, 0, 1, 0])
        #expect(await relay.recipients == ["owner0@example.org"])
    }

    @Test func whatWasClosedHeldOrSilencedSinceIsNotAskedAbout() async throws {
        let fixture = try SendingFixture(owners: 3)
        for place in 0..<3 { try remind(fixture, place) }
        let (store, later) = (fixture.store, fixture.told(at: now + 30))
        try store.closeAction(fixture.actions[0].id, by: .chair(reason: "done"), told: later)
        try store.holdAction(fixture.actions[1].id, told: later)
        let today = CalendarDay(2026, 11, 23)
        let silence = Silence(
            id: .new, action: fixture.actions[2].id, from: today, until: today, reason: "bereaved")
        _ = try store.addSilence(silence, told: later)
        #expect(try await fixture.queue(ScriptedRelay(), at: now + 60).run().counts == [0, 0, 0, 3, 0])
        #expect(try await fixture.check.run(at: now + 60).planned == 0)
    }

    @Test func dueThatChangedSinceIsNoObjection() async throws {
        let fixture = try SendingFixture()
        try remind(fixture)
        try fixture.store.setDue(
            .day(CalendarDay(2027, 1, 11)), of: fixture.actions[0].id, told: fixture.told())
        #expect(try await fixture.queue(ScriptedRelay()).run().relayed == 1)
    }

    @Test func dryRunHoldsIt() async throws {
        let fixture = try SendingFixture()
        try remind(fixture)
        #expect(try await fixture.queue(ScriptedRelay(), .dryRun).run().held == 1)
    }

    // MARK: - Another reader

    /// An action of MPS, whose contact has a letter queued about it by hand.
    private struct ChangedSeat {
        let fixture: SendingFixture
        let old: Person
        private let mps: Organisation
        private let told = Told(by: "secretary", at: SendingFixture.lookTime - 20 * 86_400)

        init() throws {
            fixture = try SendingFixture(owners: 0, inFile: true, rules: [])
            mps = try fixture.store.addOrganisation(Organisation(id: .new, name: "MPS"), told: told)
            old = try Self.sit("old", for: mps, fixture, told)
            let owner = Ownership(owner: .organisation(mps.id), assignedAt: told.now)
            let draft = Action(
                id: .new, board: fixture.board.id, reference: "", text: "Report", owners: [owner],
                due: .day(CalendarDay(2027, 1, 11)))
            let action = try fixture.store.addAction(draft, told: told)
            _ = try fixture.store.release([action.id], told: told)
            _ = try fixture.store.remind(
                RemindRequest(about: action.id, note: "Please"), sender: SendingFixture.sender,
                lifetime: 5 * 86_400, told: fixture.told())
        }

        private static func sit(
            _ name: String, for mps: Organisation, _ fixture: SendingFixture, _ told: Told
        ) throws -> Person {
            let draft = Person(id: .new, name: name, mailbox: Mailbox("\(name)@example.org"))
            let person = try fixture.store.addPerson(draft, told: told)
            let seat = Seat(
                id: .new, board: fixture.board.id, person: person.id, role: .contact, organisation: mps.id)
            _ = try fixture.store.addSeat(seat, told: told)
            return person
        }

        func leave() throws {
            try fixture.store.endSeats(
                of: old.id, on: fixture.board.id, from: CalendarDay(2026, 11, 22), told: fixture.told())
        }

        func come(_ name: String = "new") throws { _ = try Self.sit(name, for: mps, fixture, fixture.told()) }
    }

    @Test func whoTookTheSeatIsAskedInstead() async throws {
        let seat = try ChangedSeat()
        try seat.leave()
        try seat.come()
        let relay = ScriptedRelay()
        let summary = try await runOnce(seat.fixture, relay, at: now + 60)
        #expect(summary.queue.suppressed == 1 && summary.queue.relayed == 1 && summary.look.planned == 1)
        #expect(await relay.recipients == ["new@example.org"])
        #expect(composer.take().map(\.note) == ["Please"])
        #expect(try await runOnce(seat.fixture, relay, at: now + 120).queue.relayed == 0)
    }

    @Test func whoComesLaterIsAskedThen() async throws {
        let seat = try ChangedSeat()
        try seat.leave()
        let relay = ScriptedRelay()
        let alone = try await runOnce(seat.fixture, relay, at: now + 60)
        #expect(alone.queue.suppressed == 1 && alone.look.problems.count == 1)
        try seat.come()
        #expect(try await runOnce(seat.fixture, relay, at: now + 7200).queue.relayed == 1)
        #expect(await relay.recipients == ["new@example.org"])
    }

    @Test func nobodyIsAskedTwiceWhereOneOfTwoContactsChanges() async throws {
        let seat = try ChangedSeat()
        try seat.come("second")
        let relay = ScriptedRelay()
        #expect(try await runOnce(seat.fixture, relay, at: now + 60).queue.relayed == 1)
        try seat.leave()
        try seat.come("third")
        _ = try await runOnce(seat.fixture, relay, at: now + 120)
        #expect(await relay.recipients == ["old@example.org"])
    }

    /// Up to where a process comes that finds the reader changed.
    enum Death: CaseIterable { case atOnce, afterTheRelease, afterTheNextLook }

    @Test(arguments: Death.allCases)
    func processThatDiesOnTheWayLosesNothingAndDoublesNothing(death: Death) async throws {
        let seat = try ChangedSeat()
        try seat.leave()
        try seat.come()
        if death != .atOnce {
            _ = try await seat.fixture.queue(ScriptedRelay(), process: "dead", at: now + 30).run()
        }
        if death == .afterTheNextLook { _ = try await seat.fixture.check.run(at: now + 30) }
        let store = try seat.fixture.reopened()
        let relay = ScriptedRelay()
        let queue = seat.fixture.queue(relay, process: "next", at: now + 60, store: store, composer: composer)
        let once = RunOnce(DueDateCheck(store, sender: SendingFixture.sender), queue, wait: { _ in })
        _ = try await once.run(at: now + 60)
        _ = try await once.run(at: now + 60)
        #expect(await relay.recipients == ["new@example.org"])
    }

    private func byHand(_ fixture: SendingFixture, at now: Date) throws -> [StepAccount] {
        let action = try #require(try fixture.store.actions(at: now).first).action
        return try ActionAccount(of: action.id, in: fixture.store, at: now).steps.filter { $0.rule == nil }
    }

    @Test func whyTellsOfWhatWaitsAndOfWhatWasSettledWaiting() async throws {
        let seat = try ChangedSeat()
        let asked = "asked for on Monday 2026-11-23 09:00 by secretary; "
        #expect(try byHand(seat.fixture, at: now).map(\.state) == [.onItsWay])
        try seat.leave()
        _ = try await runOnce(seat.fixture, ScriptedRelay(), at: now + 60)
        let waiting = try #require(try byHand(seat.fixture, at: now + 60).first)
        #expect(waiting.state == .waiting && waiting.sentence == "by hand" && waiting.owner == "MPS")
        #expect(waiting.why == asked + "it waits for somebody who can be written to")
        try seat.fixture.store.closeAction(
            try #require(try seat.fixture.store.actions(at: now).first).action.id, by: .chair(reason: "done"),
            told: seat.fixture.told(at: now + 90))
        _ = try await runOnce(seat.fixture, ScriptedRelay(), at: now + 120)
        let settled = try #require(try byHand(seat.fixture, at: now + 120).first)
        #expect(settled.state == .suppressed)
        #expect(settled.why == asked + "not sent: it was settled before anybody could be written to")
    }

    @Test func boardThatCannotBeReadIsAFailureThatIsToldOnce() async throws {
        let seat = try ChangedSeat()
        try seat.leave()
        _ = try await seat.fixture.queue(ScriptedRelay(), at: now + 30).run()
        var board = try seat.fixture.store.board("vawg")
        board.timeZone = "Mars/Olympus"
        let broken = board
        try seat.fixture.store.write { try Store.update($0, broken) }
        let summary = try await seat.fixture.check.run(at: now + 60)
        #expect(summary.failures.map(\.board) == ["vawg"])
    }

    @Test func whatNobodyCouldBeAskedInTimeIsMissedAndToldInTheBrief() async throws {
        let seat = try ChangedSeat()
        try seat.leave()
        let relay = ScriptedRelay()
        _ = try await runOnce(seat.fixture, relay, at: now + 60)
        let late = now + 5 * 86_400
        #expect(try await runOnce(seat.fixture, relay, at: late).look.missed == 1)
        let brief = try RuleSentence(parsing: "5 days before the meeting to the secretariat")
        _ = try seat.fixture.store.addRule(
            brief, to: seat.fixture.board.id, told: seat.fixture.told(at: late))
        _ = composer.take()
        _ = try await runOnce(seat.fixture, relay, at: now + 9 * 86_400)
        let content = try #require(composer.take().first { $0.kind == .brief })
        #expect(content.brief?.missed.map(\.step.rule.cause) == ["by hand"])
        let text = try LetterWriter().letter(content).text
        #expect(
            text.contains(
                "VAWG-001, MPS: the letter asked for by hand on Monday 23 November could not be sent"))
    }
}
