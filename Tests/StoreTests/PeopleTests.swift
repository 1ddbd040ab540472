import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct PeopleTests {
    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    @Test(arguments: ["MPS", "m.p.s.", "МРЅ", "MET", " met "])
    func noTwoOrganisationsShareAName(name: String) throws {
        #expect(throws: RegisterError.exists(.organisation, name)) {
            try store.addOrganisation(Organisation(id: .new, name: name), told: .noon)
        }
        #expect(throws: RegisterError.exists(.organisation, name)) {
            try store.addOrganisation(Organisation(id: .new, name: "Other", aliases: [name]), told: .noon)
        }
        #expect(try store.organisations() == [register.mps])
    }

    @Test func anOrganisationCanBeSpeltAnewByItsOwnNames() throws {
        let renamed = Organisation(
            id: register.mps.id, name: "Met", aliases: ["MPS", "Metropolitan Police", "M.P.S."])
        try store.setOrganisation(renamed, told: .noon)
        let kept = try #require(try store.organisations().first)
        #expect(kept.name == "Met" && kept.aliases == ["MPS", "Metropolitan Police"])
    }

    @Test func whoIsMergedLeavesNamesActionsAndSeatsToTheOther() throws {
        let nps = try store.addOrganisation(
            Organisation(id: .new, name: "NPS", aliases: ["Probation"]), told: .noon)
        let seat = Seat(
            id: .new, board: register.board.id, person: register.person.id, role: .member,
            organisation: nps.id)
        _ = try store.addSeat(seat, told: .noon)
        let both = try register.action(
            owners: [.organisation(nps.id), .organisation(register.mps.id), .person(register.person.id)])
        let one = try register.action(owners: [.organisation(nps.id)])
        try store.mergeOrganisation(nps.id, into: register.mps.id, told: .noon)
        #expect(
            try store.organisations().map { [$0.name] + $0.aliases } == [["MPS", "Met", "NPS", "Probation"]])
        #expect(try store.seats().map(\.organisation) == [register.mps.id])
        #expect(try register.record(one).action.owners.map(\.owner) == [.organisation(register.mps.id)])
        let owners = try register.record(both).action.owners.map(\.owner)
        #expect(owners == [.organisation(register.mps.id), .person(register.person.id)])
    }

    @Test func stepsSentToWhoIsMergedCountAsSentToTheOther() throws {
        let nps = try store.addOrganisation(Organisation(id: .new, name: "NPS"), told: .noon)
        try store.writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO ledger (board, action, person, organisation, audience, rule, anchorKind,
                        anchorMeeting, anchorVersion, occurrence, outcome, day, anchorDay, recordedAt)
                    VALUES (1, 1, 0, ?, 'owner', 1, 'day', 0, 20000, 0, 'sent', 19990, 20000, 0)
                    """, arguments: [nps.id.rawValue])
        }
        try store.mergeOrganisation(nps.id, into: register.mps.id, told: .noon)
        let owners = try store.read { try Int64.fetchAll($0, sql: "SELECT organisation FROM ledger") }
        #expect(owners == [register.mps.id.rawValue])
    }

    @Test func twoPeopleMayShareAName() throws {
        let harriet = Person(id: .new, name: "Harriet Osei", mailbox: Mailbox("harriet@example.org"))
        let twin = try store.addPerson(harriet, told: .noon)
        #expect(twin.id != register.person.id)
        #expect(try store.people().map(\.name) == ["Harriet Osei", "Harriet Osei"])
    }

    @Test func aPersonComesBackAsItWasPutIn() throws {
        var person = register.person
        person.salutation = "Ms Osei"
        person.mailbox = nil
        person.organisation = register.mps.id
        try store.setPerson(person, told: .noon)
        #expect(try store.people() == [person])
    }

    @Test func aSeatIsHeldUntilTheDayBeforeItEnds() throws {
        let seat = Seat(id: .new, board: register.board.id, person: register.person.id, role: .chair)
        let added = try store.addSeat(seat, told: .noon)
        #expect(throws: RegisterError.exists(.seat, "chair")) { try store.addSeat(seat, told: .noon) }
        try store.endSeats(of: register.person.id, on: register.board.id, from: .today, told: .noon)
        let ended = try #require(try store.seats(register.board.id).first)
        #expect(ended.id == added.id && ended.until == .today - 1)
        #expect(!ended.isHeld(on: .today))
        var again = seat
        again.from = .today
        #expect(try store.addSeat(again, told: .noon).from == .today)
    }

    @Test func endingASeatThatIsNotHeldIsRefused() throws {
        #expect(throws: RegisterError.self) {
            try store.endSeats(of: register.person.id, on: register.board.id, from: .today, told: .noon)
        }
    }

    @Test func anAbsenceEndsAfterItBegins() throws {
        let absence = Absence(id: .new, person: register.person.id, from: .today, until: .today + 4)
        let added = try store.addAbsence(absence, told: .noon)
        #expect(try store.absences() == [added])
        let backwards = Absence(id: .new, person: register.person.id, from: .today, until: .today - 1)
        #expect(throws: RegisterError.self) { try store.addAbsence(backwards, told: .noon) }
    }

    @Test func aSilenceThatIsEndedKeepsTheDaysItHad() throws {
        let silence = Silence(
            id: .new, board: register.board.id, owner: .organisation(register.mps.id), from: .today,
            until: .today + 30, reason: "inspection")
        let added = try store.addSilence(silence, told: .noon)
        try store.endSilence(added.id, from: .today + 10, told: .later(days: 10))
        #expect(try store.silences().map(\.until) == [.today + 9])
        #expect(try store.silences().map(\.owner) == [.organisation(register.mps.id)])
    }

    @Test func aSilenceThatHasNotBegunGoesWithoutATrace() throws {
        let silence = Silence(id: .new, from: .today + 5, until: .today + 9, reason: "holidays")
        let added = try store.addSilence(silence, told: .noon)
        try store.endSilence(added.id, from: .today, told: .noon)
        #expect(try store.silences().isEmpty)
    }

    @Test func aSilenceEndsTodayAtTheEarliestAndKeepsWhatFellInIt() throws {
        let silence = Silence(
            id: .new, board: register.board.id, from: .today, until: .today + 30, reason: "inspection")
        let added = try store.addSilence(silence, told: .noon)
        for day in [CalendarDay.today - 1, .today, .today + 4] {
            #expect(throws: RegisterError.self) {
                try store.endSilence(added.id, from: day, told: .later(days: 5))
            }
        }
        #expect(try store.silences() == [added])
        let end = try store.endSilence(added.id, told: .later(days: 5))
        #expect(end == (.today + 5, true))
        #expect(try store.silences().map(\.until) == [.today + 4])
        #expect(throws: RegisterError.self) { try store.endSilence(added.id, told: .later(days: 6)) }
    }

    @Test func aSilenceForAllBoardsEndsOnTheDayOfTheBoardThatIsFurthest() throws {
        var auckland = Board(id: .new, slug: "nz", name: "Far away")
        auckland.timeZone = "Pacific/Auckland"
        _ = try store.addBoard(auckland, told: .noon)
        let silence = Silence(id: .new, from: .today - 3, until: .today + 30, reason: "inspection")
        let added = try store.addSilence(silence, told: .noon)
        #expect(throws: RegisterError.self) { try store.endSilence(added.id, from: .today, told: .noon) }
        #expect(try store.endSilence(added.id, told: .noon) == (.today + 1, true))
    }

    @Test func silencesOverlapAndMayBeginInThePast() throws {
        for from in [CalendarDay.today - 20, .today - 10, .today] {
            let silence = Silence(id: .new, from: from, until: .today + 9, reason: "inspection")
            _ = try store.addSilence(silence, told: .noon)
        }
        #expect(try store.silences().map(\.from) == [.today - 20, .today - 10, .today])
    }

    @Test func aDeputyIsThatOfASeatHeldOrOfAnOrganisation() throws {
        let tom = try store.addPerson(Person(id: .new, name: "Tom"), told: .noon)
        var seat = Seat(id: .new, board: register.board.id, person: tom.id, role: .deputy)
        #expect(throws: RegisterError.self) { try store.addSeat(seat, told: .noon) }
        seat.deputyOf = register.person.id
        #expect(throws: RegisterError.self) { try store.addSeat(seat, told: .noon) }
        let past = Seat(
            id: .new, board: register.board.id, person: register.person.id, role: .chair, until: .today - 1)
        _ = try store.addSeat(past, told: .noon)
        #expect(throws: RegisterError.self) { try store.addSeat(seat, told: .noon) }
        let held = Seat(id: .new, board: register.board.id, person: register.person.id, role: .member)
        _ = try store.addSeat(held, told: .noon)
        #expect(try store.addSeat(seat, told: .noon).deputyOf == register.person.id)
        (seat.deputyOf, seat.organisation) = (nil, register.mps.id)
        #expect(try store.addSeat(seat, told: .noon).organisation == register.mps.id)
    }

    @Test func aMailboxIsOneInLettersOfAnyCase() throws {
        let other = Person(id: .new, name: "Hal", mailbox: Mailbox("H.Osei@Example.org"))
        #expect(throws: RegisterError.exists(.person, "h.osei@example.org")) {
            try store.addPerson(other, told: .noon)
        }
        #expect(try store.people() == [register.person])
    }

    @Test func nobodyIsTheirOwnDeputy() throws {
        let seat = Seat(
            id: .new, board: register.board.id, person: register.person.id, role: .deputy,
            deputyOf: register.person.id)
        #expect(throws: RegisterError.self) { try store.addSeat(seat, told: .noon) }
        #expect(try store.seats().isEmpty)
    }
}
