package import ActionRegister
package import Foundation
import GRDB
package import Scheduling

/// One board as the planner reads it, in the snapshot in which it was opened.
package struct BoardReading {
    private let db: Database
    package let schedule: BoardSchedule

    init(_ db: Database, _ schedule: BoardSchedule) {
        self.db = db
        self.schedule = schedule
    }

    /// Shows every live action of the board, by number, one at a time: a million
    /// of them need no more memory than one.
    package func forEachLiveAction(_ body: (LiveAction) throws -> Void) throws {
        var walk = try LiveActionWalk(db, schedule.board.id)
        while let action = try walk.next() { try body(action) }
    }
}

extension Store {
    /// The boards to which the daemon looks, in the order they were added.
    package func activeBoards() async throws -> [Board] {
        try await asyncRead { try Self.boards($0).filter { $0.state == .active } }
    }

    /// Opens one board in one snapshot, for as long as `body` runs.
    package func reading<Value: Sendable>(
        _ board: Board.ID, at now: Date, _ body: @escaping @Sendable (BoardReading) throws -> Value
    ) async throws -> Value {
        try await asyncRead { db in try body(BoardReading(db, Self.schedule(db, of: board, at: now))) }
    }

    /// The same for a caller that waits: a verb of the command line.
    package func read<Value>(
        _ board: Board.ID, at now: Date, _ body: (BoardReading) throws -> Value
    ) throws -> Value {
        try read { db in try body(BoardReading(db, Self.schedule(db, of: board, at: now))) }
    }
}

extension Store {
    /// All that the planner knows of a board besides its actions.
    ///
    /// - Throws: `RegisterError` for a zone or a calendar that this machine has
    ///   no more, `RuleError` for a rule it cannot read.
    static func schedule(_ db: Database, of id: Board.ID, at now: Date) throws -> BoardSchedule {
        let board = try board(db, id: id)
        let calendar = try workingCalendar(db, of: board)
        return try BoardSchedule(
            board: board, calendar: calendar, rules: rules(db, id), meetings: meetings(db, of: id),
            seats: seats(db, of: id), absences: absences(db),
            silences: silences(db).filter { $0.board == nil || $0.board == id },
            reachable: reachable(db), lastLetters: lastLetters(db, to: board, calendar, at: now),
            ledger: LiveActionWalk.ledgerRows(db, of: id))
    }

    static func workingCalendar(_ db: Database, of board: Board) throws -> WorkingCalendar {
        guard let zone = TimeZone(identifier: board.timeZone) else {
            throw RegisterError.unknown(.board, "time zone \(board.timeZone)", nearest: nil)
        }
        guard let holidays = try calendar(db, named: board.calendar) else {
            throw RegisterError.unknown(.calendar, board.calendar, nearest: nil)
        }
        return WorkingCalendar(holidays, timeZone: zone)
    }

    static func reachable(_ db: Database) throws -> Set<Person.ID> {
        let sql = "SELECT person FROM personDetails WHERE mailbox IS NOT NULL"
        return try Set(Int64.fetchCursor(db, sql: sql).map { Person.ID($0) })
    }

    /// The day of the last letter to each recipient, as far back as a gap can reach.
    private static func lastLetters(
        _ db: Database, to board: Board, _ calendar: WorkingCalendar, at now: Date
    ) throws -> [Recipient: CalendarDay] {
        let gap = DayOffset(board.gap + 1, .workingDays)
        let first = calendar.day(gap, before: calendar.day(of: now))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT ifnull(person, 0), max(day) FROM outbox
                WHERE board = ? AND day >= ? AND kind <> 'brief' AND state <> 'suppressed' GROUP BY person
                """,
            arguments: [board.id.rawValue, first.number])
        return Dictionary(uniqueKeysWithValues: rows.map { (Recipient(column: $0[0]), $0.day(1)) })
    }
}
