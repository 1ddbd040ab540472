import ActionRegister
import Foundation
import GRDB
import Scheduling

/// Reads the schedules of one board, or of all: each table once, however many
/// boards there are.
struct ScheduleReader {
    private let db: Database
    private let now: Date
    private let rules: [Board.ID: [Result<Rule, any Error>]]
    private let meetings: [Board.ID: [Meeting]]
    private let seats: [Board.ID: [Seat]]
    private let absences: [Absence]
    private let silences: [Silence]
    private let reachable: Set<Person.ID>
    private let ledger: [Board.ID: [LedgerRow]]
    /// To read a zone's changes takes longer than all else of a board.
    private var calendars: [CalendarName: WorkingCalendar] = [:]

    private struct CalendarName: Hashable {
        var holidays, timeZone: String
    }

    /// - Parameter board: of which to read; all where it is `nil`.
    init(_ db: Database, of board: Board.ID?, at now: Date) throws {
        self.db = db
        self.now = now
        rules = try Self.rules(db, of: board)
        meetings = Dictionary(grouping: try Store.meetings(db, of: board), by: \.board)
        seats = Dictionary(grouping: try Store.seats(db, of: board), by: \.board)
        absences = try Store.absences(db)
        silences = try Store.silences(db)
        reachable = try Store.reachable(db)
        ledger = try Self.ledger(db)
    }

    mutating func schedule(of board: Board) throws -> BoardSchedule {
        let calendar = try calendar(of: board)
        return try BoardSchedule(
            board: board, calendar: calendar, rules: (rules[board.id] ?? []).map { try $0.get() },
            meetings: meetings[board.id] ?? [], seats: seats[board.id] ?? [], absences: absences,
            silences: silences.filter { $0.board == nil || $0.board == board.id }, reachable: reachable,
            refusing: Store.refusing(db, board.id), lastLetters: lastLetters(to: board, calendar),
            ledger: ledger[board.id] ?? [])
    }

    private mutating func calendar(of board: Board) throws -> WorkingCalendar {
        let name = CalendarName(holidays: board.calendar, timeZone: board.timeZone)
        if let known = calendars[name] { return known }
        let calendar = try Store.workingCalendar(db, of: board)
        calendars[name] = calendar
        return calendar
    }

    /// A rule that cannot be read is the trouble of its own board.
    private static func rules(
        _ db: Database, of board: Board.ID?
    ) throws -> [Board.ID: [Result<Rule, any Error>]] {
        var known: [String: RuleSentence] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT board, id, number, sentence, since FROM rule
                WHERE removedAt IS NULL AND (?1 IS NULL OR board = ?1) ORDER BY board, number
                """,
            arguments: [board?.rawValue])
        return Dictionary(grouping: rows) { Board.ID($0[0] as Int64) }.mapValues { rows in
            rows.map { row in
                Result {
                    let text: String = row[3]
                    let sentence = try known[text] ?? RuleSentence(parsing: text)
                    known[text] = sentence
                    return Rule(
                        id: Rule.ID(row[1] as Int64), number: row[2], sentence: sentence,
                        since: row.instant(4))
                }
            }
        }
    }

    /// The rows of the ledger that are about no action.
    private static func ledger(_ db: Database) throws -> [Board.ID: [LedgerRow]] {
        let waiting = try WaitingRecipients(db)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(StepKey.columns(of: "l")), l.id, l.board FROM ledger l WHERE action = 0")
        var ledger: [Board.ID: [LedgerRow]] = [:]
        while let row = try rows.next() {
            ledger[Board.ID(row[10] as Int64), default: []].append(LedgerRow(row, waiting))
        }
        return ledger
    }

    /// The day of the last letter to each recipient, as far back as a gap can reach:
    /// what it put off until after a meeting rests there for 15 working days more.
    private func lastLetters(to board: Board, _ calendar: WorkingCalendar) throws -> [Recipient: CalendarDay]
    {
        let gap = DayOffset(board.gap + 1 + 15, .workingDays)
        let first = calendar.day(gap, before: calendar.day(of: now))
        let statement = try db.cachedStatement(
            sql: """
                SELECT ifnull(person, 0), max(day) FROM outbox
                WHERE board = ? AND day >= ? AND kind <> 'brief' AND state <> 'suppressed' GROUP BY person
                """)
        let rows = try Row.fetchAll(statement, arguments: [board.id.rawValue, first.number])
        return Dictionary(uniqueKeysWithValues: rows.map { (Recipient(column: $0[0]), $0.day(1)) })
    }
}
