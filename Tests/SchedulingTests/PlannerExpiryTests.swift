import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct PlannerExpiryTests {
    @Test func stepBeforeTheMeetingIsMissedOnceTheMeetingStarted() {
        var fixture = PlannerFixture(.twoDays)
        #expect(fixture.look("2026-12-07 09:59").letters.count == 1)
        #expect(fixture.objection("2026-12-07 10:00") == .expired(at: at("2026-12-07 10:00")))
        let look = fixture.go("2026-12-07 10:00")
        #expect(look.letters.isEmpty)
        #expect(look.missed.map(\.day) == [day("2026-12-03")])
        #expect(look.missed.map(\.expires) == [at("2026-12-07 10:00")])
        #expect(fixture.go("2026-12-07 10:01").missed.isEmpty)
    }

    @Test func stepBeforeAnUntimedMeetingExpiresAtSendAtOfItsDay() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.meetings = [.fixture(1, "2026-12-07", nil)]
        #expect(fixture.look("2026-12-07 08:59").letters.count == 1)
        #expect(fixture.look("2026-12-07 09:00").missed.count == 1)
    }

    @Test func stepAboutThePapersExpiresWhenTheMeetingStarts() {
        let onDeadline = RuleSentence(.on(.papersDeadline))
        let fixture = PlannerFixture(onDeadline)
        #expect(
            fixture.look("2026-11-27 09:00").letters.first?.steps.first?.expires == at("2026-12-07 10:00"))
        #expect(fixture.look("2026-12-07 10:00").missed.count == 1)
    }

    @Test func onTheMeetingExpiresAtTheEndOfThatDay() {
        let fixture = PlannerFixture(RuleSentence(.on(.meeting)))
        #expect(fixture.look("2026-12-07 23:59").letters.count == 1)
        #expect(fixture.look("2026-12-08 00:00").missed.count == 1)
    }

    @Test func beforeTheDueDateExpiresAtTheEndOfThatDay() {
        let rule = RuleSentence(.before(DayOffset(1, .weeks), .dueDate))
        let fixture = PlannerFixture(rule, actions: [.fixture(1, due: .on("2026-11-27"))])
        #expect(fixture.look("2026-11-27 17:59").letters.count == 1)
        #expect(fixture.look("2026-11-28 00:00").missed.count == 1)
    }

    @Test func whatComesOnOrAfterADueDayNeverExpires() {
        let fixture = PlannerFixture(.dueDay, .chaser, actions: [.fixture(1, due: .on("2026-11-06"))])
        let late = fixture.look("2027-09-01 10:00")
        #expect(late.missed.isEmpty)
        #expect(late.letters.map(\.steps.count) == [2])
    }

    @Test func afterTheMeetingNeverExpires() {
        let fixture = PlannerFixture(RuleSentence(.after(DayOffset(3, .days), .meeting)))
        #expect(fixture.look("2027-09-01 10:00").letters.map(\.kind) == [.reminder])
    }

    @Test func overtakenStepIsNotMissed() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.meetings.append(.fixture(2, "2026-12-14"))
        let look = fixture.look("2026-12-10 09:00")
        #expect(look.missed.isEmpty)
        #expect(look.letters.flatMap(\.steps).map(\.anchorDay) == [day("2026-12-14")])
    }

    @Test func ineligibleStepIsNotMissed() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.silences = [.fixture("2026-12-03", "2026-12-03")]
        #expect(fixture.look("2026-12-08 09:00").missed.isEmpty)
    }

    @Test func missedBriefIsRecorded() {
        var fixture = PlannerFixture(.brief)
        fixture.schedule.board.secretariat = Mailbox("vawg@example.org")
        #expect(fixture.go("2026-12-08 09:00").missed.map(\.key.action) == [nil])
        #expect(fixture.go("2026-12-08 10:00").missed.isEmpty)
    }

    @Test func stepNobodyCanBeWrittenToForStaysOwedAndIsThenMissed() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.reachable = []
        let look = fixture.go("2026-12-03 09:00")
        let noMailbox = Unreachable.noMailbox([Person.ID(1)])
        #expect(look.problems == [.unreachable(Action.ID(1), ada, .owner, noMailbox)])
        #expect(fixture.objection("2026-12-03 09:00") == .unreachable(noMailbox))
        #expect(look.nextLook == at("2026-12-07 10:00"))
        #expect(fixture.go("2026-12-07 10:00").missed.count == 1)
        fixture.schedule.reachable = [Person.ID(1)]
        #expect(fixture.look("2026-12-07 10:01").letters.isEmpty)
    }

    @Test func ownerWithoutMailboxIsWrittenToOnceTheyHaveOne() {
        var fixture = PlannerFixture(.twoDays)
        fixture.schedule.reachable = []
        fixture.go("2026-12-03 09:00")
        fixture.schedule.reachable = [Person.ID(1)]
        #expect(
            fixture.look("2026-12-04 11:00").letters.map(\.line) == [
                "2026-12-04 11:00 1: 1 2 working days before the meeting!"
            ])
    }

    @Test func plannerLooksAgainWhenASeatBegins() {
        var fixture = PlannerFixture(.twoDays, actions: [.fixture(1, owners: mps)])
        var seat = Seat.fixture(2, .contact, of: 1)
        seat.from = day("2026-12-04")
        fixture.schedule.seats = [seat]
        let look = fixture.go("2026-12-03 09:00")
        #expect(look.problems == [.unreachable(Action.ID(1), mps, .owner, .noSeat(Organisation.ID(1)))])
        #expect(look.nextLook == at("2026-12-04 00:00"))
        #expect(
            fixture.forecast("2026-12-03 09:01", "2026-12-31 09:00").map { $0.prefix(16) } == [
                "2026-12-04 08:00"
            ])
    }

    @Test func stepThatExpiredBeforeItsRuleWasAddedIsNotMissed() {
        var fixture = PlannerFixture(RuleSentence(.on(.papersDeadline)))
        fixture.schedule.meetings[0].papersDue = day("2026-12-07")
        fixture.schedule.rules[0].since = at("2026-12-07 11:00")
        #expect(fixture.look("2026-12-07 11:00") == Look())
        #expect(fixture.objection("2026-12-07 11:00") == .olderThanRule(since: day("2026-12-07")))
    }
}
