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
        var walk = try LiveActionWalk(db, of: schedule.board.id)
        while let (_, action) = try walk.next() { try body(action) }
    }
}

/// All active boards as the planner reads them, in one snapshot.
package struct RegisterReading {
    private let db: Database
    /// In the order they were added.
    package let schedules: [BoardSchedule]
    /// Why boards that are active cannot be read.
    package let unreadable: [(board: Board, why: any Error)]

    init(_ db: Database, at now: Date) throws {
        self.db = db
        var reader = try ScheduleReader(db, of: nil, at: now)
        var (schedules, unreadable): ([BoardSchedule], [(Board, any Error)]) = ([], [])
        for board in try Store.boards(db) where board.state == .active {
            do { schedules.append(try reader.schedule(of: board)) } catch {
                unreadable.append((board, error))
            }
        }
        (self.schedules, self.unreadable) = (schedules, unreadable)
    }

    /// Shows the live actions of all boards, by number, one at a time.
    ///
    /// One walk in the order in which the tables lie on the disk is many times
    /// faster than one for each board.
    package func forEachLiveAction(_ body: (Board.ID, LiveAction) throws -> Void) throws {
        var walk = try LiveActionWalk(db)
        while let (board, action) = try walk.next() { try body(board, action) }
    }
}

extension Store {
    /// Opens all active boards in one snapshot, for as long as `body` runs.
    package func readingAll<Value: Sendable>(
        at now: Date, _ body: @escaping @Sendable (RegisterReading) throws -> Value
    ) async throws -> Value {
        try await asyncRead { db in try body(RegisterReading(db, at: now)) }
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
    ///   no more, `SentenceError` for a rule it cannot read.
    static func schedule(_ db: Database, of id: Board.ID, at now: Date) throws -> BoardSchedule {
        var reader = try ScheduleReader(db, of: id, at: now)
        return try reader.schedule(of: board(db, id: id))
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
        return try Set(Int64.fetchCursor(db, sql: sql).map { Person.ID($0) }).subtracting(heldMailboxes(db))
    }
}
