import ActionRegister
import Foundation
import RandomFixtures
import Scheduling
import Testing

/// What holds for any board, tried on boards drawn with a fixed seed.
@Suite struct PlannerPropertyTests {
    static let worlds = (1...10).map { RandomWorld(seed: UInt64($0)) }
    static let walks = worlds.map(Walk.init)
    private let start = Walk.start
    private let end = Walk.end

    @Test(arguments: walks)
    func forecastIsWhatALookEveryHalfHourFinds(walk: Walk) {
        #expect(walk.world.letters(from: start, until: end) == walk.letters)
    }

    @Test(arguments: walks)
    func forecastFromAnyInstantIsTheRestOfTheForecast(walk: Walk) {
        let rest = Forecast.letters(
            schedules: [(walk.middle.schedule, walk.middle.actions)], from: Walk.middle, until: end)
        #expect(rest == walk.letters.filter { $0.sendAt >= Walk.middle })
    }

    @Test(arguments: walks)
    func lookingTwiceOwesNothing(walk: Walk) {
        #expect(walk.foundAgain == 0)
    }

    @Test(arguments: walks)
    func theNextLookIsNeverLaterThanTheNextLetterOrMiss(walk: Walk) {
        #expect(walk.surprises.isEmpty)
    }

    @Test(arguments: worlds)
    func nobodyReadsAStepTwice(world: RandomWorld) {
        var world = world
        let letters = world.lettersWhileMeetingsMove(from: start, until: end)
        let read = letters.flatMap { letter in letter.steps.map { Reading(key: $0.key, by: letter.recipient) }
        }
        #expect(Set(read).count == read.count)
    }

    @Test(arguments: worlds)
    func plannedLettersLieTheGapApart(world: RandomWorld) {
        let board = world.rehearsal.schedule.board
        var last: [Recipient: CalendarDay] = [:]
        for letter in world.letters(from: start, until: end) where letter.kind != .brief {
            let today = london.day(of: letter.sendAt)
            if let last = last[letter.recipient], !letter.mayComeEarly(after: last, on: board) {
                let distance = DayOffset(max(1, board.gap), board.gap == 0 ? .days : .workingDays)
                #expect(london.day(distance, after: last) <= today)
            }
            last[letter.recipient] = today
        }
    }

    @Test(arguments: worlds)
    func addingARuleOrActivatingOwesNothingOfThePast(world: RandomWorld) {
        var world = world
        let then = at("2026-12-03 11:00")
        world.rehearsal.schedule.rules[0].since = then
        let added = world.letters(from: then, until: end).flatMap(\.steps).filter {
            $0.key.rule == Rule.ID(1)
        }
        #expect(added.allSatisfy { $0.day >= london.day(of: then) })
        world.rehearsal.schedule.board.activatedAt = then
        let activated = world.letters(from: then, until: end).flatMap(\.steps)
        #expect(activated.allSatisfy { $0.day >= london.day(of: then) })
    }

    @Test(arguments: worlds)
    func importedAndResumedActionsAreOwedNothingOfThePast(world: RandomWorld) {
        var world = world
        let then = at("2026-12-03 11:00")
        for index in world.rehearsal.actions.indices { world.rehearsal.actions[index].liveSince = then }
        var rehearsal = world.rehearsal
        let look = rehearsal.look(at: then)
        let steps = world.letters(from: then, until: end).flatMap(\.steps).filter { $0.key.action != nil }
        #expect(steps.allSatisfy { $0.rule?.isBefore ?? false || $0.day >= london.day(of: then) })
        #expect(look.missed.allSatisfy { $0.key.action == nil })
    }

    @Test(arguments: worlds)
    func lettersDoNotDependOnTheOrderOfActions(world: RandomWorld) {
        let rehearsal = world.rehearsal
        let reversed = Forecast.letters(
            schedules: [(rehearsal.schedule, rehearsal.actions.reversed())], from: start, until: end)
        #expect(reversed == world.letters(from: start, until: end))
    }

    @Test(arguments: worlds)
    func actionIsOwedTheSameAloneAndAmongOthers(world: RandomWorld) {
        var random = FixedRandom(seed: 99)
        let actions = (1...60).map { id in
            LiveAction.fixture(
                id, due: .day(day("2026-10-01") + Int.random(in: 0..<200, using: &random)),
                since: "2026-10-15 12:00")
        }
        let schedule = world.rehearsal.schedule
        for wall in ["2026-11-16 23:45", "2026-11-25 23:45", "2026-12-18 23:45"] {
            let together = Planner.look(at: actions, of: schedule, at: at(wall))
            let alone = actions.map { Planner.look(at: [$0], of: schedule, at: at(wall)) }
            #expect(together.keys == Set(alone.flatMap(\.keys)))
            guard together.letters.isEmpty && together.upcoming.isEmpty else { continue }
            #expect(together.nextLook == alone.compactMap(\.nextLook).min())
        }
    }

    private struct Reading: Hashable {
        var key: StepKey
        var by: Recipient
    }
}

extension Planner {
    fileprivate static func look(at actions: [LiveAction], of schedule: BoardSchedule, at now: Date) -> Look {
        var planner = Planner(schedule: schedule, now: now)
        for action in actions { planner.consider(action) }
        return planner.finish()
    }
}

extension Look {
    /// Of all steps that are owed or missed.
    fileprivate var keys: Set<StepKey> {
        Set(((letters + upcoming).flatMap(\.steps) + missed).map(\.key))
    }
}

extension PlannedLetter {
    /// A notice does not wait for the gap, nor does a step that would expire in it.
    fileprivate func mayComeEarly(after last: CalendarDay, on board: Board) -> Bool {
        let distance = DayOffset(max(1, board.gap), board.gap == 0 ? .days : .workingDays)
        let end = london.instant(
            london.workingDay(onOrAfter: london.day(distance, after: last)), at: board.sendAt)
        return steps.contains { step in
            if case .when = step.rule?.timing { return true }
            return step.expires.map { $0 <= end } ?? false
        }
    }
}

extension RuleSentence {
    fileprivate var isBefore: Bool {
        if case .before = timing { true } else { false }
    }
}

/// What a look every half hour finds on one board.
struct Walk: Sendable, CustomTestStringConvertible {
    static let start = at("2026-11-16 00:00")
    static let middle = at("2026-12-09 13:30")
    static let end = at("2027-01-15 00:00")

    let world: RandomWorld
    private(set) var letters: [PlannedLetter] = []
    /// The board as it stood in the middle, just before the look.
    private(set) var middle: Rehearsal
    /// Letters and misses of second looks at the same instant.
    private(set) var foundAgain = 0
    /// Instants at which something was found before the planner wanted to look.
    private(set) var surprises: [Date] = []

    init(_ world: RandomWorld) {
        self.world = world
        middle = world.rehearsal
        var rehearsal = world.rehearsal
        var next: Date? = Self.start
        for now in stride(from: Self.start, through: Self.end, by: 1800) {
            if now == Self.middle { middle = rehearsal }
            let look = rehearsal.look(at: now)
            letters += look.letters
            let isAsked = next.map { $0 <= now } ?? false
            if isAsked { next = look.nextLook }
            guard !look.letters.isEmpty || !look.missed.isEmpty else { continue }
            if !isAsked { surprises.append(now) }
            let again = rehearsal.look(at: now)
            foundAgain += again.letters.count + again.missed.count
        }
    }

    var testDescription: String { world.description }
}
