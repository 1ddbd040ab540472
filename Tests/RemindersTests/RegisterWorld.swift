import ActionRegister
import Foundation
import GRDB
import Mail
import RandomFixtures
import Reminders
import Scheduling
import Testing

@testable import Store

/// A database of three boards in three zones with all that a board may have,
/// drawn with a fixed seed and written by the store's own verbs.
struct RegisterWorld: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let store: Store
    /// Midnight in UTC of the day on which somebody first looks; all that was told was told before.
    let start: Date

    init(seed: UInt64) throws {
        self.seed = seed
        store = try Store.inMemory(databaseID: Array(repeating: UInt8(seed), count: 16))
        var builder = WorldBuilder(store, seed: seed)
        start = builder.start
        try builder.build()
    }

    private init(seed: UInt64, store: Store, start: Date) {
        (self.seed, self.store, self.start) = (seed, store, start)
    }

    /// The same world in a database of its own.
    func copy() throws -> RegisterWorld {
        let copy = try DatabaseQueue(configuration: Store.configuration(for: .command))
        try store.writer.backup(to: copy)
        return RegisterWorld(seed: seed, store: Store(writer: copy), start: start)
    }

    func day(_ number: Double) -> Date { start + number * 86_400 }

    var testDescription: String { "world \(seed)" }
}

/// Draws one world: in it are joint owners, organisations with several contacts,
/// deputies, absences, silences, holds, answers, moved and recorded meetings,
/// people who cannot be reached, and every form of rule to every audience.
struct WorldBuilder {
    let store: Store
    let start: Date
    private let firstDay: CalendarDay
    private var random: FixedRandom
    private var people: [Person] = []
    private var organisations: [Organisation] = []

    /// The weeks in which clocks change, and one around the end of a year.
    private static let starts = [
        CalendarDay(2026, 11, 16), CalendarDay(2027, 3, 1), CalendarDay(2027, 9, 27),
        CalendarDay(2011, 12, 5),
    ]
    private static let zones = [
        "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
    ]

    init(_ store: Store, seed: UInt64) {
        self.store = store
        random = FixedRandom(seed: seed)
        firstDay = Self.starts[Int(seed) % Self.starts.count]
        start = Date(timeIntervalSince1970: Double(firstDay.number) * 86_400)
    }

    mutating func build() throws {
        try addPeople()
        let shift = random.number(0...4)
        for index in 0..<3 {
            let board = try addBoard(index, zone: Self.zones[(index + shift) % Self.zones.count])
            try addMeetings(to: board)
            try addSeats(to: board)
            try addActions(to: board)
            try store.activate(board.id, told: told(random.number(1...30)))
        }
        try addAbsencesAndSilences()
    }

    /// So many days before the first look, at any minute.
    private mutating func told(_ days: Int) -> Told {
        Told(by: "secretary", at: start - Double(days * 86_400) + Double(random.number(0...1439) * 60))
    }

    private mutating func addPeople() throws {
        for name in ["MPS", "CPS", "Probation"] {
            organisations.append(
                try store.addOrganisation(Organisation(id: .new, name: name), told: told(60)))
        }
        for number in 1...11 {
            let mailbox = number == 11 ? nil : Mailbox("person\(number)@example.org")
            people.append(
                try store.addPerson(
                    Person(id: .new, name: "Person \(number)", mailbox: mailbox), told: told(60)))
        }
    }

    private mutating func addBoard(_ index: Int, zone: String) throws -> Board {
        var board = Board(id: .new, slug: ["vawg", "victims", "reform"][index], name: "Board \(index + 1)")
        board.timeZone = zone
        board.calendar = zone == "Europe/London" ? random.pick(HolidayCalendar.shippedNames) : "none"
        board.gap = random.pick([0, 1, 3, 5])
        board.movesOffHolidays = !random.oneIn(4)
        board.sendAt = random.pick([.nine, .nine, TimeOfDay("01:30")!, TimeOfDay("10:15")!])
        board.papersDue = random.oneIn(4) ? nil : DayOffset(random.number(1...6), .clearWorkingDays)
        board.allWell = random.oneIn(2) ? random.pick([.monday, .wednesday, .friday]) : nil
        board.secretariat = random.oneIn(3) ? nil : Mailbox("board\(index)@example.org")
        return try store.addBoard(board, rules: rules(), told: told(55))
    }
}

extension WorldBuilder {
    /// One rule of every form, and four more.
    private mutating func rules() -> [RuleSentence] {
        var rules: [RuleSentence] = []
        for form in Array(0..<8) + (0..<4).map({ _ in random.number(0...7) }) {
            let timing = timing(form)
            let time = random.pick([nil, nil, TimeOfDay("01:30"), TimeOfDay("08:30"), TimeOfDay("14:15")])
            let audience: Audience = random.pick([.owner, .owner, .owner, .deputy, .chair, .secretariat])
            let isEvent = if case .when = timing { true } else { false }
            let rule = RuleSentence(timing, at: isEvent ? nil : time, to: audience)
            if !rules.contains(rule) { rules.append(rule) }
        }
        return rules
    }

