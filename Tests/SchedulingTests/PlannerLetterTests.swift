import ActionRegister
import Foundation
import Scheduling
import Testing

/// From steps to letters: who gets which, and what stands in them.
@Suite struct PlannerLetterTests {
    @Test func overdueStandsFirstThenTheNextMeetingsThenTheRest() {
        let actions: [LiveAction] = [
            .fixture(1), .fixture(2, due: .on("2027-01-29")), .fixture(3, due: .at(1)),
            .fixture(4, due: .on("2026-11-20")), .fixture(5, due: .on("2026-11-11")),
        ]
        let letter = PlannerFixture(.fortnight, actions: actions).look("2026-11-23 09:00").letters.first
        #expect(letter?.steps.map(\.key.action) == [5, 4, 3, 2, 1].map { Action.ID($0) })
    }

    @Test func letterIsNamedByItsFirstKindAndAudience() {
        let deputy = RuleSentence(.before(DayOffset(14, .days), .meeting), to: .deputy)
        let actions = [LiveAction.fixture(1), .fixture(2, due: .on("2026-11-09"))]
        var fixture = PlannerFixture(deputy, .chaser, .assigned, actions: actions)
        #expect(fixture.look("2026-11-23 09:00").letters.map(\.kind) == [.chaser])
        #expect(fixture.look("2026-11-23 09:00").letters.map(\.audience) == [.owner])
        fixture.schedule.rules.remove(at: 2)
        fixture.schedule.rules.remove(at: 1)
        #expect(fixture.look("2026-11-23 09:00").letters.map(\.kind) == [.reminder])
        #expect(fixture.look("2026-11-23 09:00").letters.map(\.audience) == [.deputy])
    }

