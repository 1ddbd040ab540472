import ActionRegister
import Foundation
import RandomFixtures
import Scheduling
import Testing

@Suite struct WorkingCalendarTests {
    let london = WorkingCalendar(
        .shipped(named: "england-and-wales")!, timeZone: TimeZone(identifier: "Europe/London")!)

    @Test(
        arguments: [
            ("2027-04-05", DayOffset(10, .workingDays), "2027-03-18"),
            ("2027-04-05", DayOffset(5, .clearWorkingDays), "2027-03-24"),
            ("2026-12-07", DayOffset(5, .clearWorkingDays), "2026-11-27"),
            ("2027-04-05", DayOffset(1, .clearWorkingDays), "2027-04-01"),
            ("2027-04-05", DayOffset(1, .workingDays), "2027-04-02"),
            ("2027-03-29", DayOffset(1, .workingDays), "2027-03-25"),
            ("2027-03-28", DayOffset(1, .workingDays), "2027-03-25"),
            ("2027-01-04", DayOffset(3, .workingDays), "2026-12-29"),
            ("2028-03-01", DayOffset(1, .days), "2028-02-29"),
            ("2027-03-01", DayOffset(2, .weeks), "2027-02-15"),
        ])
    func countsBackNotCountingTheDayItself(anchor: String, offset: DayOffset, day: String) {
        #expect(london.day(offset, before: CalendarDay(anchor)!).description == day)
    }

    @Test(
        arguments: [
            ("2027-03-25", DayOffset(1, .workingDays), "2027-03-30"),
            ("2027-03-27", DayOffset(1, .workingDays), "2027-03-30"),
            ("2026-12-24", DayOffset(5, .workingDays), "2027-01-05"),
            ("2028-02-28", DayOffset(1, .days), "2028-02-29"),
            ("2027-12-20", DayOffset(2, .weeks), "2028-01-03"),
        ])
    func countsForwardNotCountingTheDayItself(anchor: String, offset: DayOffset, day: String) {
        #expect(london.day(offset, after: CalendarDay(anchor)!).description == day)
    }

    @Test func movesToTheNearestWorkingDayOnEitherSide() {
        let easter = CalendarDay(2027, 3, 28)
        #expect(london.workingDay(onOrBefore: easter) == CalendarDay(2027, 3, 25))
        #expect(london.workingDay(onOrAfter: easter) == CalendarDay(2027, 3, 30))
        #expect(london.workingDay(onOrBefore: CalendarDay(2027, 3, 30)) == CalendarDay(2027, 3, 30))
        #expect(london.workingDay(onOrAfter: CalendarDay(2027, 3, 25)) == CalendarDay(2027, 3, 25))
    }

    @Test func countsMondayToFridayBeyondItsCoverage() {
        let christmas = CalendarDay(2031, 12, 25)
        #expect(london.isBeyondCoverage(christmas) && london.isWorkingDay(christmas))
        #expect(!london.isBeyondCoverage(CalendarDay(2030, 12, 31)))
        #expect(london.isBeyondCoverage(CalendarDay(2019, 12, 31)))
        #expect(london.day(DayOffset(3, .workingDays), before: christmas) == CalendarDay(2031, 12, 22))
    }

    @Test func neverEndsWithoutHolidays() throws {
        let none = WorkingCalendar(try #require(.shipped(named: "none")), timeZone: .gmt)
        #expect(!none.isBeyondCoverage(CalendarDay(9999, 1, 1)))
        #expect(none.isWorkingDay(CalendarDay(2027, 3, 26)))
    }

    /// Steps from day to day and asks of each whether it is worked.
    private func walk(
        _ count: Int, from day: CalendarDay, by step: Int, in calendar: HolidayCalendar
    )
        -> CalendarDay
    {
        var (day, left) = (day, count)
        while left > 0 {
            day = day + step
            if !day.weekday.isWeekend && calendar.days[day] == nil { left -= 1 }
        }
        return day
    }

    @Test func agreesWithAWalkFromDayToDayOnRandomCalendars() {
        var random = FixedRandom(seed: 20_270_405)
        for _ in 0..<200 {
            let calendar = HolidayCalendar.random(using: &random)
            let working = WorkingCalendar(calendar, timeZone: .gmt)
            for _ in 0..<40 {
                let day = CalendarDay(2026, 1, 1) + Int.random(in: -30...1500, using: &random)
                let count = Int.random(in: 1...60, using: &random)
                let back = walk(count, from: day, by: -1, in: calendar)
                let forth = walk(count, from: day, by: 1, in: calendar)
                #expect(working.day(DayOffset(count, .workingDays), before: day) == back)
                #expect(working.day(DayOffset(count, .workingDays), after: day) == forth)
                let clear = working.day(DayOffset(count, .clearWorkingDays), before: day)
                #expect(clear == walk(count + 1, from: day, by: -1, in: calendar))
                #expect((clear + 1..<day).count { working.isWorkingDay($0) } == count)
                #expect(working.isWorkingDay(day) == (walk(1, from: day - 1, by: 1, in: calendar) == day))
                #expect(working.workingDay(onOrBefore: day) == walk(1, from: day + 1, by: -1, in: calendar))
                #expect(working.workingDay(onOrAfter: day) == walk(1, from: day - 1, by: 1, in: calendar))
            }
        }
    }

    @Test func countingBackUndoesCountingForwardFromAWorkingDay() {
        var random = FixedRandom(seed: 3)
        for _ in 0..<500 {
            let working = WorkingCalendar(.random(using: &random), timeZone: .gmt)
            let day = working.workingDay(
                onOrAfter: CalendarDay(2026, 1, 1) + Int.random(in: 0...1400, using: &random))
            let offset = DayOffset(Int.random(in: 1...300, using: &random), .workingDays)
            #expect(working.day(offset, before: working.day(offset, after: day)) == day)
        }
    }
}