    private mutating func timing(_ form: Int) -> RuleSentence.Timing {
        let anchor = random.pick(RuleSentence.Anchor.allCases)
        let unit = random.pick(DayOffset.Unit.allCases)
        let offset = DayOffset(random.number(1...(unit == .weeks ? 2 : 10)), unit)
        let open = unit == .clearWorkingDays ? DayOffset(offset.count, .workingDays) : offset
        return switch form {
        case 0: .before(DayOffset(offset.count, .clearWorkingDays), anchor)
        case 1: .before(offset, .meeting)
        case 2: .before(offset, anchor)
        case 3: .on(anchor)
        case 4: .after(open, anchor)
        case 5: .every(open, limit: random.pick([nil, 2, 4]))
        case 6: .when(.assigned)
        default: .when(.meetingMoves)
        }
    }

    private mutating func addMeetings(to board: Board) throws {
        var last = firstDay - 45
        for number in 0..<4 {
            last = last + random.number(16...30)
            let time = random.pick([TimeOfDay("10:00"), TimeOfDay("08:00"), nil, TimeOfDay("15:30")])
            var draft = Meeting(id: .new, board: board.id, day: last, time: time)
            if random.oneIn(5) { draft.papersDue = last - random.number(0...9) }
            let meeting = try store.addMeeting(draft, told: told(50))
            if last < firstDay - 1 {
                guard number == 0 || random.oneIn(2) else { continue }
                try store.recordMeeting(meeting.id, told: told(random.number(1...(firstDay - last - 1))))
            } else if last > firstDay + 2, random.oneIn(2) {
                last = last + random.number(1...12)
                _ = try store.moveMeeting(meeting.id, to: last, told: told(random.number(1...20)))
            }
        }
    }

    private mutating func addSeats(to board: Board) throws {
        var people = people.shuffled(using: &random)
        var sit: [(Seat.Role, Int?, Person?)] = [
            (.contact, 0, nil), (.contact, 0, nil), (.deputy, 0, nil), (.member, 1, nil), (.chair, nil, nil),
            (.coChair, nil, nil), (.secretariat, nil, nil), (.contact, 2, nil),
        ]
        sit.append((.deputy, 1, people[3]))
        for (role, organisation, principal) in sit {
            var seat = Seat(
                id: .new, board: board.id, person: people.removeFirst().id, role: role,
                organisation: organisation.map { organisations[$0].id }, deputyOf: principal?.id)
            if random.oneIn(8) { seat.until = firstDay + random.number(0...25) }
            if random.oneIn(8) { seat.from = firstDay + random.number(-10...20) }
            if let until = seat.until, let from = seat.from, until < from { seat.from = nil }
            _ = try store.addSeat(seat, told: told(45))
        }
    }
}

extension WorldBuilder {
    private mutating func addActions(to board: Board) throws {
        let meetings = try store.meetings(board.id).filter { $0.state == .planned }
        for number in 1...8 {
            let dues: [Due] = [
                .ongoing, .unset, .day(firstDay + random.number(-40...0)),
                .day(firstDay + random.number(0...35)),
                meetings.isEmpty ? .unset : .meeting(random.pick(meetings).id),
            ]
            let owners = try owners()
            var draft = Action(
                id: .new, board: board.id, reference: "", text: "Report on item \(number)",
                owners: owners.map { Ownership(owner: $0, assignedAt: start) }, due: random.pick(dues))
            draft.isRestricted = random.oneIn(6)
            let action = try store.addAction(draft, told: told(44))
            if !random.oneIn(10) {
                _ = try store.release([action.id], told: told(random.number(1...42)))
            }
            try unsettle(action, owners)
        }
    }

    private mutating func owners() throws -> [Owner] {
        let all = people.map { Owner.person($0.id) } + organisations.map { .organisation($0.id) }
        return Array(all.shuffled(using: &random).prefix(random.oneIn(3) ? 2 : 1))
    }

    /// What has happened to an action lately.
    private mutating func unsettle(_ action: Action, _ owners: [Owner]) throws {
        switch random.number(1...12) {
        case 1: try store.holdAction(action.id, told: told(random.number(1...20)))
        case 2:
            try store.holdAction(action.id, told: told(30))
            try store.reopenAction(action.id, told: told(random.number(1...20)))
        case 3: _ = try store.proposeAction(action.id, by: owners.last, told: told(random.number(1...20)))
        case 4...6:
            let update = ActionUpdate(
                id: .new, action: action.id, day: firstDay, recordedAt: start,
                answersFor: random.pick(owners),
                text: "In hand")
            _ = try store.updateAction(update, told: told(random.number(1...20)))
        case 7: try store.assignAction(action.id, to: try self.owners(), told: told(random.number(1...20)))
        case 8:
            try store.setDue(
                .day(firstDay + random.number(-10...30)), of: action.id, told: told(random.number(1...20)))
        default: break
        }
    }

    private mutating func addAbsencesAndSilences() throws {
        for _ in 0..<5 {
            let from = firstDay + random.number(-5...20)
            let absence = Absence(
                id: .new, person: random.pick(people).id, from: from, until: from + random.number(0...9))
            _ = try store.addAbsence(absence, told: told(2))
        }
        let boards = try store.boards(), actions = try store.actions(at: start).map(\.action.id)
        for number in 0..<3 {
            let from = firstDay + random.number(-5...25)
            var silence = Silence(
                id: .new, from: from, until: from + random.number(0...6), reason: "a quiet week")
            switch number {
            case 0: silence.owner = random.pick(organisations.map { .organisation($0.id) })
            case 1: silence.action = random.pick(actions)
            default: silence.board = random.pick(boards).id
            }
            _ = try store.addSilence(silence, told: told(2))
        }
    }
}
