import ActionRegister
import Foundation
import GRDB
import Scheduling

/// Walks live actions by number, with what stands beside each in three other
/// tables: four cursors that go forward together.
struct LiveActionWalk {
    private let actions: RowCursor
    private var owners, answers, ledger: Companion
    private let waiting: WaitingRecipients
    /// When the round of each action began that has returned; there are a few.
    private let rounds: [Int64: Int64]

    /// - Parameter board: whose actions; those of all boards where it is `nil`.
    init(_ db: Database, of board: Board.ID? = nil) throws {
        actions = try Self.actions(db, of: board)
        owners = try Companion(
            db,
            """
            SELECT action, \(Owner.packed), assignedAt FROM actionOwner
            WHERE action >= ? AND partDoneAt IS NULL ORDER BY action, position
            """)
        answers = try Companion(
            db,
            """
            SELECT action, \(Owner.packed), recordedAt FROM actionUpdate
            WHERE action >= ? AND (person IS NOT NULL OR organisation IS NOT NULL) ORDER BY action, recordedAt
            """)
        ledger = try Companion(
            db, "SELECT \(StepKey.columns(of: "l")), l.id FROM ledger l WHERE action >= ? ORDER BY action")
        waiting = try WaitingRecipients(db)
        let returned = try Row.fetchAll(
            db, sql: "SELECT id, roundSince FROM action WHERE roundSince IS NOT NULL")
        rounds = Dictionary(uniqueKeysWithValues: returned.map { ($0[0] as Int64, $0[1] as Int64) })
    }

    /// The walk over all boards reads an index that holds every column it needs.
    private static func actions(_ db: Database, of board: Board.ID?) throws -> RowCursor {
        let index = board == nil ? "actionWalk" : "actionLive"
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, board, liveSince, releasedAt, \(Due.packed)
                FROM action INDEXED BY \(index)
                WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress')\(board == nil ? "" : " AND board = ?")
                ORDER BY id
                """)
        return try Row.fetchCursor(statement, arguments: board.map { [$0.rawValue] } ?? [])
    }

    /// The next action and its board.
    mutating func next() throws -> (board: Board.ID, action: LiveAction)? {
        guard let row = try actions.next() else { return nil }
        let id: Int64 = row[0]
        let board = Board.ID(row[1] as Int64)
        var action = LiveAction(
            id: Action.ID(id), due: Due(packed: row[4]), liveSince: row.instant(2),
            releasedAt: row.instant(3), owners: [])
        try owners.visit(id) { row in
            action.owners.append(Ownership(owner: Owner(packed: row[1]), assignedAt: row.instant(2)))
        }
        let round = rounds.isEmpty ? nil : rounds[id]
        try answers.visit(id) { row in
            if let round, (row[2] as Int64) <= round { return }
            action.answers.append(Answer(owner: Owner(packed: row[1]), at: row.instant(2)))
        }
        try ledger.visit(id) { [waiting] row in action.ledger.append(LedgerRow(row, waiting)) }
        return (board, action)
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

    /// - Parameter sql: takes the lowest action as its argument, and gives the
    ///   action in its first column.
    init(_ db: Database, _ sql: String) throws { statement = try db.cachedStatement(sql: sql) }

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

/// Of the rows of the ledger whose step still waits for somebody: for whom, and
/// who was told. There are a few at any time.
struct WaitingRecipients {
    typealias Parties = (waiting: [Recipient], told: [Recipient])
    private let parties: [Int64: Parties]

    init(_ db: Database) throws {
        let sql = """
            SELECT ledger, person, entry IS NULL FROM ledgerRecipient
            WHERE ledger IN (SELECT ledger FROM ledgerRecipient WHERE entry IS NULL)
            """
        parties = try Row.fetchAll(db, sql: sql).reduce(into: [:]) { parties, row in
            let recipient = Recipient(column: row[1])
            if row[2] {
                parties[row[0], default: ([], [])].waiting.append(recipient)
            } else {
                parties[row[0], default: ([], [])].told.append(recipient)
            }
        }
    }

    subscript(ledger: @autoclosure () -> Int64) -> Parties {
        parties.isEmpty ? ([], []) : parties[ledger()] ?? ([], [])
    }
}

extension LedgerRow {
    /// Reads a key and, after it, the row's number.
    init(_ row: Row, _ waiting: WaitingRecipients) {
        let parties = waiting[row[9]]
        self.init(key: StepKey(row), waiting: parties.waiting, told: parties.told)
    }
}

/// Each column read costs about as much as all that is done with it, and there
/// may be millions: what is one value is read as one number.
extension Owner {
    fileprivate static let packed = "ifnull(person * 2, organisation * 2 + 1)"

    fileprivate init(packed: Int64) {
        let id = packed >> 1
        self = packed & 1 == 0 ? .person(Person.ID(id)) : .organisation(Organisation.ID(id))
    }
}

extension Due {
    fileprivate static let packed = "coalesce(dueDay * 4, dueMeeting * 4 + 1, iif(dueKind = 'ongoing', 2, 3))"

    fileprivate init(packed: Int64) {
        let value = packed >> 2
        switch packed & 3 {
        case 0: self = .day(CalendarDay(number: Int32(value)))
        case 1: self = .meeting(Meeting.ID(value))
        case 2: self = .ongoing
        default: self = .unset
        }
    }
}
