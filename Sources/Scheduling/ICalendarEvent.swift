import ActionRegister

/// One event of an iCalendar file, as far as it has been read.
struct ICalendarEvent {
    /// Where it begins.
    let line: Int
    private var title = "Holiday"
    private var isCancelled = false
    private var first: CalendarDay?
    /// The first day that is no longer part of it, and the line that says so.
    private var end: (day: CalendarDay, line: Int)?
    /// How many days it lasts, and the line that says so.
    private var duration: (days: Int, line: Int)?

    init(line: Int) { self.line = line }

    mutating func take(_ line: ICalendarLine) throws(CalendarFileError) {
        switch line.name {
        case "SUMMARY": title = line.text.isEmpty ? title : line.text
        case "STATUS": isCancelled = line.value.uppercased() == "CANCELLED"
        case "DTSTART": first = try Self.day(line)
        case "DTEND": end = (try Self.day(line), line.number)
        case "DURATION": duration = (try Self.days(line), line.number)
        case "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID":
            throw CalendarFileError(
                line: line.number, what: "\(line.name): an event that repeats is not read",
                remedy: "write each of its days as an event of its own")
        default: break
        }
    }

    /// Its days with its title.
    func holidays() throws(CalendarFileError) -> [(CalendarDay, String)] {
        if isCancelled { return [] }
        guard let first else {
            throw CalendarFileError(
                line: line, what: "the event has no DTSTART",
                remedy: "give it one, as DTSTART;VALUE=DATE:20270326")
        }
        // An event that ends when it begins is what some programs write for one day.
        let length = duration?.days ?? end.map { max($0.day - first, $0.day == first ? 1 : 0) } ?? 1
        guard (1...366).contains(length) else {
            throw CalendarFileError(
                line: duration?.line ?? end?.line ?? line,
                what: "the event ends before it begins, or after a year",
                remedy: "let DTEND be the day after its last day")
        }
        return (first..<first + length).map { ($0, title) }
    }

    private static func day(_ line: ICalendarLine) throws(CalendarFileError) -> CalendarDay {
        let digits = Array(line.value)
        guard digits.count == 8, digits.allSatisfy(\.isWholeNumber) else { throw noDay(line) }
        let parts = [digits[..<4], digits[4..<6], digits[6...]].map { String($0) }
        guard let day = CalendarDay(parts.joined(separator: "-")) else { throw noDay(line) }
        return day
    }

    private static func noDay(_ line: ICalendarLine) -> CalendarFileError {
        CalendarFileError(
            line: line.number, what: "\(line.name): \"\(line.value)\" is no day",
            remedy: "make it an all-day event, as \(line.name);VALUE=DATE:20270326")
    }

    /// Whole days or weeks: `P1D`, `P2W`.
    private static func days(_ line: ICalendarLine) throws(CalendarFileError) -> Int {
        let body = line.value.dropFirst().dropLast()
        guard line.value.hasPrefix("P"), let count = Int(body), (1...366).contains(count),
            let factor = ["D": 1, "W": 7][line.value.suffix(1)]
        else {
            throw CalendarFileError(
                line: line.number, what: "\(line.name): \"\(line.value)\" is no number of days",
                remedy: "write whole days, as P1D, or leave the line out")
        }
        return count * factor
    }
}
