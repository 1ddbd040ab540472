import ActionRegister
import GRDB

extension Store {
    /// Rewrites all that names an organisation, in the open transaction.
    static func passOn(_ db: Database, _ id: Organisation.ID, to other: Organisation.ID) throws {
        let both: StatementArguments = [other.rawValue, id.rawValue]
        try passOnActions(db, id, both)
        for table in ["person", "seat", "silence", "actionUpdate"] {
            try db.execute(
                sql: "UPDATE \(table) SET organisation = ? WHERE organisation = ?", arguments: both)
        }
        // A step that both were sent stays with each.
        try db.execute(
            sql: "UPDATE OR IGNORE ledger SET organisation = ? WHERE organisation = ?", arguments: both)
        try passOnNames(db, id, to: other)
        try db.execute(sql: "UPDATE organisation SET mergedInto = ? WHERE id = ?", arguments: both)
    }

    /// Where both own an action, the one that stays keeps its own place.
    private static func passOnActions(
        _ db: Database, _ id: Organisation.ID, _ both: StatementArguments
    ) throws {
        try db.execute(
            sql: "UPDATE OR IGNORE actionOwner SET organisation = ? WHERE organisation = ?", arguments: both)
        let shared = try Row.fetchAll(
            db, sql: "DELETE FROM actionOwner WHERE organisation = ? RETURNING action, position",
            arguments: [id.rawValue])
        for row in shared {
            // One by one from below, for a place can be taken only once it is free.
            let above = try Int.fetchAll(
                db,
                sql: "SELECT position FROM actionOwner WHERE action = ? AND position > ? ORDER BY position",
                arguments: [row["action"], row["position"]])
            for position in above {
                try db.execute(
                    sql: "UPDATE actionOwner SET position = position - 1 WHERE action = ? AND position = ?",
                    arguments: [row["action"], position])
            }
        }
    }

    private static func passOnNames(
        _ db: Database, _ id: Organisation.ID, to other: Organisation.ID
    ) throws {
        let sql = """
            UPDATE organisationName SET organisation = ?1,
                position = position + 1
                    + (SELECT max(position) FROM organisationName WHERE organisation = ?1)
            WHERE organisation = ?2
            """
        try db.execute(sql: sql, arguments: [other.rawValue, id.rawValue])
    }
}
