import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct RuleExplanationTests {
    let london = WorkingCalendar(
        .shipped(named: "england-and-wales")!, timeZone: TimeZone(identifier: "Europe/London")!)

    private func explain(
        _ rule: String, _ anchor: String, moves: Bool = true, occurrence: Int = 1
    ) throws
        -> RuleExplanation
    {
        RuleExplanation(
            of: try RuleSentence(parsing: rule), anchor: CalendarDay(anchor)!, occurrence: occurrence,
            in: london, sendAt: .nine, movesOffHolidays: moves)
    }

    private func skipped(_ explanation: RuleExplanation) -> [String] {
        explanation.skipped.map { "\($0.day.description.dropFirst(5)) \($0.why)" }
    }

    @Test func namesEveryDayLeftOutOfASum() throws {
        let explanation = try explain("10 working days before the meeting", "2027-04-05")
        #expect(explanation.day == CalendarDay(2027, 3, 18))
        #expect(explanation.sendAt.formatted(.iso8601) == "2027-03-18T09:00:00Z")
        #expect(
            skipped(explanation) == [
                "03-20 Saturday", "03-21 Sunday", "03-26 Good Friday", "03-27 Saturday", "03-28 Sunday",
                "03-29 Easter Monday", "04-03 Saturday", "04-04 Sunday",
            ])
    }

    @Test func namesTheDaysItMovedOff() throws {
        let back = try explain("8 days before the meeting", "2027-04-05")
        #expect(back.given == CalendarDay(2027, 3, 28) && back.day == CalendarDay(2027, 3, 25))
        #expect(skipped(back) == ["03-26 Good Friday", "03-27 Saturday", "03-28 Sunday"])

        let onward = try explain("on the due date at 17:00", "2027-03-27")
        #expect(onward.given == CalendarDay(2027, 3, 27) && onward.day == CalendarDay(2027, 3, 30))
        #expect(onward.sendAt.formatted(.iso8601) == "2027-03-30T16:00:00Z")
        #expect(skipped(onward) == ["03-27 Saturday", "03-28 Sunday", "03-29 Easter Monday"])
    }

    @Test func staysWhereItFallsIfTheBoardDoesNotMove() throws {
        let explanation = try explain("8 days before the meeting", "2027-04-05", moves: false)
        #expect(explanation.day == CalendarDay(2027, 3, 28))
        #expect(explanation.skipped.isEmpty)
    }

    @Test(
        arguments: [
            ("14 days before the meeting", "2027-03-01", "2027-02-15"),
            ("5 clear working days before the meeting", "2027-04-05", "2027-03-24"),
            ("5 clear working days before the meeting", "2026-12-07", "2026-11-27"),
            ("2 weeks after the due date", "2026-12-14", "2026-12-29"),
            ("3 days after the due date", "2027-01-29", "2027-02-01"),
            ("1 day after the due date", "2027-01-29", "2027-02-01"),
            ("1 day before the meeting", "2027-03-01", "2027-02-26"),
            ("on the papers deadline", "2027-01-01", "2027-01-04"),
            ("when assigned", "2027-01-02", "2027-01-04"),
            ("1 week before the due date", "2024-03-07", "2024-02-29"),
            // Leap days, and the year 2100 without one.
            ("1 day after the due date", "2028-02-28", "2028-02-29"),
            ("1 week after the due date", "2028-02-29", "2028-03-07"),
            ("366 days before the due date", "2028-12-31", "2027-12-31"),
            ("1 day before the meeting", "2100-03-01", "2100-02-26"),
            ("2 days after the due date", "2100-02-27", "2100-03-01"),
            // The end of 2026, whose last week is its 53rd.
            ("1 week before the meeting", "2027-01-04", "2026-12-24"),
            ("1 week after the due date", "2026-12-28", "2027-01-04"),
            ("53 weeks before the meeting", "2027-01-04", "2025-12-29"),
            ("5 clear working days before the meeting", "2027-01-04", "2026-12-22"),
            ("3 working days after the due date", "2026-12-24", "2026-12-31"),
        ])
    func givesTheDayPeopleReckon(rule: String, anchor: String, day: String) throws {
        #expect(try explain(rule, anchor).day.description == day)
    }

    @Test func everyStepIsCountedFromTheDueDayAndMovedByItself() throws {
        let days = try (1...4).map {
            try explain("every 4 days while overdue", "2027-03-22", occurrence: $0).day.description
        }
        // Given: Good Friday, Tuesday, Saturday, Wednesday.
        #expect(days == ["2027-03-30", "2027-03-30", "2027-04-05", "2027-04-07"])
        let fourth = try explain("every 5 working days while overdue", "2027-03-22", occurrence: 4)
        #expect(fourth.day == london.day(DayOffset(20, .workingDays), after: CalendarDay(2027, 3, 22)))
    }

    @Test func warnsOfDaysWithoutKnownHolidays() throws {
        #expect(try explain("2 days after the due date", "2030-12-31").isBeyondCoverage)
        #expect(try !explain("2 days before the meeting", "2030-12-31").isBeyondCoverage)
    }
}
