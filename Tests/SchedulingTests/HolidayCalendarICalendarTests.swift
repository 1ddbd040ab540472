import ActionRegister
import Foundation
import Scheduling
import Testing

@Suite struct HolidayCalendarICalendarTests {
    private func read(_ lines: [String], end: String = "\r\n") throws -> HolidayCalendar {
        try HolidayCalendar(iCalendar: Data(lines.map { $0 + end }.joined().utf8), name: "ours")
    }

    private func read(event: String...) throws -> HolidayCalendar {
        try read(["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + event + ["END:VEVENT", "END:VCALENDAR"])
    }

    private let file = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "X-WR-CALNAME;X=\"a:b;c\":Holidays",
        "BEGIN:VEVENT",
        "DTEND;VALUE=DATE:20270330", "DTSTART;VALUE=DATE:20270329", "SUMMARY:Easter Monday",
        "UID:1@example.org", "END:VEVENT", "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20281227",
        "DTEND;VALUE=DATE:20290102", "SUMMARY;LANGUAGE=en:Closed between Christmas\\, and the New Ye",
        " ar\\; back \\n soon", "BEGIN:VALARM", "DURATION:PT5M", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]

    @Test(arguments: ["\r\n", "\n"]) func readsDaysTitlesAndSpans(lineEnd: String) throws {
        let calendar = try read(file, end: lineEnd)
        let days = calendar.days.sorted { $0.key < $1.key }
        #expect(
            days.map(\.key.description) == [
                "2027-03-29", "2028-12-27", "2028-12-28", "2028-12-29", "2028-12-30", "2028-12-31",
                "2029-01-01",
            ])
        #expect(days[0].value == "Easter Monday")
        #expect(Set(days[1...].map(\.value)) == ["Closed between Christmas, and the New Year; back soon"])
        #expect(calendar.coverage == CalendarDay(2027, 1, 1)...CalendarDay(2029, 12, 31))
        #expect(calendar.name == "ours")
    }

    @Test func aFoldMayPartTheBytesOfALetter() throws {
        var bytes = Array("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270317\r\nSUMMARY:St Patrick".utf8)
        bytes += [0xE2, 0x80] + Array("\r\n ".utf8) + [0x99]
        bytes += Array("s Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8)
        let calendar = try HolidayCalendar(iCalendar: Data(bytes), name: "ours")
        #expect(calendar.days == [CalendarDay(2027, 3, 17): "St Patrick’s Day"])
    }

    @Test(
        arguments: [
            (["DTSTART:20280228", "DURATION:P3D"], 3), (["DTSTART:20280228", "DURATION:P1W"], 7),
            (["DTSTART:20280228", "DTEND:20280301"], 2), (["DTSTART:20280228", "DTEND:20280228"], 1),
            (["DTSTART:20280228"], 1),
        ])
    func lastsAsLongAsItSays(lines: [String], days: Int) throws {
        let calendar = try read(
            ["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR"])
        let first = CalendarDay(2028, 2, 28)
        #expect(calendar.days.keys.sorted() == Array(first..<first + days))
        #expect(calendar.days[first] == "Holiday")
    }

    @Test func leavesOutWhatWasCancelled() throws {
        let kept = ["BEGIN:VEVENT", "DTSTART:20270101", "SUMMARY:Kept", "END:VEVENT"]
        let cancelled = ["BEGIN:VEVENT", "DTSTART:20270102", "STATUS:CANCELLED", "END:VEVENT"]
        let calendar = try read(["BEGIN:VCALENDAR"] + kept + cancelled + ["END:VCALENDAR"])
        #expect(calendar.days == [CalendarDay(2027, 1, 1): "Kept"])
    }

    @Test(
        arguments: [
            ("DTSTART:20270329T090000Z", 3, "is no day; make it an all-day event"),
            ("DTSTART;VALUE=DATE:20270230", 3, "is no day; make it an all-day event"),
            ("DTSTART;VALUE=DATE:2027-03-29", 3, "is no day; make it an all-day event"),
            ("RRULE:FREQ=YEARLY", 3, "an event that repeats is not read; write each of its days"),
            ("DTEND:20270101\r\nDTSTART:20270102", 3, "the event ends before it begins"),
            ("DTSTART:20270101\r\nDTEND:20280601", 4, "or after a year"),
            ("DTSTART:20270101\r\nDURATION:PT8H", 4, "is no number of days"),
            ("SUMMARY:Never", 2, "the event has no DTSTART"),
            ("SUMMARY Never", 3, "this is no line of an iCalendar file"),
            ("END:VCALENDAR", 3, "this ends a VCALENDAR that has not begun"),
        ])
    func refusesWithTheLineAndWhatToDo(event: String, line: Int, words: String) {
        let error = #expect(throws: CalendarFileError.self) { try read(event: event) }
        #expect(error?.line == line)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(
        arguments: [
            ([], 1, "has no events"),
            (["BEGIN:VCALENDAR", "END:VCALENDAR"], 1, "has no events"),
            (["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20270101"], 2, "does not end"),
            (["BEGIN:VCALENDAR"], 1, "does not end"),
            (["<!DOCTYPE html>"], 1, "this is no line"),
            (["SUMMARY:x"], 1, "this is no iCalendar file"),
        ])
    func refusesWhatIsNoSuchFile(lines: [String], line: Int, words: String) {
        let error = #expect(throws: CalendarFileError.self) { try read(lines) }
        #expect(error?.line == line)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        let bytes = Array("BEGIN:VCALENDAR\r\nX:".utf8) + [0xE9]
        let error = #expect(throws: CalendarFileError.self) {
            try HolidayCalendar(iCalendar: Data(bytes), name: "ours")
        }
        #expect(error?.description == "2: this is no UTF-8; save the file as UTF-8")
    }
}
