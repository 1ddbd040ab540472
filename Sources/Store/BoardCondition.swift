package import ActionRegister
package import Foundation
import GRDB
package import Scheduling

/// A board as far as it can be read, for those who look for what is wrong with
/// it: where the planner would give up, this goes on without.
package struct BoardCondition: Sendable {
    /// Without the rules that cannot be read, without holidays where the calendar
    /// is not known, and in GMT where the zone is not; it has no ledger.
    package var schedule: BoardSchedule
    package var isZoneKnown: Bool
    package var isCalendarKnown: Bool
    package var unreadableRules: [UnreadableRule]
    /// Whose mailbox is held, after letters that were refused.
    package var heldMailboxes: Set<Person.ID>
    /// When steps were found to have expired untold, newest first; the last thousand.
    package var missedAt: [Date]

    /// A rule of which this program cannot make sense.
    package struct UnreadableRule: Hashable, Sendable {
        package var number: Int
        package var sentence: String

        package init(number: Int, sentence: String) { (self.number, self.sentence) = (number, sentence) }
    }
}

extension Store {
    package func condition(of id: Board.ID) throws -> BoardCondition {
        try read { db in
            let board = try Self.board(db, id: id)
            let (rules, unreadable) = try Self.readableRules(db, of: id)
            let zone = TimeZone(identifier: board.timeZone)
            let holidays = try Self.calendar(db, named: board.calendar)
            let calendar = WorkingCalendar(
                holidays ?? HolidayCalendar(name: board.calendar, days: [:], coverage: nil),
                timeZone: zone ?? .gmt)
            return BoardCondition(
                schedule: BoardSchedule(
                    board: board, calendar: calendar, rules: rules, meetings: try Self.meetings(db, of: id),
                    seats: try Self.seats(db, of: id), absences: try Self.absences(db),
                    reachable: try Self.reachable(db), refusing: try Self.refusing(db, id)),
                isZoneKnown: zone != nil, isCalendarKnown: holidays != nil, unreadableRules: unreadable,
                heldMailboxes: try Self.heldMailboxes(db), missedAt: try Self.missedTimes(db, id))
        }
    }

    private static func missedTimes(_ db: Database, _ board: Board.ID) throws -> [Date] {
        let sql = """
            SELECT recordedAt FROM ledger WHERE board = ? AND outcome = 'missed' AND rule <> ?
            ORDER BY recordedAt DESC LIMIT 1000
            """
        return try Int64.fetchAll(db, sql: sql, arguments: [board.rawValue, Rule.ID.allWell.rawValue])
            .map(Date.init(milliseconds:))
    }

    private static func readableRules(
        _ db: Database, of board: Board.ID
    ) throws -> ([Rule], [BoardCondition.UnreadableRule]) {
        var (rules, unreadable): ([Rule], [BoardCondition.UnreadableRule]) = ([], [])
        let sql = "SELECT * FROM rule WHERE board = ? AND removedAt IS NULL ORDER BY number"
        for row in try Row.fetchAll(db, sql: sql, arguments: [board.rawValue]) {
            do {
                rules.append(try Rule(row: row))
            } catch is SentenceError {
                unreadable.append(.init(number: row["number"], sentence: row["sentence"]))
            }
        }
        return (rules, unreadable)
    }
}
