import ActionRegister
import Foundation
import Scheduling

/// A board in London with a few invented people, and the planner run over it.
///
/// Tests change what they are about and look at an instant, which is written as
/// the board's clock shows it: `2026-11-23 09:00`.
struct PlannerFixture {
    var rehearsal: Rehearsal

    /// A meeting on 7 December 2026 at 10:00; papers are due on Friday, 27
    /// November. All rules and the activation are of 1 November.
    init(_ sentences: RuleSentence..., actions: [LiveAction] = []) {
        var board = Board(id: Board.ID(1), slug: "vawg", name: "VAWG Board")
        board.state = .active
        board.activatedAt = at("2026-11-01 09:00")
        board.papersDue = DayOffset(5, .clearWorkingDays)
        let rules = sentences.enumerated().map { index, sentence in
            Rule(
                id: Rule.ID(Int64(index + 1)), number: index + 1, sentence: sentence,
                since: at("2026-11-01 09:00"))
        }
        let schedule = BoardSchedule(
            board: board, calendar: london, rules: rules,
            meetings: [.fixture(1, "2026-12-07")], reachable: Set((1...9).map { Person.ID($0) }))
        rehearsal = Rehearsal(schedule, actions.isEmpty ? [.fixture(1)] : actions)
    }

    var schedule: BoardSchedule {
        get { rehearsal.schedule }
        set { rehearsal.schedule = newValue }
    }

    /// The first action.
    var action: LiveAction {
        get { rehearsal.actions[0] }
        set { rehearsal.actions[0] = newValue }
    }

    /// Looks without leaving a trace.
    func look(_ wall: String) -> Look {
        var copy = rehearsal
        return copy.look(at: at(wall))
    }

    /// Looks and records what was found.
    @discardableResult
    mutating func go(_ wall: String) -> Look { rehearsal.look(at: at(wall)) }

    /// Every letter from one instant to another, as `2026-11-23 09:00 1: …`.
    func forecast(_ from: String, _ until: String) -> [String] {
        letters(from, until).map(\.line)
    }

    func letters(_ from: String, _ until: String) -> [PlannedLetter] {
        Forecast.letters(schedules: [(schedule, rehearsal.actions)], from: at(from), until: at(until))
    }

    /// Why the first rule owes nothing for the first action's first owner.
    func objection(_ wall: String) -> NotOwed? {
        guard case .notOwed(let why) = verdict(wall) else { return nil }
        return why
    }

    func verdict(_ wall: String) -> Verdict? {
        var planner = Planner(schedule: schedule, now: at(wall))
        return planner.explain(action).last { $0.key.rule == Rule.ID(1) && $0.isLatest }?.verdict
    }
}

let london = WorkingCalendar(
    .shipped(named: "england-and-wales")!, timeZone: TimeZone(identifier: "Europe/London")!)

/// What London's clocks show: `2026-11-23 09:00`.
func at(_ wall: String) -> Date {
    let parts = wall.split(separator: " ").map(String.init)
    return london.instant(CalendarDay(parts[0])!, at: TimeOfDay(parts[1])!)
}

func day(_ text: String) -> CalendarDay { CalendarDay(text)! }

let ada = Owner.person(Person.ID(1))
let mps = Owner.organisation(Organisation.ID(1))

extension LiveAction {
    /// An action released on 2 November 2026.
    static func fixture(
        _ id: Int64, due: Due = .ongoing, owners: Owner..., since: String = "2026-11-02 12:00"
    ) -> LiveAction {
        let owners = owners.isEmpty ? [ada] : owners
        return LiveAction(
            id: Action.ID(id), due: due, liveSince: at(since), releasedAt: at(since),
            owners: owners.map { Ownership(owner: $0, assignedAt: at(since)) })
    }

    func answered(_ wall: String, by owner: Owner = ada) -> LiveAction {
        var action = self
        action.answers.append(Answer(owner: owner, at: at(wall)))
        return action
    }
}

extension Meeting {
    static func fixture(
        _ id: Int64, _ day: String?, _ time: String? = "10:00", state: State = .planned,
        recorded: String? = nil
    ) -> Meeting {
        Meeting(
            id: Meeting.ID(id), board: Board.ID(1), day: day.map { CalendarDay($0)! },
            time: time.map { TimeOfDay($0)! }, state: recorded == nil ? state : .held,
            recordedAt: recorded.map(at))
    }

    /// The meeting after it was moved, as the store moves one.
    func moved(_ wall: String, to day: String) -> Meeting {
        let to = CalendarDay(day)!
        var meeting = self
        meeting.moves.append(Move(at: at(wall), from: self.day!, to: to))
        if meeting.version(on: to) == nil { meeting.versions.append(to) }
        meeting.papersDue = nil
        meeting.day = to
        return meeting
    }
}

extension Seat {
    static func fixture(
        _ person: Int64, _ role: Role, of organisation: Int64? = nil, deputyOf principal: Int64? = nil
    ) -> Seat {
        Seat(
            id: Seat.ID(person), board: Board.ID(1), person: Person.ID(person), role: role,
            organisation: organisation.map { Organisation.ID($0) },
            deputyOf: principal.map { Person.ID($0) })
    }
}

extension Due {
    static func on(_ day: String) -> Due { .day(CalendarDay(day)!) }
    static func at(_ meeting: Int64) -> Due { .meeting(Meeting.ID(meeting)) }
}

extension RuleSentence {
    static let fortnight = RuleSentence(.before(DayOffset(14, .days), .meeting))
    static let papers = RuleSentence(.before(DayOffset(5, .workingDays), .papersDeadline))
    static let twoDays = RuleSentence(.before(DayOffset(2, .workingDays), .meeting))
    static let dueDay = RuleSentence(.on(.dueDate))
    static let everyFive = RuleSentence(.every(DayOffset(5, .workingDays), limit: 4))
    static let chaser = RuleSentence(.after(DayOffset(10, .workingDays), .dueDate))
    static let assigned = RuleSentence(.when(.assigned))
    static let moves = RuleSentence(.when(.meetingMoves))
    static let brief = RuleSentence(.before(DayOffset(2, .workingDays), .meeting), to: .secretariat)
}

extension PlannedLetter {
    /// `2026-11-23 09:00 1: 2 14 days before the meeting`: when, to whom, and each
    /// step's action and rule; a late step has a `!`.
    var line: String {
        let steps = steps.filter { !$0.isRepetition }.map { step in
            let action = step.key.action.map { "\($0) " } ?? ""
            return "\(action)\(step.rule.cause)\(step.key.occurrence > 0 ? " #\(step.key.occurrence)" : "")"
                + (step.isLate ? "!" : "")
        }
        return "\(wall) \(name): \(steps.joined(separator: ", "))"
    }

    var wall: String { "\(london.day(of: sendAt)) \(london.time(of: sendAt))" }

    private var name: String {
        switch recipient {
        case .person(let id): "\(id)"
        case .secretariat: "secretariat"
        }
    }
}
