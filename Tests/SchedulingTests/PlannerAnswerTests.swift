import ActionRegister
import Foundation
import Scheduling
import Testing

/// Who has answered is left in peace.
@Suite struct PlannerAnswerTests {
    @Test func answerSettlesWhatRemainsAboutTheMeeting() {
        var fixture = PlannerFixture(.twoDays, .fortnight)
        fixture.go("2026-11-23 09:00")
        fixture.action = fixture.action.answered("2026-11-24 11:00")
        #expect(fixture.objection("2026-12-03 09:00") == .answered(on: day("2026-11-24")))
        #expect(fixture.forecast("2026-11-24 11:00", "2026-12-31 09:00").isEmpty)
    }

    @Test func answerOnTheFirstAskingDayCountsAndOneBeforeItDoesNot() {
        func letters(_ answer: String) -> Int {
            let fixture = PlannerFixture(.twoDays, .fortnight, actions: [.fixture(1).answered(answer)])
            return fixture.forecast("2026-11-23 10:00", "2026-12-31 09:00").count
        }
        #expect(letters("2026-11-23 00:00") == 0)
        #expect(letters("2026-11-22 23:59") == 2)
    }

    @Test func answerIsForItsOwnerAndActionAlone() {
        let second = Owner.person(Person.ID(2))
        let actions = [LiveAction.fixture(1, owners: ada, second).answered("2026-11-24 11:00"), .fixture(2)]
        let fixture = PlannerFixture(.twoDays, .fortnight, actions: actions)
        let look = fixture.look("2026-12-03 09:00")
        #expect(
            look.letters.map(\.line) == [
                "2026-12-03 09:00 1: 2 2 working days before the meeting, 2 14 days before the meeting!",
                "2026-12-03 09:00 2: 1 2 working days before the meeting, 1 14 days before the meeting!",
            ])
    }

    @Test func theNextMeetingAsksAnew() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1).answered("2026-11-24 11:00")])
        fixture.schedule.meetings.append(.fixture(2, "2027-03-01"))
        #expect(
            fixture.forecast("2026-11-24 12:00", "2027-12-31 09:00").map { $0.prefix(10) } == ["2027-02-15"])
    }

    @Test func answerAfterTheDueDaySettlesNothingElseAboutIt() {
        let rule = RuleSentence(.before(DayOffset(1, .weeks), .dueDate))
        let action = LiveAction.fixture(1, due: .on("2027-01-29")).answered("2027-01-25 10:00")
        #expect(
            PlannerFixture(.dueDay, rule, actions: [action]).objection("2027-01-29 09:00")
                == .answered(on: day("2027-01-25")))
        #expect(PlannerFixture(.dueDay, actions: [action]).objection("2027-01-29 09:00") == nil)
    }

    @Test func answerPausesChasersUntilTheNextMeetingIsRecorded() {
        var fixture = PlannerFixture(
            .chaser, .dueDay, actions: [.fixture(1, due: .on("2026-11-18")).answered("2026-11-18 10:00")])
        #expect(
            fixture.objection("2026-12-02 09:00")
                == .pausedByAnswer(on: day("2026-11-18"), until: .record(of: Meeting.ID(1))))
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", recorded: "2026-12-09 12:00")]
        #expect(
            fixture.objection("2026-12-10 09:00")
                == .pausedByAnswer(on: day("2026-11-18"), until: .day(day("2026-12-09"))))
        let later = PlannerFixture(
            .everyFive, actions: [.fixture(1, due: .on("2026-11-18")).answered("2026-11-25 10:00")])
        var recorded = later
        recorded.schedule.meetings = fixture.schedule.meetings
        // k = 3 is of 9 December, the day of the record; k = 4 of 16 December.
        #expect(
            recorded.forecast("2026-11-25 10:01", "2027-12-31 09:00").map { $0.prefix(10) } == ["2026-12-16"])
        #expect(later.forecast("2026-11-25 10:01", "2027-12-31 09:00").isEmpty)
    }

    @Test func withoutAMeetingAheadChasersRestForTwentyWorkingDays() {
        let rule = RuleSentence(.every(DayOffset(5, .workingDays), limit: nil))
        var fixture = PlannerFixture(
            rule, actions: [.fixture(1, due: .on("2026-11-06")).answered("2026-11-13 10:00")])
        fixture.schedule.meetings = []
        // 20 working days after 13 November is 11 December, itself a step's day.
        #expect(
            fixture.forecast("2026-11-13 10:00", "2026-12-20 09:00").map { $0.prefix(10) } == ["2026-12-18"])
        #expect(
            fixture.objection("2026-12-11 09:00")
                == .pausedByAnswer(on: day("2026-11-13"), until: .day(day("2026-12-11"))))
    }

    @Test func answerBeforeAnybodyAskedDoesNotPauseChasers() {
        let fixture = PlannerFixture(
            .chaser, actions: [.fixture(1, due: .on("2026-11-11")).answered("2026-11-24 10:00")])
        #expect(fixture.look("2026-11-25 09:00").letters.count == 1)
    }

    @Test func anAnswerToTheLetterBeforeTheMeetingRestsTheChasersOfTheSameAction() {
        let chaser = RuleSentence(.after(DayOffset(10, .workingDays), .dueDate))
        let action = LiveAction.fixture(1, due: .day(day("2026-11-20"))).answered("2026-11-24 11:00")
        let fixture = PlannerFixture(.fortnight, chaser, actions: [action])
        #expect(fixture.forecast("2026-11-24 12:00", "2026-12-31 09:00").isEmpty)
        let silent = PlannerFixture(
            .fortnight, chaser, actions: [.fixture(1, due: .day(day("2026-11-20")))])
        #expect(
            silent.forecast("2026-11-24 12:00", "2026-12-31 09:00").contains { $0.hasPrefix("2026-12-04") })
    }

    @Test func aShortMoveOfTheMeetingForgetsNoAnswer() {
        var fixture = PlannerFixture(
            .twoDays, .fortnight, actions: [.fixture(1).answered("2026-11-24 11:00")])
        fixture.schedule.meetings[0].moves = [
            .init(at: at("2026-11-25 10:00"), from: day("2026-12-07"), to: day("2026-12-21"))
        ]
        fixture.schedule.meetings[0].day = day("2026-12-21")
        #expect(fixture.forecast("2026-11-25 10:00", "2026-12-31 09:00").isEmpty)
    }

    @Test func answerPausesTheChairsChaserToo() {
        let rule = RuleSentence(.after(DayOffset(15, .workingDays), .dueDate), to: .chair)
        var fixture = PlannerFixture(
            rule, .dueDay, actions: [.fixture(1, due: .on("2026-11-06")).answered("2026-11-09 10:00")])
        fixture.schedule.seats = [.fixture(5, .chair)]
        #expect(fixture.look("2026-11-27 09:00").letters.isEmpty)
        fixture.action.answers = []
        #expect(fixture.look("2026-11-27 09:00").letters.map(\.audience).contains(.chair))
    }

    @Test func pauseLastsToTheDayOfALateRecord() {
        func isChased(_ recorded: String) -> Bool {
            let action = LiveAction.fixture(1, due: .on("2026-12-30")).answered("2026-12-04 10:00")
            var fixture = PlannerFixture(
                .chaser, RuleSentence(.before(DayOffset(4, .weeks), .dueDate)), actions: [action])
            fixture.schedule.meetings = [.fixture(1, "2026-12-07", recorded: recorded)]
            return !fixture.forecast("2027-01-12 09:00", "2027-03-31 09:00").isEmpty
        }
        // The tenth working day after 30 December is 14 January.
        #expect(isChased("2027-01-13 12:00"))
        #expect(!isChased("2027-01-14 12:00"))
    }

    @Test func whoAnsweredOnADueDateAtTheMeetingHasAnsweredAboutTheMeeting() {
        let rule = RuleSentence(.before(DayOffset(2, .weeks), .dueDate))
        let action = LiveAction.fixture(1, due: .at(1)).answered("2026-11-24 10:00")
        #expect(
            PlannerFixture(.twoDays, rule, actions: [action]).objection("2026-12-03 09:00")
                == .answered(on: day("2026-11-24")))
        #expect(PlannerFixture(.twoDays, actions: [action]).objection("2026-12-03 09:00") == nil)
    }
}
