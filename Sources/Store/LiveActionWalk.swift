import ActionRegister
import Foundation
import GRDB
import Scheduling

/// Walks the live actions of a board by number, with what stands beside each in
/// three other tables: four cursors that go forward together.
struct LiveActionWalk {
    private let actions: RowCursor
    private var owners, answers, ledger: Companion
    private let waiting: [Int64: [Recipient]]

    init(_ db: Database, _ board: Board.ID) throws {
        actions = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, dueDay, dueMeeting, dueKind = 'ongoing', liveSince, releasedAt FROM action
                    WHERE board = ? AND releasedAt IS NOT NULL AND status IN ('open', 'in-progress') ORDER BY id
                    """),
            arguments: [board.rawValue])
        owners = try Companion(
            db.cachedStatement(
                sql: """
                    SELECT action, person, organisation, assignedAt FROM actionOwner
                    WHERE action >= ? AND partDoneAt IS NULL ORDER BY action, position
                    """))
        answers = try Companion(
            db.cachedStatement(
                sql: """
                    SELECT action, person, organisation, recordedAt FROM actionUpdate
                    WHERE action >= ? AND (person IS NOT NULL OR organisation IS NOT NULL)
                    ORDER BY action, recordedAt
                    """))
        ledger = try Companion(
            db.cachedStatement(
                sql: """
                    SELECT \(StepKey.columns(of: "l")), l.id FROM ledger l
                    WHERE board = \(board.rawValue) AND action >= ? ORDER BY action
                    """))
        waiting = try Self.waiting(db)
    }

    mutating func next() throws -> LiveAction? {
        guard let row = try actions.next() else { return nil }
        let id: Int64 = row[0]
        var action = LiveAction(
            id: Action.ID(id), due: Due(row), liveSince: row.instant(4), releasedAt: row.instant(5),
            owners: [])
        try owners.visit(id) { row in
            action.owners.append(Ownership(owner: row.owner(1)!, assignedAt: row.instant(3)))
        }
        try answers.visit(id) { row in
            action.answers.append(Answer(owner: row.owner(1)!, at: row.instant(3)))
        }
        try ledger.visit(id) { [waiting] row in action.ledger.append(LedgerRow(row, waiting)) }
        return action
    }

    /// Rows of the ledger whose step still waits for somebody: a few at any time.
    private static func waiting(_ db: Database) throws -> [Int64: [Recipient]] {
        let rows = try Row.fetchAll(db, sql: "SELECT ledger, person FROM ledgerRecipient WHERE entry IS NULL")
        return Dictionary(grouping: rows) { $0[0] as Int64 }.mapValues { $0.map { Recipient(column: $0[1]) } }
    }

    /// The rows of a board's ledger that are about no action.
    static func ledgerRows(_ db: Database, of board: Board.ID) throws -> [LedgerRow] {
        let waiting = try waiting(db)
        let sql = "SELECT \(StepKey.columns(of: "l")), l.id FROM ledger l WHERE board = ? AND action = 0"
        return try Row.fetchAll(db, sql: sql, arguments: [board.rawValue]).map { LedgerRow($0, waiting) }
    }
}

/// The rows of one table that stand beside an action, in a walk from lower to
/// higher numbers.
///
/// Near rows are reached by going on, far ones by seeking: a board whose actions
/// lie close together is read in one sweep, one with few actions among a
/// million does not pay for the others.
private struct Companion {
    private let statement: Statement
    private var cursor: RowCursor?
    private var row: Row?
    /// The action of `row`; beyond all actions when the table has ended.
    private var current = Int64.min

    /// - Parameter statement: takes the lowest action as its last argument, and
    ///   gives the action in its first column.
    init(_ statement: Statement) { self.statement = statement }

    mutating func visit(_ action: Int64, _ body: (Row) -> Void) throws {
        var steps = 0
        while current < action {
            if cursor == nil || steps == 8 {
                cursor = try Row.fetchCursor(statement, arguments: [action])
                steps = 0
            }
            try advance()
            steps += 1
        }
        while current == action {
            body(row!)
            try advance()
        }
    }

    private mutating func advance() throws {
        row = try cursor!.next()
        current = row?[0] ?? .max
    }
}

extension Due {
    fileprivate init(_ row: Row) {
        if let day = row.dayIfAny(1) {
            self = .day(day)
        } else if let meeting = row[2] as Int64? {
            self = .meeting(Meeting.ID(meeting))
        } else {
            self = row[3] ? .ongoing : .unset
        }
    }
}

extension LedgerRow {
    fileprivate init(_ row: Row, _ waiting: [Int64: [Recipient]]) {
        self.init(key: StepKey(row), waiting: waiting.isEmpty ? [] : waiting[row[9]] ?? [])
    }
}
