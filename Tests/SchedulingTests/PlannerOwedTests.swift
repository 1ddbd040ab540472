import ActionRegister
import Foundation
import Scheduling
import Testing

/// The clauses of "Owed", in their order.
@Suite struct PlannerOwedTests {
    @Test func onlyTheLatestStepOfARuleIsOwed() {
        let fixture = PlannerFixture(.everyFive, actions: [.fixture(1, due: .on("2026-11-06"))])
        let look = fixture.look("2026-12-04 09:00")
        #expect(
            look.letters.map(\.line) == [
                "2026-12-04 09:00 1: 1 every 5 working days while overdue, up to 4 times #4"
            ])
    }

    @Test func earlierStepsAreOvertaken() {
        let fixture = PlannerFixture(.everyFive, actions: [.fixture(1, due: .on("2026-11-06"))])
        var planner = Planner(schedule: fixture.schedule, now: at("2026-11-23 09:00"))
        #expect(
            planner.explain(fixture.action).map(\.verdict).prefix(1) == [
                .notOwed(.overtaken(by: day("2026-11-20")))
            ])
    }

    @Test func stepIsOwedOnce() {
        var fixture = PlannerFixture(.fortnight)
        #expect(fixture.go("2026-11-23 09:00").letters.count == 1)
        #expect(fixture.go("2026-11-23 09:00").letters.isEmpty)
        #expect(fixture.objection("2026-11-23 10:00") == .inLedger)
    }

    @Test func newContactDoesNotBringThePastBack() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1)]
        #expect(fixture.go("2026-11-23 09:00").letters.map(\.recipient) == [.person(Person.ID(2))])
        fixture.schedule.seats = [.fixture(3, .contact, of: 1)]
        #expect(fixture.look("2026-11-27 09:00").letters.isEmpty)
    }

    @Test func stepFromBeforeTheRuleIsNotOwed() {
        var fixture = PlannerFixture(.fortnight)
        fixture.schedule.rules[0].since = at("2026-11-24 00:00")
        #expect(fixture.look("2026-11-24 09:00").letters.isEmpty)
        #expect(fixture.objection("2026-11-24 09:00") == .olderThanRule(since: day("2026-11-24")))
        fixture.schedule.rules[0].since = at("2026-11-23 23:59")
        #expect(fixture.look("2026-11-24 09:00").letters.count == 1)
    }

    @Test func stepFromBeforeTheLastActivationIsNotOwed() {
        var fixture = PlannerFixture(.fortnight, .brief)
        fixture.schedule.board.activatedAt = at("2026-12-04 08:00")
        #expect(fixture.look("2026-12-04 09:00").letters.isEmpty)
        #expect(fixture.objection("2026-12-04 09:00") == .olderThanRule(since: day("2026-12-04")))
    }

    @Test func stepOfTheActivationsOwnDayGoesWhenTheBoardIsActivated() {
        var fixture = PlannerFixture(.fortnight)
        fixture.schedule.board.activatedAt = at("2026-11-23 15:00")
        #expect(
            fixture.forecast("2026-11-23 09:00", "2026-11-30 09:00").map { $0.prefix(16) } == [
                "2026-11-23 15:00"
            ])
    }

    @Test func chaserFromBeforeTheActionBecameLiveIsNotOwed() {
        let action = LiveAction.fixture(1, due: .on("2026-11-06"), since: "2026-11-24 09:00")
        let fixture = PlannerFixture(.chaser, actions: [action])
        #expect(fixture.look("2026-11-25 09:00").letters.isEmpty)
        #expect(fixture.objection("2026-11-25 09:00") == .olderThanAction(liveSince: day("2026-11-24")))
    }

    @Test func onAndWhenStepsFromBeforeTheOwnersAssignmentAreNotOwed() {
        var action = LiveAction.fixture(1, due: .on("2026-11-20"))
        action.owners[0].assignedAt = at("2026-11-21 12:00")
        let fixture = PlannerFixture(.dueDay, .assigned, actions: [action])
        #expect(
            fixture.forecast("2026-11-21 12:00", "2026-12-31 09:00") == [
                "2026-11-23 08:00 1: 1 when assigned"
            ])
    }

    @Test func lateCreatedActionGetsItsLatestBeforeStepOnceAndNotLate() {
        let action = LiveAction.fixture(1, since: "2026-11-26 15:00")
        var fixture = PlannerFixture(.fortnight, actions: [action])
        #expect(
            fixture.look("2026-11-26 15:00").letters.map(\.line) == [
                "2026-11-26 15:00 1: 1 14 days before the meeting"
            ])
        fixture.go("2026-11-26 15:00")
        #expect(fixture.forecast("2026-11-26 15:01", "2027-12-31 09:00").isEmpty)
    }

    @Test func nobodyIsToldOfAMissThatCameBeforeTheAction() {
        let fixture = PlannerFixture(.twoDays, actions: [.fixture(1, since: "2026-12-07 10:00")])
        let look = fixture.look("2026-12-08 09:00")
        #expect(look.missed.isEmpty && look.letters.isEmpty)
        #expect(fixture.objection("2026-12-08 09:00") == .olderThanAction(liveSince: day("2026-12-07")))
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-23", true), ("2026-11-20", "2026-11-22", false),
        ("2026-11-24", "2026-11-30", false),
    ])
    func stepWhoseDayIsSilencedIsNeverOwed(from: String, until: String, isSilenced: Bool) {
        var fixture = PlannerFixture(.fortnight)
        fixture.schedule.silences = [.fixture(from, until)]
        #expect(fixture.forecast("2026-11-23 09:00", "2026-12-31 09:00").isEmpty == isSilenced)
        #expect(fixture.objection("2026-11-23 09:00") == (isSilenced ? .silenced(Silence.ID(1)) : nil))
    }

    @Test func stepFromBeforeASilenceThatWouldGoInItWaitsForItsEnd() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-11-24"))])
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-23")]
        fixture.schedule.silences = [.fixture("2026-11-25", "2026-11-29")]
        let look = fixture.look("2026-11-26 09:00")
        #expect(look.letters.isEmpty && look.nextLook == at("2026-11-30 00:00"))
        #expect(fixture.objection("2026-11-26 09:00") == .silenced(Silence.ID(1)))
        #expect(
            fixture.forecast("2026-11-24 09:00", "2026-12-31 09:00")
                == ["2026-11-30 08:00 1: 1 on the due date!"])
    }

    @Test func stepThatExpiresWhileItWaitsForTheEndOfASilenceIsMissed() {
        var fixture = PlannerFixture(.fortnight)
        fixture.schedule.silences = [.fixture("2026-11-24", "2026-12-10")]
        #expect(fixture.look("2026-11-24 09:00").nextLook == at("2026-12-11 00:00"))
        #expect(fixture.look("2026-12-11 00:00").missed.count == 1)
        #expect(fixture.forecast("2026-11-24 09:00", "2026-12-31 09:00").isEmpty)
    }

    @Test func silenceIsForWhomeverItNames() {
        let second = Owner.person(Person.ID(2))
        func recipients(_ change: (inout Silence) -> Void) -> [Recipient] {
            let actions = [LiveAction.fixture(1), .fixture(2, owners: second)]
            var fixture = PlannerFixture(.fortnight, actions: actions)
            fixture.schedule.silences = [.fixture("2026-11-23", "2026-11-23")]
            change(&fixture.schedule.silences[0])
            return fixture.look("2026-11-23 09:00").letters.map(\.recipient)
        }
        #expect(recipients { $0.owner = second } == [.person(Person.ID(1))])
        #expect(recipients { $0.action = Action.ID(1) } == [.person(Person.ID(2))])
        #expect(recipients { $0.board = Board.ID(1) } == [])
        #expect(recipients { $0.board = Board.ID(2) }.count == 2)
    }

    @Test func briefIsSilencedOnlyWithTheWholeBoard() {
        var fixture = PlannerFixture(.brief)
        fixture.schedule.board.secretariat = Mailbox("vawg@example.org")
        fixture.schedule.silences = [.fixture("2026-12-03", "2026-12-03", owner: ada)]
        #expect(fixture.look("2026-12-03 09:00").letters.count == 1)
        fixture.schedule.silences = [.fixture("2026-12-03", "2026-12-03")]
        #expect(fixture.look("2026-12-03 09:00").letters.isEmpty)
    }

    @Test(arguments: [
        // Due days whose 10th working day is 4, 7, 14, 15 and 30 December, and 31 December.
        ("2026-11-20", nil, true), ("2026-11-23", nil, false), ("2026-12-14", nil, false),
        ("2026-12-15", nil, true),
        ("2026-11-30", "2026-12-14 12:00", false), ("2026-12-01", "2026-12-14 12:00", true),
    ])
    func nothingIsChasedBetweenAMeetingAndItsRecord(due: String, recorded: String?, isChased: Bool) {
        var fixture = PlannerFixture(.chaser, actions: [.fixture(1, due: .on(due))])
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", recorded: recorded)]
        #expect(fixture.letters("2026-11-02 09:00", "2027-03-31 09:00").isEmpty == !isChased)
    }

    @Test func chaserThatNobodyLookedForBeforeTheMeetingWaitsForItsRecord() {
        let fixture = PlannerFixture(.chaser, actions: [.fixture(1, due: .on("2026-11-20"))])
        #expect(fixture.look("2026-12-08 10:00").letters.isEmpty)
        #expect(fixture.look("2026-12-08 10:00").nextLook == at("2026-12-31 08:00"))
        // As a look at that hour finds it, which nobody had asked for.
        #expect(fixture.look("2026-12-31 08:00").letters.count == 1)
        var recorded = fixture
        recorded.schedule.meetings = [.fixture(1, "2026-12-07", recorded: "2026-12-08 12:00")]
        #expect(recorded.look("2026-12-08 13:00").nextLook == at("2026-12-09 08:00"))
    }

    @Test func chaserThatTheGapHeldOverTheMeetingWaitsForItsRecord() {
        let fixture = PlannerFixture(.twoDays, .chaser, actions: [.fixture(1, due: .on("2026-11-20"))])
        // 3 December; the chaser of 4 December would go on the 8th, and goes 15 working days after the 7th.
        #expect(
            fixture.forecast("2026-11-23 09:00", "2027-12-31 09:00") == [
                "2026-12-03 09:00 1: 1 2 working days before the meeting",
                "2026-12-31 09:00 1: 1 10 working days after the due date",
            ])
    }
}

extension Silence {
    static func fixture(_ from: String, _ until: String, owner: Owner? = nil) -> Silence {
        Silence(id: Silence.ID(1), owner: owner, from: day(from), until: day(until), reason: "leave")
    }
}
