import ActionRegister
package import Foundation

extension HolidayCalendar {
    /// Reads the all-day events of an iCalendar file (RFC 5545) as holidays.
    ///
    /// The calendar speaks for the whole years from its first day to its last.
    /// Of several events on a day the first gives the title. What would need
    /// guessing (times of day, repetitions) is refused, and nothing is taken from
    /// a file of which a part cannot be read; cancelled events are left out.
    package init(iCalendar file: Data, name: String) throws(CalendarFileError) {
        var reader = ICalendarReader()
        for line in try ICalendarLine.lines(of: Array(file)) { try reader.take(line) }
        guard let calendar = HolidayCalendar(name: name, wholeYearsOf: try reader.finish()) else {
            throw CalendarFileError(
                line: 1, what: "the file has no events", remedy: "choose one that lists holidays")
        }
        self = calendar
    }
}

private struct ICalendarReader {
    private var days: [CalendarDay: String] = [:]
    /// The components that have begun and not ended, outermost first.
    private var open: [(name: String, line: Int)] = []
    private var event = ICalendarEvent(line: 0)

    mutating func take(_ line: ICalendarLine) throws(CalendarFileError) {
        switch line.name {
        case "BEGIN": begin(line)
        case "END": try end(line)
        default:
            guard !open.isEmpty else { throw Self.noCalendar(line.number) }
            if open.last!.name == "VEVENT" { try event.take(line) }
        }
    }

    private mutating func begin(_ line: ICalendarLine) {
        open.append((line.value.uppercased(), line.number))
        if open.last!.name == "VEVENT" { event = ICalendarEvent(line: line.number) }
    }

    private mutating func end(_ line: ICalendarLine) throws(CalendarFileError) {
        guard let last = open.popLast(), last.name == line.value.uppercased() else {
            throw CalendarFileError(
                line: line.number, what: "this ends a \(line.value) that has not begun", remedy: Self.again)
        }
        guard last.name == "VEVENT" else { return }
        for (day, title) in try event.holidays() { days[day] = days[day] ?? title }
    }

    func finish() throws(CalendarFileError) -> [CalendarDay: String] {
        if let last = open.last {
            throw CalendarFileError(
                line: last.line, what: "the \(last.name) that begins here does not end", remedy: Self.again)
        }
        return days
    }

    private static let again = "export the calendar again, for a part of it is missing"

    private static func noCalendar(_ line: Int) -> CalendarFileError {
        CalendarFileError(
            line: line, what: "this is no iCalendar file, which begins with BEGIN:VCALENDAR",
            remedy: "export the calendar as .ics")
    }
}
