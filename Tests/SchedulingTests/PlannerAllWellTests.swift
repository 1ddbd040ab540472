import ActionRegister
import Foundation
import Scheduling
import Testing

/// The weekly letter that says all is well.
@Suite struct PlannerAllWellTests {
    /// Mondays, since Wednesday 18 November 2026 at noon; no rules unless named.
    private func fixture(
        _ rule: RuleSentence? = nil, on weekday: Weekday = .monday, since: String = "2026-11-18 12:00"
    ) -> PlannerFixture {
        var fixture = PlannerFixture(rule ?? .fortnight)
        if rule == nil { fixture.schedule.rules = [] }
        fixture.schedule.board.secretariat = Mailbox("vawg@example.org")
        fixture.schedule.board.allWell = weekday
        fixture.schedule.board.allWellSince = at(since)
        return fixture
    }

    private func days(_ fixture: PlannerFixture, _ from: String, _ until: String) -> [String] {
        fixture.letters(from, until).map { "\(london.day(of: $0.sendAt)) \(london.time(of: $0.sendAt))" }
    }

    @Test func itGoesEachWeekAtSendAtAndIsNothingButABrief() {
        let letters = fixture().letters("2026-11-18 12:00", "2026-12-10 12:00")
        let expected = ["2026-11-23", "2026-11-30", "2026-12-07"]
        #expect(letters.map { london.day(of: $0.sendAt).description } == expected)
        #expect(letters.allSatisfy { london.time(of: $0.sendAt) == .nine && $0.kind == .brief })
        #expect(letters.allSatisfy { $0.recipient == .secretariat && $0.audience == .secretariat })
        #expect(letters.allSatisfy { $0.steps.count == 1 && $0.steps[0].key.isAllWell })
    }

    @Test func aDayThatIsNotWorkedMovesItToTheNextThatIs() {
        // Monday 28 December 2026 stands in for Boxing Day; 3 May 2027 is May Day's holiday.
        let overChristmas = ["2026-12-29 09:00", "2027-01-04 09:00"]
        #expect(
            days(fixture(since: "2026-12-22 12:00"), "2026-12-22 12:00", "2027-01-05 12:00") == overChristmas)
        // Friday 25 December and Friday 1 January.
        let fridays = ["2026-12-29 09:00", "2027-01-04 09:00"]
        #expect(
            days(fixture(on: .friday, since: "2026-12-22 12:00"), "2026-12-22 12:00", "2027-01-05 12:00")
                == fridays)
        #expect(
            days(fixture(since: "2027-05-02 12:00"), "2027-05-02 12:00", "2027-05-05 12:00") == [
                "2027-05-04 09:00"
            ])
    }

    @Test func nothingIsToldOfTheWeeksBeforeItWasSetOrTheBoardActivated() {
        #expect(fixture().look("2026-11-18 12:00").letters == [])
        var later = fixture()
        later.schedule.board.activatedAt = at("2026-11-24 09:00")
        #expect(days(later, "2026-11-24 09:00", "2026-12-01 12:00") == ["2026-11-30 09:00"])
    }

    @Test func afterThreeWeeksDownTheLatestGoesOnceAndSaysItIsLate() {
        var down = fixture()
        let look = down.go("2026-12-09 10:00")
        #expect(look.letters.count == 1 && look.missed == [])
        #expect(look.letters[0].steps.map(\.day) == [day("2026-12-07")] && look.letters[0].steps[0].isLate)
        #expect(down.look("2026-12-09 11:00").letters == [])
    }

    @Test func aSilenceOfTheBoardKeepsItBackAndItComesAgainAfterwards() {
        var silent = fixture()
        silent.schedule.silences = [
            Silence(
                id: Silence.ID(1), board: silent.schedule.board.id, from: day("2026-11-20"),
                until: day("2027-08-01"), reason: "rest")
        ]
        let after = ["2027-08-02 09:00", "2027-08-09 09:00"]
        #expect(days(silent, "2026-11-18 12:00", "2027-08-10 12:00") == after)
    }

    @Test func aPausedBoardHasNone() {
        var paused = fixture()
        paused.schedule.board.state = .paused
        #expect(days(paused, "2026-11-18 12:00", "2026-12-10 12:00") == [])
    }

    @Test func itJoinsTheBriefOfItsDay() {
        // Two working days before Monday 7 December is Thursday 3 December.
        let letters = fixture(.brief, on: .thursday, since: "2026-12-01 12:00").letters(
            "2026-12-02 12:00", "2026-12-04 12:00")
        #expect(letters.count == 1 && letters[0].steps.count == 2 && letters[0].kind == .brief)
    }

    @Test func noGapHoldsItAndItHoldsNothing() {
        var gapped = fixture(.fortnight)
        gapped.schedule.lastLetters = [.secretariat: day("2026-11-20")]
        #expect(gapped.look("2026-11-23 09:00").letters.contains { $0.recipient == .secretariat })
        gapped.go("2026-11-23 09:00")
        #expect(gapped.schedule.lastLetters[.secretariat] == day("2026-11-20"))
    }

    @Test func withoutASecretariatItIsAProblemAndNothingGoes() {
        var nobody = fixture()
        nobody.schedule.board.secretariat = nil
        let look = nobody.look("2026-11-23 09:00")
        #expect(look.letters == [] && look.problems.count == 1)
    }
}
