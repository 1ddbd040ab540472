import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct BankHolidaysTests {
    @Test(
        arguments: [
            (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
            (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
            (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
            (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
            (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
            (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
            (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
            (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        ])
    func englandAndWalesIsAsPublished(year: Int, days: String) {
        #expect(published(year, in: "england-and-wales") == days)
    }

    @Test(
        arguments: [
            (2020, "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28"),
            (2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
            (2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
            (2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
            (2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
            (2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"),
            (2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
            (2027, "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28"),
        ])
    func scotlandIsAsPublished(year: Int, days: String) {
        #expect(published(year, in: "scotland") == days)
    }

    @Test(
        arguments: [
            (2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"),
            (2021, "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28"),
            (2022, "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"),
            (2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"),
            (2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
            (2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
            (2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
            (2027, "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28"),
        ])
    func northernIrelandIsAsPublished(year: Int, days: String) {
        #expect(published(year, in: "northern-ireland") == days)
    }

    @Test(
        arguments: [
            ("england-and-wales", "2020-05-08", "Early May bank holiday (VE day)"),
            ("england-and-wales", "2022-12-26", "Boxing Day"),
            ("england-and-wales", "2022-12-27", "Christmas Day (substitute day)"),
            ("england-and-wales", "2027-12-27", "Christmas Day (substitute day)"),
            ("england-and-wales", "2027-12-28", "Boxing Day (substitute day)"),
            ("scotland", "2022-01-03", "New Year’s Day (substitute day)"),
            ("scotland", "2023-01-02", "New Year’s Day (substitute day)"),
            ("scotland", "2023-01-03", "2nd January (substitute day)"),
            ("scotland", "2024-12-02", "St Andrew’s Day (substitute day)"),
            ("scotland", "2026-06-15", "World Cup bank holiday"),
            ("northern-ireland", "2020-07-13", "Battle of the Boyne (Orangemen’s Day) (substitute day)"),
            ("northern-ireland", "2023-05-08", "Bank holiday for the coronation of King Charles III"),
        ])
    func eachDayHasItsTitle(calendar: String, day: String, title: String) throws {
        #expect(try #require(HolidayCalendar.shipped(named: calendar)).days[CalendarDay(day)!] == title)
    }

    @Test(
        arguments: [
            "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
            "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21",
        ])
    func easterMondayFollowsEasterOfEveryYear(easter: String) throws {
        let days = try #require(HolidayCalendar.shipped(named: "northern-ireland")).days
        #expect(days[CalendarDay(easter)! + 1] == "Easter Monday")
        #expect(days[CalendarDay(easter)! - 2] == "Good Friday")
    }

    @Test func everyShippedNameIsShippedAndNoOther() throws {
        #expect(
            HolidayCalendar.shippedNames == ["england-and-wales", "scotland", "northern-ireland", "none"])
        for name in HolidayCalendar.shippedNames {
            #expect(HolidayCalendar.shipped(named: name)?.name == name)
        }
        #expect(HolidayCalendar.shipped(named: "wales") == nil)
        let coverage = try #require(HolidayCalendar.shipped(named: "scotland")?.coverage)
        #expect(coverage == CalendarDay(2020, 1, 1)...CalendarDay(2030, 12, 31))
    }

    private func published(_ year: Int, in calendar: String) -> String? {
        HolidayCalendar.shipped(named: calendar)?.days.keys.filter { $0.year == year }.sorted()
            .map { String($0.description.dropFirst(5)) }.joined(separator: " ")
    }
}
