import ActionRegister
import Scheduling
import Testing

@Suite struct RosterTests {
    private func resolve(
        _ seats: [Seat], of owner: Owner? = mps, as audience: Audience = .owner, away: [Absence] = [],
        unreachable: Set<Int64> = [], on wall: String = "2026-12-01", mailbox: String? = nil
    ) -> RecipientResolution {
        var schedule = PlannerFixture().schedule
        schedule.seats = seats
        schedule.absences = away
        schedule.reachable.subtract(unreachable.map { Person.ID($0) })
        schedule.board.secretariat = mailbox.flatMap(Mailbox.init)
        return Roster(schedule, on: day(wall)).resolve(owner, as: audience)
    }

    private func people(_ numbers: Int64...) -> [Recipient] { numbers.map { .person(Person.ID($0)) } }

    @Test func organisationIsItsContacts() {
        let resolution = resolve([
            .fixture(1, .member, of: 1), .fixture(2, .contact, of: 1), .fixture(3, .contact, of: 2),
        ])
        #expect(resolution.recipients == people(2))
        #expect(resolution.seat == .contact && !resolution.isContactInferred)
    }

    @Test(arguments: [
        (
            [Seat.fixture(1, .chair, of: 1), .fixture(2, .secretariat, of: 1), .fixture(3, .member, of: 1)],
            Int64(3), Seat.Role.member
        ),
        ([.fixture(1, .chair, of: 1), .fixture(2, .secretariat, of: 1)], Int64(2), .secretariat),
        ([.fixture(1, .coChair, of: 1), .fixture(2, .deputy, of: 1)], Int64(1), .coChair),
    ])
    func withoutAContactItIsTheFirstKindOfSeatThereIs(seats: [Seat], person: Int64, kind: Seat.Role) {
        let resolution = resolve(seats)
        #expect(resolution.recipients == people(person))
        #expect(resolution.seat == kind && resolution.isContactInferred)
    }

    @Test func allSeatsOfTheFirstKindAreWrittenToAndEachPersonOnce() {
        let seats: [Seat] = [
            .fixture(1, .chair, of: 1), .fixture(2, .coChair, of: 1), .fixture(2, .chair, of: 1),
        ]
        #expect(resolve(seats).recipients == people(1, 2))
    }

    @Test func organisationWithoutASeatCannotBeReached() {
        #expect(resolve([.fixture(1, .member, of: 2)]).problem == .noSeat(Organisation.ID(1)))
        #expect(resolve([.fixture(1, .deputy, of: 1)]).problem == .noSeat(Organisation.ID(1)))
    }

    @Test func contactWithoutAMailboxIsAnErrorAndNotPassedOver() {
        let seats: [Seat] = [.fixture(1, .contact, of: 1), .fixture(2, .member, of: 1)]
        #expect(resolve(seats, unreachable: [1]).problem == .noMailbox([Person.ID(1)]))
    }

    @Test func oneContactOfTwoWithoutAMailboxIsNamedBesideTheOther() {
        let resolution = resolve(
            [.fixture(1, .contact, of: 1), .fixture(2, .contact, of: 1)], unreachable: [1])
        #expect(resolution.recipients == people(2) && resolution.withoutMailbox == [Person.ID(1)])
        #expect(resolution.problem == nil)
    }

    @Test func seatCountsOnItsFirstAndLastDayAndNotBeyond() {
        var seat = Seat.fixture(1, .contact, of: 1)
        (seat.from, seat.until) = (day("2026-12-01"), day("2026-12-02"))
        let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"]
        #expect(days.map { resolve([seat], on: $0).recipients.count } == [0, 1, 1, 0])
    }

    @Test func personWhoOwnsNeedsNoSeat() {
        let resolution = resolve([], of: ada)
        #expect(resolution.recipients == people(1))
        #expect(resolution.seat == nil && !resolution.isContactInferred)
    }

    @Test func deputyIsThatOfTheSeatTheOwnerResolvesTo() {
        let seats: [Seat] = [
            .fixture(1, .member, of: 1), .fixture(2, .deputy, of: 1, deputyOf: 1),
            .fixture(3, .deputy, of: 1, deputyOf: 9), .fixture(4, .deputy, of: 2),
        ]
        #expect(resolve(seats, as: .deputy).recipients == people(2))
        #expect(resolve(seats, of: ada, as: .deputy).recipients == people(2))
    }

    @Test func deputyOfNobodyInParticularIsTheOrganisations() {
        let seats: [Seat] = [.fixture(1, .member, of: 1), .fixture(2, .deputy, of: 1)]
        #expect(resolve(seats, as: .deputy).recipients == people(2))
        let both = seats + [.fixture(3, .deputy, of: 1, deputyOf: 1)]
        #expect(resolve(both, as: .deputy).recipients == people(3))
        #expect(resolve(both, as: .deputy, unreachable: [3]).recipients == people(2))
    }

    @Test func withoutADeputyTheOwnerStillIsWrittenTo() {
        let seats: [Seat] = [.fixture(1, .member, of: 1), .fixture(2, .deputy, of: 1)]
        #expect(resolve([seats[0]], as: .deputy).recipients == people(1))
        #expect(resolve(seats, as: .deputy, unreachable: [2]).recipients == people(1))
        #expect(
            resolve(seats, as: .deputy, away: [.fixture(2, "2026-12-01", "2026-12-01")]).recipients
                == people(1))
    }

    @Test func absentPersonIsReplacedByTheirDeputyFirstAndLastDayIncluded() {
        let seats: [Seat] = [.fixture(1, .contact, of: 1), .fixture(2, .deputy, deputyOf: 1)]
        let away = [Absence.fixture(1, "2026-12-01", "2026-12-02")]
        let days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"]
        #expect(
            days.map { resolve(seats, away: away, on: $0).recipients } == [
                people(1), people(2), people(2), people(1),
            ])
        #expect(
            resolve(seats, away: away).standIns == [.init(person: Person.ID(1), deputies: [Person.ID(2)])])
        #expect(resolve(seats, of: ada, away: away).recipients == people(2))
    }

    @Test func absentPersonWithoutADeputyWhoIsThereIsWrittenTo() {
        let seats: [Seat] = [.fixture(1, .contact, of: 1), .fixture(2, .deputy, deputyOf: 1)]
        let away = [Absence.fixture(1, "2026-12-01", "2026-12-02"), .fixture(2, "2026-12-01", "2026-12-02")]
        #expect(resolve(seats, away: away).recipients == people(1))
        #expect(resolve([seats[0]], away: away).recipients == people(1))
    }

    @Test func chairIsEveryChairAndCoChairWhoeverOwns() {
        let seats: [Seat] = [.fixture(1, .chair), .fixture(2, .coChair), .fixture(3, .member, of: 1)]
        #expect(resolve(seats, as: .chair).recipients == people(1, 2))
        #expect(resolve(seats, of: nil, as: .chair).recipients == people(1, 2))
        #expect(resolve([seats[2]], as: .chair).problem == .noChair)
    }

    @Test func secretariatIsTheBoardsMailboxAndOtherwiseItsSeats() {
        let seats: [Seat] = [.fixture(1, .secretariat), .fixture(2, .secretariat)]
        #expect(
            resolve(seats, of: nil, as: .secretariat, mailbox: "vawg@example.org").recipients == [
                .secretariat
            ])
        #expect(resolve(seats, of: nil, as: .secretariat).recipients == people(1, 2))
        #expect(resolve([], of: nil, as: .secretariat).problem == .noSecretariat)
    }
}
