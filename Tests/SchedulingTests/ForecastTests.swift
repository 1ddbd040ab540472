import ActionRegister
import Foundation
import Scheduling
import Testing

/// The VAWG Board's real register of 23 November 2026, whose letters of a year
/// were worked out by hand with a wall calendar.
@Suite struct ForecastTests {
    let letters = VAWG.letters(from: "2026-11-23 08:00", until: "2027-12-31 23:59")

    private func lines(_ person: Int64) -> [String] {
        letters.filter { $0.recipient == .person(Person.ID(person)) }.map(\.shortLine)
    }

    /// VAWG-007 was due on Friday 20 November: k = 1 is Friday 27 November, the
    /// gap's first day after the 23rd is the 26th. The meeting's two days before is
    /// Thursday 3 December; k = 2 of the 4th would go on the 8th, the day after the
    /// meeting, and nobody ever records it, so k = 3 and 4 are of its fifteen days.
    @Test func memberForTheMPSIsNotChasedAfterTheMeeting() {
        #expect(
            lines(1).prefix(4) == [
                "2026-11-23 7 fortnight, 2 fortnight, 14 fortnight, 8 fortnight",
                "2026-11-27 7 every #1",
                "2026-12-03 7 two, 2 two, 14 two, 8 two",
                "2027-02-12 7 papers, 2 papers, 14 papers, 8 papers",
            ])
    }

    /// Due on Friday 15 January: chased on 22 and 29 January, 5 and 12 February. The
    /// papers of the March meeting are due on Friday 19 February, five working days
    /// before which is the 12th as well; 15 February is fourteen days before the
    /// meeting and within the gap, so it waits for Wednesday the 17th.
    @Test func personWithADueDateIsChasedFourTimes() {
        #expect(
            lines(7).prefix(9) == [
                "2026-11-23 11 fortnight", "2026-12-03 11 two", "2027-01-15 11 due",
                "2027-01-22 11 every #1", "2027-01-29 11 every #2", "2027-02-05 11 every #3",
                "2027-02-12 11 papers, 11 every #4", "2027-02-17 11 fortnight", "2027-02-25 11 two",
            ])
    }

    /// Due at the December meeting, which nobody records: reminded before each
    /// meeting, and never chased. Papers of the June meeting: 7 June less five clear
    /// working days, with the bank holiday of 31 May, is 27 May; the fifth working
    /// day before that is 20 May. The fortnight, 24 May, waits for the 25th. In the
    /// autumn: papers 26 August for 6 September (bank holiday 30 August), so the 19th;
    /// the fortnight of 23 August waits for the 24th.
    @Test func actionDueAtAMeetingIsNeverChasedBeforeItsRecord() {
        #expect(
            lines(4) == [
                "2026-11-23 6 fortnight", "2026-12-03 6 two",
                "2027-02-12 6 papers", "2027-02-17 6 fortnight", "2027-02-25 6 two",
                "2027-05-20 6 papers", "2027-05-25 6 fortnight", "2027-06-03 6 two",
                "2027-08-19 6 papers", "2027-08-24 6 fortnight", "2027-09-02 6 two",
                "2027-11-19 6 papers", "2027-11-24 6 fortnight", "2027-12-02 6 two",
            ])
    }

    @Test func nothingIsOwedForWhatLiesBeforeTheActivation() {
        let steps = letters.flatMap(\.steps)
        #expect(steps.allSatisfy { $0.day >= day("2026-11-23") && !$0.isLate })
    }

    @Test func severalBoardsAreForecastInOrderOfTime() {
        var other = VAWG.schedule
        other.board.sendAt = TimeOfDay("08:30")!
        let both = Forecast.letters(
            schedules: [(VAWG.schedule, VAWG.actions), (other, VAWG.actions)],
            from: at("2026-11-23 08:00"), until: at("2027-12-31 23:59"))
        #expect(both.count == 2 * letters.count)
        #expect(zip(both, both.dropFirst()).allSatisfy { $0.sendAt <= $1.sendAt })
    }

    @Test func untilIsIncluded() {
        #expect(!VAWG.letters(from: "2026-11-23 08:00", until: "2026-11-23 09:00").isEmpty)
        #expect(VAWG.letters(from: "2026-11-23 08:00", until: "2026-11-23 08:59").isEmpty)
    }
}

enum VAWG {
    static let rules: [RuleSentence] = [.fortnight, .papers, .twoDays, .dueDay, .everyFive]

    static var schedule: BoardSchedule {
        var schedule = PlannerFixture().schedule
        schedule.board.activatedAt = at("2026-11-23 08:00")
        schedule.rules = rules.enumerated().map { index, sentence in
            Rule(
                id: Rule.ID(Int64(index + 1)), number: index + 1, sentence: sentence,
                since: at("2026-11-23 08:00"))
        }
        let days = ["2026-12-07", "2027-03-01", "2027-06-07", "2027-09-06", "2027-12-06"]
        schedule.meetings = days.enumerated().map { .fixture(Int64($0 + 1), $1) }
        schedule.seats = (1...9).map { .fixture(Int64($0), .member, of: Int64($0)) }
        return schedule
    }

    /// By organisation: 1 MPS, 2 CPS, 3 HMCTS, 4 Probation, 5 NHS, 6 LHoCS, 8 MOPAC,
    /// 9 London Councils; 7 is a person of her own.
    static var actions: [LiveAction] {
        [
            action(2, .at(1), 1), action(3, .at(1), 2, 3), action(4, .on("2026-10-30"), 5),
            action(5, .at(2), 8, 5, 9), action(6, .at(1), 4), action(7, .on("2026-11-20"), 1),
            action(8, .ongoing, 1), action(10, .unset, 6),
            .fixture(11, due: .on("2027-01-15"), owners: .person(Person.ID(7)), since: "2026-11-23 08:00"),
            action(14, .at(1), 1),
        ]
    }

    private static func action(_ id: Int64, _ due: Due, _ organisations: Int64...) -> LiveAction {
        var action = LiveAction.fixture(id, due: due, since: "2026-11-23 08:00")
        action.owners = organisations.map {
            Ownership(owner: .organisation(Organisation.ID($0)), assignedAt: at("2026-11-23 08:00"))
        }
        return action
    }

    static func letters(from: String, until: String) -> [PlannedLetter] {
        Forecast.letters(schedules: [(schedule, actions)], from: at(from), until: at(until))
    }
}

extension PlannedLetter {
    /// `2026-11-27 7 every #1`: the day, and each step by a word.
    fileprivate var shortLine: String {
        let words = ["fortnight", "papers", "two", "due", "every"]
        let steps = steps.map { step in
            let word = words[VAWG.rules.firstIndex { $0 == step.rule }!]
            return "\(step.key.action!) \(word)" + (step.key.occurrence > 0 ? " #\(step.key.occurrence)" : "")
        }
        return "\(wall.prefix(10)) \(steps.joined(separator: ", "))"
    }
}
