import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct PlannerStepTests {
    @Test func meetingRuleCoversEveryLiveActionWhateverItsDueInOneLetter() {
        let dues: [Due] = [.ongoing, .unset, .on("2026-12-20"), .at(1)]
        let actions = dues.enumerated().map { LiveAction.fixture(Int64($0 + 1), due: $1) }
        let look = PlannerFixture(.fortnight, actions: actions).look("2026-11-23 09:00")
        #expect(look.letters.map { $0.steps.count } == [4])
        #expect(look.letters.first?.kind == .reminder)
        #expect(look.letters.first?.audience == .owner)
    }

    @Test func nothingIsOwedAMinuteEarlyAndTheNextLookIsThen() {
        let look = PlannerFixture(.fortnight).look("2026-11-23 08:59")
        #expect(look.letters.isEmpty && look.upcoming.isEmpty)
        #expect(look.nextLook == at("2026-11-23 09:00"))
    }

    @Test func goesAtItsOwnTimeWhereTheRuleNamesOne() {
        let rule = RuleSentence(.before(DayOffset(14, .days), .meeting), at: TimeOfDay("14:30"))
        #expect(PlannerFixture(rule).look("2026-11-23 14:29").letters.isEmpty)
        #expect(PlannerFixture(rule).look("2026-11-23 14:30").letters.count == 1)
    }

    @Test func papersRuleCountsFromTheDeadlineInForce() {
        var fixture = PlannerFixture(.papers)
        fixture.schedule.meetings[0].papersDue = day("2026-12-01")
        #expect(
            fixture.forecast("2026-11-02 09:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-11-24 09:00"
            ])
        fixture.schedule.meetings[0].papersDue = nil
        #expect(
            fixture.forecast("2026-11-02 09:00", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-11-20 09:00"
            ])
        fixture.schedule.board.papersDue = nil
        #expect(fixture.forecast("2026-11-02 09:00", "2026-12-31 09:00").isEmpty)
    }

    @Test(arguments: [Meeting.State.postponed, .cancelled, .undated])
    func meetingThatDoesNotStandHasNoSteps(state: Meeting.State) {
        var fixture = PlannerFixture(.fortnight, .brief)
        fixture.schedule.meetings[0].state = state
        #expect(fixture.look("2026-11-23 09:00") == Look())
    }

    @Test func stepOfABeforeRuleMovesBackAndOfAllOthersOn() {
        let before = RuleSentence(.before(DayOffset(2, .days), .meeting))
        #expect(
            PlannerFixture(before).forecast("2026-11-02 09:00", "2026-12-31 09:00").map { $0.prefix(10) } == [
                "2026-12-04"
            ])
        let fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-12-26"))])
        #expect(
            fixture.forecast("2026-11-02 09:00", "2027-01-31 09:00").map { $0.prefix(10) } == ["2026-12-29"])
    }

    @Test func boardCanLeaveStepsOnHolidays() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .on("2026-12-26"))])
        fixture.schedule.board.movesOffHolidays = false
        #expect(
            fixture.forecast("2026-11-02 09:00", "2027-01-31 09:00").map { $0.prefix(16) } == [
                "2026-12-26 09:00"
            ])
    }

    @Test func everyRuleChasesItsNumberOfTimesAndNoMore() {
        let fixture = PlannerFixture(.everyFive, actions: [.fixture(1, due: .on("2027-01-15"))])
        #expect(
            fixture.forecast("2026-11-02 09:00", "2027-12-31 09:00").map { $0.prefix(10) } == [
                "2027-01-22", "2027-01-29", "2027-02-05", "2027-02-12",
            ])
    }

    @Test func everyRuleWithoutALimitGoesOn() {
        let rule = RuleSentence(.every(DayOffset(4, .weeks), limit: nil))
        let fixture = PlannerFixture(rule, actions: [.fixture(1, due: .on("2027-01-18"))])
        let letters = fixture.forecast("2026-11-02 09:00", "2027-06-30 09:00")
        #expect(
            letters.map { $0.prefix(10) } == [
                "2027-02-15", "2027-03-15", "2027-04-12", "2027-05-10", "2027-06-07",
            ])
    }

    @Test func eachOccurrenceIsMovedByItself() {
        let rule = RuleSentence(.every(DayOffset(1, .weeks), limit: 3))
        let fixture = PlannerFixture(rule, actions: [.fixture(1, due: .on("2027-03-19"))])
        // Good Friday 26 March moves to Tuesday 30 March; the next is counted from the due day.
        #expect(
            fixture.forecast("2026-11-02 09:00", "2027-12-31 09:00").map { $0.prefix(10) } == [
                "2027-03-30", "2027-04-02", "2027-04-09",
            ])
    }

    @Test func nothingIsSaidOnTheDayToAnActionDueAtAMeeting() {
        let fixture = PlannerFixture(.dueDay, .everyFive, actions: [.fixture(1, due: .at(1))])
        #expect(fixture.forecast("2026-11-02 09:00", "2027-12-31 09:00").isEmpty)
    }

    @Test func actionDueAtAMeetingIsChasedOnceItIsRecordedAndStillOpen() {
        var fixture = PlannerFixture(
            .everyFive, actions: [.fixture(1, due: .at(1), since: "2026-12-09 12:00")])
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", recorded: "2026-12-09 12:00")]
        #expect(
            fixture.forecast("2026-12-09 12:00", "2027-12-31 09:00").map { $0.prefix(10) } == [
                "2026-12-14", "2026-12-21", "2026-12-30", "2027-01-07",
            ])
    }

    @Test func actionDueAtAMeetingIsRemindedBeforeIt() {
        let rule = RuleSentence(.before(DayOffset(2, .weeks), .dueDate))
        let fixture = PlannerFixture(rule, actions: [.fixture(1, due: .at(1))])
        let letter = fixture.letters("2026-11-02 09:00", "2027-12-31 09:00").first
        #expect(letter?.wall == "2026-11-23 09:00")
        #expect(letter?.steps.first?.expires == at("2026-12-07 10:00"))
        #expect(letter?.steps.first?.key.anchor == .meeting(Meeting.ID(1), version: day("2026-12-07")))
    }

    @Test func actionDueAtAMeetingWithoutADayIsAProblem() {
        var fixture = PlannerFixture(.dueDay, actions: [.fixture(1, due: .at(2))])
        fixture.schedule.meetings.append(.fixture(2, nil, state: .undated))
        #expect(
            fixture.look("2026-11-23 09:00").problems == [.dueMeetingHasNoDay(Action.ID(1), Meeting.ID(2))])
    }

    @Test func assignmentGoesAtOnceWithinSendingHours() {
        let fixture = PlannerFixture(.assigned, actions: [.fixture(1, since: "2026-11-24 11:17")])
        let letter = fixture.letters("2026-11-24 11:17", "2026-12-31 09:00").first
        #expect(letter?.wall == "2026-11-24 11:17")
        #expect(letter?.kind == .notice)
        #expect(letter?.steps.first?.isLate == false)
    }

    @Test func assignmentOnASaturdayGoesOnMondayAndIsNotLate() {
        let fixture = PlannerFixture(.assigned, actions: [.fixture(1, since: "2026-11-21 11:00")])
        #expect(
            fixture.forecast("2026-11-21 11:00", "2026-12-31 09:00") == [
                "2026-11-23 08:00 1: 1 when assigned"
            ])
    }

    @Test func assignmentRuleWithAnHourGoesAtThatHourOfAWorkingDay() {
        let rule = RuleSentence(.when(.assigned), at: TimeOfDay("10:00"))
        func goes(_ released: String) -> [Substring] {
            PlannerFixture(rule, actions: [.fixture(1, since: released)])
                .forecast(released, "2026-12-31 09:00").map { $0.prefix(16) }
        }
        #expect(goes("2026-11-24 09:00") == ["2026-11-24 10:00"])
        #expect(goes("2026-11-24 11:00") == ["2026-11-25 10:00"])
        #expect(goes("2026-11-21 11:00") == ["2026-11-23 10:00"])
    }

    @Test func ownerAddedLaterIsToldAlone() {
        var fixture = PlannerFixture(.assigned, actions: [.fixture(1, since: "2026-11-23 10:00")])
        fixture.go("2026-11-23 10:00")
        let second = Owner.person(Person.ID(2))
        fixture.action.owners.append(Ownership(owner: second, assignedAt: at("2026-11-25 10:00")))
        #expect(
            fixture.forecast("2026-11-25 10:00", "2026-12-31 09:00") == [
                "2026-11-25 10:00 2: 1 when assigned"
            ])
    }

    @Test(arguments: [Board.State.draft, .paused, .archived])
    func boardThatIsNotActiveSendsNothing(state: Board.State) {
        var fixture = PlannerFixture(.fortnight, .brief)
        fixture.schedule.board.state = state
        #expect(fixture.look("2026-11-23 09:00") == Look())
        #expect(fixture.objection("2026-11-23 09:00") == .boardIsNotActive(state))
    }
}
