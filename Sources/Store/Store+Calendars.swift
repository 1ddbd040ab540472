import ActionRegister
import GRDB
package import Scheduling

extension Store {
    /// Installs a holiday calendar, or puts it in the place of one of its name.
    ///
    /// - Throws: `RegisterError.exists` for the name of a calendar that is shipped.
    package func installCalendar(_ calendar: HolidayCalendar, told: Told) throws {
        guard !HolidayCalendar.shippedNames.contains(calendar.name) else {
            throw RegisterError.exists(.calendar, calendar.name)
        }
        guard let coverage = calendar.coverage else {
            throw RegisterError.invalid(
                what: "the calendar \"\(calendar.name)\" has no days", instead: "install one that has")
        }
        try write { db in
            try db.execute(sql: "DELETE FROM holidayCalendar WHERE name = ?", arguments: [calendar.name])
            try db.execute(
                sql: "INSERT INTO holidayCalendar (name, firstDay, lastDay) VALUES (?, ?, ?)",
                arguments: [calendar.name, coverage.lowerBound.number, coverage.upperBound.number])
            for (day, title) in calendar.days {
                try db.execute(
                    sql: "INSERT INTO holiday (calendar, day, title) VALUES (?, ?, ?)",
                    arguments: [calendar.name, day.number, title])
            }
            let days = AuditValue.number(Int64(calendar.days.count))
            let new: AuditFacts = [
                "name": .plain(calendar.name), "days": days, "until": .plain(coverage.upperBound),
            ]
            try Self.audit(db, told, "calendar install", .calendar, nil, new: new)
        }
    }

    /// A calendar by its name, shipped or installed; `nil` where there is none.
    package func calendar(named name: String) throws -> HolidayCalendar? {
        try read { try Self.calendar($0, named: name) }
    }

    /// The names of all calendars that a board can count by, those that are shipped first.
    package func calendarNames() throws -> [String] {
        try read { try HolidayCalendar.shippedNames + Self.installedCalendars($0) }
    }

    static func calendar(_ db: Database, named name: String) throws -> HolidayCalendar? {
        if let shipped = HolidayCalendar.shipped(named: name) { return shipped }
        let bounds = try Row.fetchOne(
            db, sql: "SELECT * FROM holidayCalendar WHERE name = ?", arguments: [name])
        guard let bounds else { return nil }
        let rows = try Row.fetchAll(
            db, sql: "SELECT day, title FROM holiday WHERE calendar = ?", arguments: [name])
        let days = Dictionary(uniqueKeysWithValues: rows.map { ($0.day("day"), $0["title"] as String) })
        return HolidayCalendar(
            name: name, days: days, coverage: bounds.day("firstDay")...bounds.day("lastDay"))
    }

    /// The names of the calendars that somebody installed.
    static func installedCalendars(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM holidayCalendar ORDER BY name")
    }
}
