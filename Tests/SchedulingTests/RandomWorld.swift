import ActionRegister
import Foundation
import RandomFixtures
import Scheduling

/// A board with everything a board may have, drawn at random; all instants are
/// on half hours.
struct RandomWorld: Sendable, CustomStringConvertible {
    var rehearsal: Rehearsal
    let description: String

    init(seed: UInt64) {
        var random = FixedRandom(seed: seed)
        description = "world \(seed)"
        var schedule = PlannerFixture().schedule
        schedule.board.gap = [0, 1, 3, 5].randomElement(using: &random)!
        schedule.board.movesOffHolidays = Int.random(in: 0..<4, using: &random) > 0
        schedule.board.secretariat = Bool.random(using: &random) ? Mailbox("vawg@example.org") : nil
        if Bool.random(using: &random) {
            schedule.board.allWell = [.monday, .wednesday, .friday].randomElement(using: &random)!
            schedule.board.allWellSince = at("2026-11-10 11:30")
        }
        schedule.meetings = Self.meetings(using: &random)
        schedule.rules = Self.rules(using: &random)
        schedule.seats = Self.seats
        schedule.absences = [
            .fixture(2, "2026-11-20", "2027-01-15"), .fixture(5, "2026-12-07", "2027-01-15"),
        ]
        schedule.silences = Self.silences(using: &random)
        rehearsal = Rehearsal(schedule, (1...6).map { Self.action($0, using: &random) })
    }

    func letters(from: Date, until: Date) -> [PlannedLetter] {
        Forecast.letters(schedules: [(rehearsal.schedule, rehearsal.actions)], from: from, until: until)
    }

    /// Every week a meeting moves, and the week after it moves back.
    mutating func lettersWhileMeetingsMove(from: Date, until: Date) -> [PlannedLetter] {
        var letters: [PlannedLetter] = []
        for (index, now) in stride(from: from, through: until, by: 7200).enumerated() {
            if index % 84 == 25 { move(at: now, isBack: index / 84 % 2 == 1) }
            letters += rehearsal.look(at: now).letters
        }
        return letters
    }

    private mutating func move(at now: Date, isBack: Bool) {
        let meeting = rehearsal.schedule.meetings[1]
        let wall = "\(london.day(of: now)) \(london.time(of: now))"
        let to = isBack ? meeting.moves.last!.from : meeting.day! + 9 * (meeting.moves.count + 1)
        rehearsal.schedule.meetings[1] = meeting.moved(wall, to: to.description)
    }
}

extension RandomWorld {
    private static func meetings(using random: inout FixedRandom) -> [Meeting] {
        let first = day("2026-12-01") + Int.random(in: 0..<20, using: &random)
        let times = ["10:00", "08:30", nil, "14:00"]
        return (0..<4).map { index in
            let day = first - 21 + index * Int.random(in: 14...28, using: &random)
            let record = "\(day + Int.random(in: 0...12, using: &random)) 16:00"
            return Meeting.fixture(
                Int64(index + 1), day.description, times.randomElement(using: &random)!,
                recorded: index == 0 && Bool.random(using: &random) ? record : nil)
        }
    }

    /// Twelve rules: of every form one, and the rest as it comes.
    private static func rules(using random: inout FixedRandom) -> [Rule] {
        let some = (0..<5).map { _ in Int.random(in: 0..<7, using: &random) }
        return (Array(0..<7) + some).enumerated().map { index, form in
            let audiences: [Audience] = [.owner, .owner, .owner, .deputy, .chair, .secretariat]
            let times = [nil, nil, TimeOfDay("08:30"), TimeOfDay("14:30")]
            let sentence = RuleSentence(
                timing(form, using: &random), at: times.randomElement(using: &random)!,
                to: audiences.randomElement(using: &random)!)
            return Rule(
                id: Rule.ID(Int64(index + 1)), number: index + 1, sentence: sentence,
                since: at("2026-11-01 09:00"))
        }
    }

    private static func timing(_ form: Int, using random: inout FixedRandom) -> RuleSentence.Timing {
        let anchor = RuleSentence.Anchor.allCases.randomElement(using: &random)!
        let unit = DayOffset.Unit.allCases.randomElement(using: &random)!
        let offset = DayOffset(Int.random(in: 1...(unit == .weeks ? 2 : 12), using: &random), unit)
        let open = unit == .clearWorkingDays ? DayOffset(offset.count, .workingDays) : offset
        return switch form {
        case 0: .before(offset, .meeting)
        case 1: .before(offset, anchor)
        case 2: .on(anchor)
        case 3: .after(open, anchor)
        case 4: .every(open, limit: [nil, 3].randomElement(using: &random)!)
        case 5: .when(.assigned)
        default: .when(.meetingMoves)
        }
    }

    private static let seats: [Seat] = [
        .fixture(2, .contact, of: 1), .fixture(3, .contact, of: 1), .fixture(4, .deputy, of: 1, deputyOf: 2),
        .fixture(5, .member, of: 2), .fixture(6, .deputy, of: 2), .fixture(7, .chair),
        .fixture(8, .secretariat),
        .fixture(1, .member, of: 3),
    ]

    private static func silences(using random: inout FixedRandom) -> [Silence] {
        guard Bool.random(using: &random) else { return [] }
        let from = day("2026-11-20") + Int.random(in: 0..<40, using: &random)
        let owners: [Owner?] = [nil, mps, ada]
        return [
            .fixture(from.description, (from + 6).description, owner: owners.randomElement(using: &random)!)
        ]
    }

    private static func action(_ id: Int64, using random: inout FixedRandom) -> LiveAction {
        let dues: [Due] = [
            .ongoing, .at(1), .at(2), .day(day("2026-11-01") + Int.random(in: 0..<80, using: &random)),
        ]
        let owners = [ada, mps] + [2, 3].map { Owner.organisation(Organisation.ID($0)) }
        let since = halfHour("2026-11-02", within: 40, using: &random)
        var action = LiveAction.fixture(id, due: dues.randomElement(using: &random)!, since: since)
        action.owners = owners.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
            .map { Ownership(owner: $0, assignedAt: at(since)) }
        if Bool.random(using: &random) {
            action = action.answered(
                halfHour("2026-11-16", within: 40, using: &random), by: action.owners[0].owner)
        }
        return action
    }

    private static func halfHour(
        _ first: String, within days: Int, using random: inout FixedRandom
    ) -> String {
        let time = TimeOfDay(minutes: 30 * Int.random(in: 0..<48, using: &random))!
        return "\(day(first) + Int.random(in: 0..<days, using: &random)) \(time)"
    }
}
