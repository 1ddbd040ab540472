import ActionRegister
import GRDB

/// Walks actions with their owners and updates: three statements in one order,
/// however many actions there are, and one action in memory at a time.
final class ActionCursor {
    private let actions: RowCursor
    private let owners: RowGroups
    private let updates: RowGroups?

    /// - Parameter condition: on the table `action`.
    init(
        _ db: Database, where condition: String, _ arguments: StatementArguments, withUpdates: Bool = true
    ) throws {
        let order = "WHERE \(condition) ORDER BY action.board, action.id"
        actions = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT * FROM action \(order)"), arguments: arguments)
        owners = try RowGroups(
            db,
            """
            SELECT actionOwner.* FROM action JOIN actionOwner ON actionOwner.action = action.id
            \(order), position
            """, arguments)
        updates =
            try !withUpdates
            ? nil
            : RowGroups(
                db,
                """
                SELECT actionUpdate.* FROM action JOIN actionUpdate ON actionUpdate.action = action.id
                \(order), actionUpdate.day, actionUpdate.id
                """, arguments)
    }

    func next() throws -> (action: Action, updates: [ActionUpdate])? {
        guard let row = try actions.next() else { return nil }
        let id: Int64 = row["id"]
        let action = Action(row: row, owners: try owners.take(of: id, Ownership.init(row:)))
        return (action, try updates?.take(of: id, ActionUpdate.init(row:)) ?? [])
    }
}

/// The rows of a statement that is ordered as the actions are, handed out action
/// by action.
private final class RowGroups {
    private let rows: RowCursor
    private var next: Row?

    init(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws {
        rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        next = try rows.next()?.copy()
    }

    func take<Value>(of action: Int64, _ value: (Row) -> Value) throws -> [Value] {
        var taken: [Value] = []
        while let row = next, row["action"] == action {
            taken.append(value(row))
            next = try rows.next()?.copy()
        }
        return taken
    }
}
