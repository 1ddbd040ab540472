import ActionRegister
package import Foundation

extension HolidayCalendar {
    /// The calendars of the file that GOV.UK publishes as `bank-holidays.json`,
    /// one for each division and named by it.
    ///
    /// Each speaks for the whole years from its first day to its last; nothing
    /// is taken from a file of which a part cannot be read.
    package static func readGOVUK(_ file: Data) throws(CalendarFileError) -> [HolidayCalendar] {
        let file = GOVUKFile(bytes: Array(file))
        return try file.calendars()
    }
}

private struct GOVUKFile {
    let bytes: [UInt8]

    func calendars() throws(CalendarFileError) -> [HolidayCalendar] {
        guard case .object(let divisions) = try json().value, !divisions.isEmpty else {
            throw failure(0, "this is no object of divisions", Self.download)
        }
        var calendars: [HolidayCalendar] = []
        for (name, division) in divisions { calendars.append(try calendar(name, division)) }
        return calendars
    }

    private func json() throws(CalendarFileError) -> PlacedJSON {
        do { return try PlacedJSON(bytes) } catch {
            throw failure(error.offset, "this is no JSON: expected \(error.expected)", Self.download)
        }
    }

    private func calendar(_ name: String, _ division: PlacedJSON) throws(CalendarFileError) -> HolidayCalendar
    {
        guard let events = division["events"]?.array else {
            throw failure(division.offset, "\"\(name)\" has no list of events", Self.download)
        }
        var days: [CalendarDay: String] = [:]
        for event in events {
            let (day, title) = try holiday(event)
            days[day] = days[day] ?? title
        }
        guard let calendar = HolidayCalendar(name: name, wholeYearsOf: days) else {
            throw failure(division.offset, "\"\(name)\" has no events", Self.download)
        }
        return calendar
    }

    private func holiday(_ event: PlacedJSON) throws(CalendarFileError) -> (CalendarDay, String) {
        guard let date = event["date"], let title = event["title"]?.string, !title.isEmpty else {
            throw failure(event.offset, "the event has no title or no date", "give it both")
        }
        guard let day = date.string.flatMap(CalendarDay.init) else {
            throw failure(date.offset, "the date is no day", "write it as 2027-03-26")
        }
        let isSubstitute = event["notes"]?.string?.lowercased() == "substitute day"
        return (day, isSubstitute ? HolidayCalendar.substituteTitle(title) : title)
    }

    private static let download = "download it again from https://www.gov.uk/bank-holidays.json"

    private func failure(_ offset: Int, _ what: String, _ remedy: String) -> CalendarFileError {
        let before = bytes.prefix(offset)
        let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
        return CalendarFileError(
            line: before.count { $0 == 0x0A } + 1, column: offset - lineStart + 1, what: what, remedy: remedy)
    }
}
