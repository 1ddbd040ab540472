import ActionRegister
import Foundation
import Scheduling
import Store

/// A store in memory with two boards and everything boards may have, drawn at
/// random and set up on 2 November 2026.
struct RandomRegister: Sendable, CustomStringConvertible {
    let store: Store
    let description: String

    static let setUp = Told(by: "secretary", at: Date(timeIntervalSince1970: 1_793_611_800))

    init(seed: UInt64) throws {
        store = try Store.inMemory(databaseID: Array(repeating: UInt8(seed), count: 16))
        description = "register \(seed)"
        var dice = Dice(state: seed)
        let people = try (1...9).map { number in
            let mailbox = number == 9 ? nil : Mailbox("person\(number)@example.org")
            return try store.addPerson(
                Person(id: .new, name: "Person \(number)", mailbox: mailbox), told: Self.setUp)
        }
        let organisations = try ["MPS", "CPS", "NHS"].map {
            try store.addOrganisation(Organisation(id: .new, name: $0), told: Self.setUp)
        }
        let owners = people.prefix(2).map { Owner.person($0.id) } + organisations.map { .organisation($0.id) }
        for slug in ["vawg", "victims"] {
            let board = try addBoard(slug, &dice)
            try addSeats(board, people, organisations)
            let meetings = try addMeetings(board, &dice)
            for _ in 0..<6 { try addAction(board, owners, meetings, &dice) }
            try addSilence(board, owners, &dice)
        }
        for person in people[2...3] { try addAbsence(person, &dice) }
    }

    /// Everything the boards would write if nobody touched them, as `plan` has it.
    func forecast(from: Date, until: Date) throws -> [PlannedLetter] {
        let boards = try store.boards().map { board in
            try store.read(board.id, at: Self.setUp.now) { reading in
                var live: [LiveAction] = []
                try reading.forEachLiveAction { live.append($0) }
                return (reading.schedule, live)
            }
        }
        return Forecast.letters(schedules: boards, from: from, until: until)
    }
}

extension RandomRegister {
    private func addBoard(_ slug: String, _ dice: inout Dice) throws -> Board {
        var draft = Board(id: .new, slug: slug, name: slug.uppercased())
        draft.gap = dice.one(of: [0, 1, 3, 5])
        draft.movesOffHolidays = dice.one(of: [true, true, false])
        draft.secretariat = dice.one(of: [Mailbox("\(slug)@example.org"), nil])
        draft.papersDue = dice.one(of: [DayOffset(5, .clearWorkingDays), DayOffset(1, .weeks), nil])
        draft.timeZone =
            slug == "vawg" ? "Europe/London" : dice.one(of: ["Europe/London", "America/New_York"])
        let rules = try Set((0..<6).map { _ in dice.one(of: Self.sentences) }).sorted()
            .map { try RuleSentence(parsing: $0) }
        let board = try store.addBoard(draft, rules: rules, told: Self.setUp)
        try store.activate(board.id, told: Self.setUp)
        return board
    }

    private static let sentences = [
        "when assigned", "when the meeting moves", "14 days before the meeting",
        "2 working days before the papers deadline", "2 working days before the meeting at 08:30",
        "2 working days before the meeting to the secretariat", "1 day before the meeting to the chair",
        "on the meeting", "on the due date", "1 week before the due date",
        "3 working days after the due date",
        "10 working days after the due date to the deputy", "15 working days after the due date to the chair",
        "every 5 working days while overdue, up to 4 times", "every 1 week while overdue at 14:30",
    ]

    private func addSeats(_ board: Board, _ people: [Person], _ organisations: [Organisation]) throws {
        let places: [(Int, Seat.Role, Int?)] = [
            (2, .contact, 0), (3, .contact, 0), (4, .deputy, 0), (5, .member, 1), (6, .deputy, 1),
            (7, .chair, nil), (1, .secretariat, nil), (8, .member, 2), (3, .member, 2),
        ]
        for (person, role, organisation) in places {
            let seat = Seat(
                id: .new, board: board.id, person: people[person].id, role: role,
                organisation: organisation.map { organisations[$0].id })
            _ = try store.addSeat(seat, told: Self.setUp)
        }
    }

    private func addMeetings(_ board: Board, _ dice: inout Dice) throws -> [Meeting] {
        let first = CalendarDay(2026, 11, 16) + dice.number(in: 0...20)
        let step = dice.number(in: 14...35)
        return try (0..<4).map { index in
            let time = dice.one(of: [TimeOfDay("10:00"), TimeOfDay("08:30"), nil])
            return try store.addMeeting(
                Meeting(id: .new, board: board.id, day: first + index * step, time: time), told: Self.setUp)
        }
    }

    private func addAction(
        _ board: Board, _ owners: [Owner], _ meetings: [Meeting], _ dice: inout Dice
    ) throws {
        let day = CalendarDay(2026, 11, 1) + dice.number(in: 0...80)
        let meeting = meetings[dice.number(in: 0...3)]
        let dues: [Due] = [.day(day), .day(day), .meeting(meeting.id), .ongoing]
        let due = dice.one(of: dues)
        let mine = Set((0...dice.number(in: 0...1)).map { _ in dice.number(in: 0...owners.count - 1) })
            .sorted()
        let draft = Action(
            id: .new, board: board.id, reference: "", text: "Report",
            owners: mine.map { Ownership(owner: owners[$0], assignedAt: Self.setUp.now) }, due: due)
        let action = try store.addAction(draft, told: Self.setUp)
        let released = Told(by: "secretary", at: Self.setUp.now + Double(dice.number(in: 0...200)) * 1800)
        _ = try store.release([action.id], told: released)
        guard dice.number(in: 0...2) == 0 else { return }
        let answer = ActionUpdate(
            id: .new, action: action.id, day: CalendarDay(2026, 11, 20),
            recordedAt: released.now + Double(dice.number(in: 0...900)) * 1800,
            answersFor: action.owners[0].owner, text: "In hand")
        _ = try store.updateAction(answer, told: released)
    }

    private func addSilence(_ board: Board, _ owners: [Owner], _ dice: inout Dice) throws {
        let from = CalendarDay(2026, 11, 20) + dice.number(in: 0...40)
        let silence = Silence(
            id: .new, board: board.id, owner: dice.one(of: [nil, owners[2]]), from: from, until: from + 5,
            reason: "leave")
        _ = try store.addSilence(silence, told: Self.setUp)
    }

    private func addAbsence(_ person: Person, _ dice: inout Dice) throws {
        let from = CalendarDay(2026, 11, 20) + dice.number(in: 0...30)
        let absence = Absence(id: .new, person: person.id, from: from, until: from + dice.number(in: 3...20))
        _ = try store.addAbsence(absence, told: Self.setUp)
    }
}

/// Throws that are the same in every run (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func one<Value>(of values: [Value]) -> Value { values.randomElement(using: &self)! }
}
