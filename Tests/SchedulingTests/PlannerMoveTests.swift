import ActionRegister
import Foundation
import Scheduling
import Testing

/// What becomes of steps when their meeting moves.
@Suite struct PlannerMoveTests {
    private func moved(_ fixture: PlannerFixture, _ wall: String, to day: String) -> PlannerFixture {
        var fixture = fixture
        fixture.schedule.meetings[0] = fixture.schedule.meetings[0].moved(wall, to: day)
        return fixture
    }

    @Test func unsentStepsMoveWithTheMeetingAndSentOnesAreNotRepeated() {
        var fixture = PlannerFixture(.fortnight, .twoDays)
        fixture.go("2026-11-23 09:00")
        let later = moved(fixture, "2026-11-24 09:00", to: "2026-12-21")
        #expect(
            later.forecast("2026-11-24 09:00", "2026-12-31 09:00") == [
                "2026-12-17 09:00 1: 1 2 working days before the meeting"
            ])
    }

    @Test func aLongPostponementIsANewCycle() {
        var fixture = PlannerFixture(.fortnight)
        fixture.go("2026-11-23 09:00")
        let far = moved(fixture, "2026-11-24 09:00", to: "2027-01-04")
        #expect(far.forecast("2026-11-24 09:00", "2027-12-31 09:00").map { $0.prefix(10) } == ["2026-12-21"])
        let near = moved(fixture, "2026-11-24 09:00", to: "2027-01-03")
        #expect(near.forecast("2026-11-24 09:00", "2027-12-31 09:00").isEmpty)
    }

    @Test func movingThereAndBackOwesNothingTwice() {
        var fixture = PlannerFixture(.fortnight)
        fixture.go("2026-11-23 09:00")
        fixture = moved(fixture, "2026-11-24 09:00", to: "2027-02-01")
        fixture = moved(fixture, "2026-11-25 09:00", to: "2026-12-07")
        #expect(fixture.forecast("2026-11-25 09:00", "2027-12-31 09:00").isEmpty)
    }

    @Test func noticeGoesOncePerOwnerAndMove() {
        let second = Owner.person(Person.ID(2))
        let actions = [LiveAction.fixture(1, owners: ada, second), .fixture(2)]
        var fixture = moved(PlannerFixture(.moves, actions: actions), "2026-11-10 19:00", to: "2026-12-14")
        let letters = fixture.letters("2026-11-10 19:00", "2026-11-30 09:00")
        #expect(
            letters.map(\.line) == [
                "2026-11-11 08:00 1: 1 when the meeting moves, 2 when the meeting moves",
                "2026-11-11 08:00 2: 1 when the meeting moves",
            ])
        #expect(letters.map(\.kind) == [.notice, .notice])
        fixture.go("2026-11-11 08:00")
        #expect(fixture.look("2026-11-12 10:00").letters.isEmpty)
    }

    @Test func noticeDoesNotWaitForTheGap() {
        var fixture = moved(PlannerFixture(.moves), "2026-11-10 11:00", to: "2026-12-14")
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-10")]
        #expect(fixture.look("2026-11-10 11:00").letters.count == 1)
    }

    @Test func noNoticeGoesIfTheMeetingIsBackBeforeItLeft() {
        var fixture = moved(PlannerFixture(.moves), "2026-11-10 19:00", to: "2026-12-14")
        fixture = moved(fixture, "2026-11-10 20:00", to: "2026-12-07")
        #expect(fixture.look("2026-11-11 08:00").letters.isEmpty)
        #expect(fixture.objection("2026-11-11 08:00") == .movedBack(to: day("2026-12-07")))
    }

    @Test func movingBackAfterTheNoticeIsToldToo() {
        var fixture = moved(PlannerFixture(.moves), "2026-11-10 11:00", to: "2026-12-14")
        fixture.go("2026-11-10 11:00")
        fixture = moved(fixture, "2026-11-11 11:00", to: "2026-12-07")
        #expect(
            fixture.look("2026-11-11 11:00").letters.flatMap(\.steps).map(\.key.anchor) == [
                .move(Meeting.ID(1), number: 2)
            ])
    }

    @Test func twoMovesBeforeTheNoticeAreOneNotice() {
        var fixture = moved(PlannerFixture(.moves), "2026-11-10 19:00", to: "2026-12-14")
        fixture = moved(fixture, "2026-11-10 20:00", to: "2026-12-15")
        #expect(
            fixture.look("2026-11-11 08:00").letters.flatMap(\.steps).map(\.key.anchor) == [
                .move(Meeting.ID(1), number: 2)
            ])
    }

    @Test func twoMeetingsMovedOnOneDayAreBothTold() {
        var fixture = PlannerFixture(.moves)
        fixture.schedule.meetings.append(.fixture(2, "2027-03-01"))
        fixture = moved(fixture, "2026-11-10 11:00", to: "2026-12-14")
        fixture.schedule.meetings[1] = fixture.schedule.meetings[1].moved(
            "2026-11-10 11:05", to: "2027-03-08")
        #expect(fixture.look("2026-11-10 11:05").letters.map(\.steps.count) == [2])
    }

    @Test func movesFromBeforeTheActionAreNotTold() {
        let action = LiveAction.fixture(1, since: "2026-11-12 10:00")
        let fixture = moved(PlannerFixture(.moves, actions: [action]), "2026-11-10 11:00", to: "2026-12-14")
        #expect(fixture.forecast("2026-11-12 10:00", "2026-12-31 09:00").isEmpty)
        // Moved back, it is news to one who only knew the day in between.
        let back = moved(fixture, "2026-11-16 11:00", to: "2026-12-07")
        #expect(back.forecast("2026-11-16 11:00", "2026-12-31 09:00").count == 1)
    }

    @Test func nobodyIsToldThatAMeetingMovedOnceItHasStarted() {
        let fixture = moved(PlannerFixture(.moves), "2026-12-04 19:00", to: "2026-12-05")
        let look = fixture.look("2026-12-07 08:00")
        #expect(look.letters.isEmpty && look.missed.count == 1)
    }

    @Test func secretariatIsToldOfAMoveOnceForTheWholeBoard() {
        let rule = RuleSentence(.when(.meetingMoves), to: .secretariat)
        let actions = [LiveAction.fixture(1), .fixture(2)]
        var fixture = moved(PlannerFixture(rule, actions: actions), "2026-11-10 11:00", to: "2026-12-14")
        fixture.schedule.board.secretariat = Mailbox("vawg@example.org")
        #expect(
            fixture.look("2026-11-10 11:00").letters.map(\.line) == [
                "2026-11-10 11:00 secretariat: when the meeting moves to the secretariat"
            ])
    }
}
