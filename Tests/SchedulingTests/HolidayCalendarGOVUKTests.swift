import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct HolidayCalendarGOVUKTests {
    private let file = """
        {"england-and-wales":{"division":"england-and-wales","events":[
          {"title":"New Year\\u2019s Day","date":"2028-01-03","notes":"Substitute day","bunting":true},
          {"title":"Good Friday","date":"2028-04-14","notes":"","bunting":false}]},
         "scotland":{"division":"scotland","events":[
          {"title":"2nd January","date":"2026-01-02","notes":"","bunting":true}]}}
        """

    @Test func readsEveryDivision() throws {
        let calendars = try HolidayCalendar.readGOVUK(Data(file.utf8))
        #expect(calendars.map(\.name) == ["england-and-wales", "scotland"])
        #expect(
            calendars[0].days == [
                CalendarDay(2028, 1, 3): "New Year’s Day (substitute day)",
                CalendarDay(2028, 4, 14): "Good Friday",
            ])
        #expect(calendars[0].coverage == CalendarDay(2028, 1, 1)...CalendarDay(2028, 12, 31))
        #expect(calendars[1].coverage == CalendarDay(2026, 1, 1)...CalendarDay(2026, 12, 31))
    }

    @Test func aMarkAtTheBeginningAndWindowsLinesDoNotMatter() throws {
        let windows = Data([0xEF, 0xBB, 0xBF] + file.replacing("\n", with: "\r\n").utf8)
        #expect(try HolidayCalendar.readGOVUK(windows) == HolidayCalendar.readGOVUK(Data(file.utf8)))
    }

    @Test(
        arguments: [
            ("2028-01-03", "3 January 2028", 2, 41, "write it as 2027-03-26"),
            ("\"2028-04-14\"", "20280414", 3, 33, "write it as 2027-03-26"),
            ("2028-04-14", "2028-02-30", 3, 33, "write it as 2027-03-26"),
            ("\"title\":\"Good Friday\",", "", 3, 3, "give it both"),
            (
                "\"events\":[\n  {\"title\":\"2nd", "\"days\":[\n  {\"title\":\"2nd", 4, 13,
                "download it again"
            ),
            ("}]}}", "}]}", 5, 74, "expected \"}\""),
            ("true},", "true}", 3, 3, "expected \"]\""),
            ("\"notes\":\"\",\"bunting\":false", "notes:\"\"", 3, 46, "expected a name in quotation marks"),
            (":true}]", ":yes}]", 5, 67, "expected a value"),
            ("Good Friday", "Good\nFriday", 3, 17, "expected a quotation mark"),
        ])
    func refusesWithThePlaceAndWhatToDo(
        part: String, replacement: String, line: Int, column: Int, words: String
    ) throws {
        let bad = file.replacing(part, with: replacement)
        #expect(bad != file)
        let error = #expect(throws: CalendarFileError.self) { try HolidayCalendar.readGOVUK(Data(bad.utf8)) }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(
        arguments: [
            "", "[]", "{}", "null", "\"x\"", "{\"scotland\":{\"events\":[]}}", "<html>", "{\"a\":1,}",
            String(repeating: "[", count: 100_000), "{\"a\":\"\\q\"}", "{\"a\":\"\\",
        ])
    func refusesWhatIsNoSuchFile(text: String) {
        let error = #expect(throws: CalendarFileError.self) { try HolidayCalendar.readGOVUK(Data(text.utf8)) }
        #expect(error?.line == 1)
        #expect(error?.remedy == "download it again from https://www.gov.uk/bank-holidays.json")
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        let error = #expect(throws: CalendarFileError.self) {
            try HolidayCalendar.readGOVUK(Data([0x7B, 0x0A, 0x22, 0xE9, 0x22, 0x3A, 0x31, 0x7D]))
        }
        #expect(error?.line == 2)
        #expect(error?.column == 1)
    }
}
