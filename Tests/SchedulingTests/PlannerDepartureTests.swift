import ActionRegister
import Foundation
import Scheduling
import Testing

/// When an owed step goes: on time, late, after the gap, or before it expires.
@Suite struct PlannerDepartureTests {
    @Test func stepOfTodayGoesWhateverTheHour() {
        let letters = PlannerFixture(.fortnight).look("2026-11-23 23:10").letters
        #expect(letters.map(\.line) == ["2026-11-23 23:10 1: 1 14 days before the meeting"])
    }

    @Test(arguments: [
        ("2026-11-24 08:00", "2026-11-24 08:00"), ("2026-11-24 17:59", "2026-11-24 17:59"),
        ("2026-11-24 07:59", "2026-11-24 08:00"), ("2026-11-24 18:00", "2026-11-25 08:00"),
        ("2026-11-28 12:00", "2026-11-30 08:00"), ("2026-11-27 20:00", "2026-11-30 08:00"),
    ])
    func lateStepGoesWithinSendingHoursOfAWorkingDay(look: String, goes: String) {
        let fixture = PlannerFixture(.fortnight)
        #expect(fixture.forecast(look, "2026-12-31 09:00") == ["\(goes) 1: 1 14 days before the meeting!"])
    }

    @Test func stepThatWouldExpireBeforeSendingHoursGoesAtOnce() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", "07:30")]
        #expect(fixture.look("2026-12-06 21:00").letters.count == 1)
        #expect(fixture.look("2026-12-07 07:29").letters.count == 1)
    }

    @Test func threeDaysDownAreOneLateLetter() {
        let actions = [LiveAction.fixture(1, due: .on("2026-11-13")), .fixture(2, due: .on("2026-11-23"))]
        let fixture = PlannerFixture(.fortnight, .dueDay, .everyFive, actions: actions)
        let letters = fixture.look("2026-11-26 10:00").letters
        #expect(
            letters.map(\.line) == [
                "2026-11-26 10:00 1: 1 14 days before the meeting!, 1 on the due date!, "
                    + "1 every 5 working days while overdue, up to 4 times #1!, "
                    + "2 14 days before the meeting!, 2 on the due date!"
            ])
        #expect(letters.map(\.kind) == [.chaser])
    }

    @Test func lettersLieTheGapApart() {
        let actions = [LiveAction.fixture(1), .fixture(2, due: .on("2026-11-24"))]
        let fixture = PlannerFixture(.fortnight, .dueDay, actions: actions)
        #expect(
            fixture.forecast("2026-11-23 09:00", "2026-12-31 09:00") == [
                "2026-11-23 09:00 1: 2 14 days before the meeting, 1 14 days before the meeting",
                "2026-11-26 09:00 1: 2 on the due date",
            ])
    }

    @Test func whatTheGapHoldsIsUpcomingAndNamesItsTime() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-11-24"))])
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-23")]
        let look = fixture.look("2026-11-24 10:00")
        #expect(look.letters.isEmpty)
        #expect(look.upcoming.map(\.line) == ["2026-11-26 09:00 1: 1 on the due date"])
        #expect(look.nextLook == at("2026-11-26 09:00"))
        guard case .owed(let departures) = fixture.verdict("2026-11-24 10:00") else {
            Issue.record("it is owed")
            return
        }
        #expect(departures.map(\.hold) == [.gap])
    }

    @Test func gapOfZeroStillMeansOneADay() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-11-23"))])
        fixture.schedule.board.gap = 0
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-23")]
        #expect(
            fixture.forecast("2026-11-23 10:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-11-24 09:00"
            ])
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-22")]
        #expect(fixture.look("2026-11-23 10:00").letters.count == 1)
    }

    @Test func gapOfZeroDoesNotPushALetterIntoTheWeekend() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-11-27"))])
        fixture.schedule.board.gap = 0
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-27")]
        #expect(
            fixture.forecast("2026-11-27 10:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-11-30 09:00"
            ])
    }

    @Test func stepGoesAtTheLastSendAtBeforeItExpiresWhereTheGapIsTooLong() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-12-02")]
        #expect(
            fixture.forecast("2026-12-02 10:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-12-07 09:00"
            ])
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", "09:00")]
        #expect(
            fixture.forecast("2026-12-02 10:00", "2026-12-31 09:00") == [
                "2026-12-04 09:00 1: 1 2 working days before the meeting"
            ])
    }

    @Test func stepGoesAtOnceWhereTheLastSendAtBeforeItExpiresIsPast() {
        var fixture = PlannerFixture(.twoDays, actions: [.fixture(1, since: "2026-12-04 15:00")])
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", "09:00")]
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-12-04")]
        #expect(
            fixture.forecast("2026-12-04 15:00", "2026-12-31 09:00") == [
                "2026-12-04 15:00 1: 1 2 working days before the meeting"
            ])
    }

    @Test func assignmentDoesNotWaitForTheGapAndPlannedLettersKeepTheirDistanceFromIt() {
        let actions = [
            LiveAction.fixture(1, due: .on("2026-11-25")), .fixture(2, since: "2026-11-24 14:00"),
        ]
        let fixture = PlannerFixture(.assigned, .dueDay, .fortnight, actions: actions)
        #expect(
            fixture.forecast("2026-11-02 12:00", "2026-12-31 09:00") == [
                "2026-11-02 12:00 1: 1 when assigned",
                "2026-11-23 09:00 1: 1 14 days before the meeting",
                "2026-11-24 14:00 1: 2 when assigned, 2 14 days before the meeting",
                "2026-11-27 09:00 1: 1 on the due date",
            ])
    }

    @Test func whatWaitsForTheGapJoinsTheNextLetter() {
        let actions = [
            LiveAction.fixture(1, due: .on("2026-11-25")), .fixture(2, since: "2026-11-26 14:00"),
        ]
        var fixture = PlannerFixture(.assigned, .dueDay, actions: actions)
        fixture.go("2026-11-02 12:00")
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-24")]
        #expect(
            fixture.forecast("2026-11-25 09:00", "2026-12-31 09:00") == [
                "2026-11-26 14:00 1: 1 on the due date, 2 when assigned"
            ])
    }

    @Test func letterTakesAlongWhatFallsLaterThatDay() {
        let afternoon = RuleSentence(.on(.dueDate), at: TimeOfDay("14:00"))
        let actions = [LiveAction.fixture(1), .fixture(2, due: .on("2026-11-23"))]
        var fixture = PlannerFixture(.fortnight, afternoon, actions: actions)
        let look = fixture.go("2026-11-23 09:00")
        #expect(
            look.letters.map(\.line) == [
                "2026-11-23 09:00 1: 2 14 days before the meeting, 2 on the due date at 14:00, "
                    + "1 14 days before the meeting"
            ])
        #expect(look.nextLook == nil)
        #expect(fixture.go("2026-11-23 14:00").letters.isEmpty)
    }

    @Test func withoutALetterNowTheAfternoonsStepWaitsForItsTime() {
        let afternoon = RuleSentence(.on(.dueDate), at: TimeOfDay("14:00"))
        let second = Owner.person(Person.ID(2))
        let actions = [
            LiveAction.fixture(1), .fixture(2, due: .on("2026-11-23"), owners: second),
        ]
        let look = PlannerFixture(.fortnight, afternoon, actions: actions).look("2026-11-23 09:00")
        #expect(look.letters.count == 2)
        let other = PlannerFixture(afternoon, actions: actions).look("2026-11-23 09:00")
        #expect(other.letters.isEmpty && other.upcoming.isEmpty)
        #expect(other.nextLook == at("2026-11-23 14:00"))
    }

    @Test func heldByTheGapIsNotLateAndAfterItIs() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-11-24"))])
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-23")]
        #expect(fixture.look("2026-11-26 23:00").letters.first?.steps.first?.isLate == false)
        #expect(fixture.look("2026-11-27 09:00").letters.first?.steps.first?.isLate == true)
    }

    @Test func clocksThatChangeLeaveNineOClockWhereItIs() {
        let second = Owner.person(Person.ID(2))
        let actions = [
            LiveAction.fixture(1, due: .on("2027-03-25")),
            .fixture(2, due: .on("2027-03-30"), owners: second),
        ]
        let letters = PlannerFixture(.dueDay, actions: actions).letters(
            "2026-11-23 09:00", "2027-12-31 09:00")
        #expect(letters.map(\.sendAt.timeIntervalSince1970) == [1_805_965_200, 1_806_393_600])
    }

    @Test func timeThatTheClocksSkipOrShowTwiceIsUsedOnce() {
        let actions = [LiveAction.fixture(1, due: .on("2027-03-28")), .fixture(2, due: .on("2027-10-31"))]
        var fixture = PlannerFixture(.dueDay, actions: actions)
        fixture.schedule.board.movesOffHolidays = false
        fixture.schedule.board.sendAt = TimeOfDay("01:30")!
        let letters = fixture.letters("2027-03-01 09:00", "2027-12-31 09:00")
        // 28 March 01:00 UTC, when the clocks show 02:00; 31 October 00:30 UTC, the first 01:30.
        #expect(letters.map(\.sendAt.timeIntervalSince1970) == [1_806_195_600, 1_824_942_600])
    }

    @Test func silenceWithoutEndDoesNotHoldUpALook() {
        let rule = RuleSentence(.every(DayOffset(1, .days), limit: nil))
        var fixture = PlannerFixture(rule, actions: [.fixture(1, due: .on("2026-11-20"))])
        fixture.schedule.silences = [.fixture("2026-11-01", "9999-12-31")]
        let next = fixture.look("2026-11-23 10:00").nextLook
        #expect(next.map { $0 > at("2027-01-01 00:00") } ?? false)
    }

    @Test func stepOfTheGapsFirstDayGoesAtItsOwnHour() {
        let early = RuleSentence(.on(.dueDate), at: TimeOfDay("08:30"))
        var fixture = PlannerFixture(early, actions: [.fixture(1, due: .on("2026-11-26"))])
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-23")]
        #expect(
            fixture.forecast("2026-11-23 10:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-11-26 08:30"
            ])
    }

    @Test func stepThatCannotWaitForTheGapGoesNoSoonerThanItCanAndIsNotLate() {
        var fixture = PlannerFixture(.twoDays, actions: [.fixture(1, since: "2026-12-04 20:00")])
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", "09:00")]
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-12-04")]
        #expect(
            fixture.forecast("2026-12-04 20:00", "2026-12-31 09:00") == [
                "2026-12-07 08:00 1: 1 2 working days before the meeting"
            ])
    }

    @Test func letterLeavesOutWhatIsNotReleasedAssignedOrRuledYet() {
        let second = Owner.person(Person.ID(2))
        var actions = [
            LiveAction.fixture(1), .fixture(2, since: "2026-11-23 15:00"), .fixture(3, owners: ada, second),
        ]
        actions[1].owners[0].assignedAt = at("2026-11-02 12:00")
        actions[2].owners[0].assignedAt = at("2026-11-23 15:00")
        var fixture = PlannerFixture(.fortnight, .dueDay, actions: actions)
        fixture.action.due = .on("2026-11-23")
        fixture.schedule.rules[1].since = at("2026-11-23 15:00")
        #expect(
            fixture.forecast("2026-11-23 08:00", "2026-11-23 23:59") == [
                "2026-11-23 09:00 1: 1 14 days before the meeting",
                "2026-11-23 09:00 2: 3 14 days before the meeting",
            ])
        #expect(fixture.letters("2026-11-23 08:00", "2026-11-30 23:59").last?.steps.count == 3)
    }

    @Test func somebodyAssignedLaterTodayDoesNotHideTheAfternoonsStep() {
        let afternoon = RuleSentence(.on(.dueDate), at: TimeOfDay("14:00"))
        var actions = [LiveAction.fixture(2), .fixture(1, due: .on("2026-11-23"))]
        actions[0].owners.append(Ownership(owner: .person(Person.ID(2)), assignedAt: at("2026-11-23 10:00")))
        let look = PlannerFixture(.fortnight, afternoon, actions: actions).look("2026-11-23 09:00")
        #expect(look.letters.map(\.steps.count) == [3])
    }
}