    @Test func jointOwnersGetALetterEach() {
        let second = Owner.person(Person.ID(2))
        let fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: ada, second)])
        #expect(
            fixture.look("2026-11-23 09:00").letters.map(\.recipient)
                == [1, 2].map { .person(Person.ID($0)) })
    }

    @Test func oneReachedThroughTwoOwnersReadsOneStepAndBothAreRecorded() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps, ada)])
        fixture.schedule.seats = [.fixture(1, .member, of: 1)]
        let look = fixture.go("2026-11-23 09:00")
        #expect(look.letters.map { $0.steps.map(\.isRepetition) } == [[false, true]])
        #expect(look.letters.first?.steps.map(\.key.owner) == [mps, ada])
        #expect(fixture.action.ledger.map(\.key.owner) == [mps, ada])
        #expect(fixture.look("2026-11-24 09:00").letters.isEmpty)
    }

    @Test func twoContactsGetOneLetterEachAndOneRowOfTheLedger() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1)]
        #expect(fixture.go("2026-11-23 09:00").letters.count == 2)
        #expect(fixture.action.ledger.map(\.waiting) == [[]])
    }

    @Test func contactWhoseGapIsNotOverStaysOwedAloneInTheLedgersRow() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1)]
        fixture.schedule.lastLetters = [.person(Person.ID(3)): day("2026-11-20")]
        #expect(fixture.go("2026-11-23 09:00").letters.map(\.recipient) == [.person(Person.ID(2))])
        #expect(fixture.action.ledger.map(\.waiting) == [[.person(Person.ID(3))]])
        #expect(
            fixture.forecast("2026-11-23 09:01", "2026-12-31 09:00").map { $0.prefix(18) } == [
                "2026-11-25 09:00 3"
            ])
        fixture.go("2026-11-25 09:00")
        #expect(fixture.action.ledger.map(\.waiting) == [[]])
    }

    @Test func whoStandsInForAWaitingContactIsWrittenTo() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [
            .fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1), .fixture(4, .deputy, deputyOf: 3),
        ]
        fixture.schedule.lastLetters = [.person(Person.ID(3)): day("2026-11-20")]
        fixture.go("2026-11-23 09:00")
        fixture.schedule.absences = [.fixture(3, "2026-11-24", "2026-11-30")]
        #expect(fixture.look("2026-11-25 09:00").letters.map(\.recipient) == [.person(Person.ID(4))])
    }

    @Test func whoTookThePlaceOfAWaitingContactIsWrittenToOnceAndNobodyElseIs() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1)]
        fixture.schedule.lastLetters = [.person(Person.ID(3)): day("2026-11-20")]
        fixture.go("2026-11-23 09:00")
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(5, .contact, of: 1)]
        #expect(fixture.go("2026-11-24 09:00").letters.map(\.recipient) == [.person(Person.ID(5))])
        #expect(fixture.action.ledger.map(\.waiting) == [[]])
        #expect(fixture.look("2026-11-25 09:00").letters.isEmpty)
    }

    @Test func aContactWhoJoinsBringsNothingBackWhileAnotherWaits() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1)]
        fixture.schedule.lastLetters = [.person(Person.ID(3)): day("2026-11-20")]
        fixture.go("2026-11-23 09:00")
        fixture.schedule.seats.append(.fixture(5, .contact, of: 1))
        #expect(fixture.look("2026-11-24 09:00").letters.isEmpty)
        #expect(fixture.look("2026-11-25 09:00").letters.map(\.recipient) == [.person(Person.ID(3))])
    }

    @Test func waitingContactWhoseStepExpiredIsMissedOnce() {
        var fixture = PlannerFixture(.fortnight, actions: [.fixture(1, owners: mps)])
        fixture.schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1)]
        fixture.schedule.lastLetters = [.person(Person.ID(3)): day("2026-11-20")]
        fixture.go("2026-11-23 09:00")
        #expect(fixture.go("2026-12-07 10:00").missed.map(\.recipients) == [[.person(Person.ID(3))]])
        #expect(fixture.go("2026-12-07 10:01").missed.isEmpty)
    }

    @Test func briefGoesOnceForTheMeetingEvenWhenThereIsNothingToSay() {
        var fixture = PlannerFixture(.brief, actions: [LiveAction.fixture(1), .fixture(2)])
        fixture.schedule.board.secretariat = Mailbox("vawg@example.org")
        fixture.rehearsal = Rehearsal(fixture.schedule, [])
        let letters = fixture.letters("2026-11-23 09:00", "2027-12-31 09:00")
        #expect(
            letters.map(\.line) == [
                "2026-12-03 09:00 secretariat: 2 working days before the meeting to the secretariat"
            ])
        #expect(letters.map(\.kind) == [.brief] && letters.map(\.audience) == [.secretariat])
    }

    @Test func briefsStandOutsideTheGap() {
        var fixture = PlannerFixture(.brief, .twoDays)
        fixture.schedule.seats = [.fixture(1, .secretariat)]
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-12-02")]
        #expect(
            fixture.forecast("2026-12-03 08:00", "2026-12-31 09:00") == [
                "2026-12-03 09:00 1: 2 working days before the meeting to the secretariat",
                "2026-12-07 09:00 1: 1 2 working days before the meeting",
            ])
        fixture.schedule.lastLetters = [:]
        #expect(fixture.look("2026-12-03 09:00").letters.map(\.steps.count) == [2])
    }

    @Test func briefToTheChairGoesToEveryChairAndCoChair() {
        var fixture = PlannerFixture(RuleSentence(.on(.meeting), to: .chair))
        fixture.schedule.seats = [.fixture(2, .chair), .fixture(3, .coChair), .fixture(4, .member)]
        #expect(
            fixture.look("2026-12-07 09:00").letters.map(\.recipient)
                == [2, 3].map { .person(Person.ID($0)) })
        #expect(fixture.look("2026-12-07 09:00").letters.map(\.kind) == [.brief, .brief])
    }

    @Test func dueDateRuleToTheChairIsAStepForEachActionAndWaitsForTheGap() {
        let rule = RuleSentence(.after(DayOffset(15, .workingDays), .dueDate), to: .chair)
        let actions = [LiveAction.fixture(1, due: .on("2026-11-06")), .fixture(2, due: .on("2026-11-06"))]
        var fixture = PlannerFixture(rule, actions: actions)
        fixture.schedule.seats = [.fixture(2, .chair)]
        #expect(fixture.look("2026-11-27 09:00").letters.map(\.steps.count) == [2])
        #expect(fixture.look("2026-11-27 09:00").letters.map(\.kind) == [.chaser])
        fixture.schedule.lastLetters = [.person(Person.ID(2)): day("2026-11-26")]
        #expect(fixture.look("2026-11-27 09:00").letters.isEmpty)
    }

    @Test func escalationGoesToTheDeputyAndThenToTheChair() {
        let deputy = RuleSentence(.after(DayOffset(5, .workingDays), .dueDate), to: .deputy)
        let chair = RuleSentence(.after(DayOffset(10, .workingDays), .dueDate), to: .chair)
        var fixture = PlannerFixture(
            deputy, chair, actions: [.fixture(1, due: .on("2026-11-06"), owners: mps)])
        fixture.schedule.seats = [
            .fixture(2, .member, of: 1), .fixture(3, .deputy, of: 1, deputyOf: 2), .fixture(4, .chair),
        ]
        #expect(
            fixture.forecast("2026-11-06 09:00", "2026-12-31 09:00").map { $0.prefix(18) } == [
                "2026-11-13 09:00 3", "2026-11-20 09:00 4",
            ])
    }

    @Test func nothingWaitsOnceAnOwnersPartIsDone() {
        var fixture = PlannerFixture(.fortnight)
        fixture.action.owners = []
        #expect(fixture.look("2026-11-22 09:00") == Look())
    }

    @Test func briefTakesAlongWhatTheGapLetsGoLaterThatDay() {
        let early = RuleSentence(
            .before(DayOffset(2, .workingDays), .meeting), at: TimeOfDay("08:00"), to: .secretariat)
        var fixture = PlannerFixture(early, .dueDay, actions: [.fixture(1, due: .on("2026-12-02"))])
        fixture.schedule.seats = [.fixture(1, .secretariat)]
        fixture.schedule.lastLetters = [.person(Person.ID(1)): day("2026-11-30")]
        #expect(fixture.look("2026-12-03 08:00").letters.map(\.steps.count) == [2])
    }
}

extension Absence {
    static func fixture(_ person: Int64, _ from: String, _ until: String) -> Absence {
        Absence(id: Absence.ID(person), person: Person.ID(person), from: day(from), until: day(until))
    }
}
