import ActionRegister
import GRDB

extension Store {
    /// The next reference of a board: above all that were ever used in its series.
    static func nextReference(_ db: Database, _ board: Board, year: Int) throws -> String {
        let pattern = ReferencePattern(board.referencePattern)!
        let sql = "SELECT last FROM referenceCounter WHERE board = ? AND series = ?"
        let last = try Int.fetchOne(
            db.cachedStatement(sql: sql), arguments: [board.id.rawValue, pattern.series(year: year)])
        return pattern.reference((last ?? 0) + 1, year: year)
    }

    static func checkWords(of action: Action) throws {
        try Wording.checkText(action.text, of: "text")
        try Wording.checkLineIfAny(action.reference, of: "reference")
        if let item = action.item { try Wording.checkLine(item, of: "item") }
    }

    /// Refuses a reference that another is but for the case of its letters: people
    /// do not tell them apart, and either is found by the other.
    static func refuseAlike(_ db: Database, _ action: Action) throws {
        let sql = "SELECT reference FROM action WHERE board = ? AND reference = ? COLLATE NOCASE"
        let alike = try String.fetchOne(db, sql: sql, arguments: [action.board.rawValue, action.reference])
        if let alike { throw RegisterError.exists(.action, alike) }
    }

    /// Notes that a reference is taken, so that no later one falls below it.
    static func count(_ db: Database, _ reference: String, of board: Board) throws {
        guard let parts = ReferencePattern(board.referencePattern)!.parts(of: reference) else { return }
        let sql = """
            INSERT INTO referenceCounter (board, series, last) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET last = max(last, excluded.last)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [board.id.rawValue, parts.series, parts.number])
    }

    /// Counts what a new pattern finds among the references of old.
    static func recount(_ db: Database, _ board: Board) throws {
        let references = try String.fetchCursor(
            db, sql: "SELECT reference FROM action WHERE board = ?", arguments: [board.id.rawValue])
        while let reference = try references.next() { try count(db, reference, of: board) }
    }
}
