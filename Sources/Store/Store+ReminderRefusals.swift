package import ActionRegister
package import Foundation
import GRDB

extension Store {
    /// Keeps that a person wants no reminders from a board, or wants them again.
    ///
    /// - Returns: whether it was otherwise before.
    @discardableResult
    package func setRefusal(
        of person: Person.ID, on board: Board.ID, _ refuses: Bool, told: Told
    ) throws -> Bool {
        try write { db in
            _ = try Self.person(db, id: person)
            let row: StatementArguments = [board.rawValue, person.rawValue]
            if refuses {
                try db.execute(
                    sql: """
                        INSERT INTO reminderRefusal (board, person, since) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, arguments: row + [told.now.milliseconds])
            } else {
                try db.execute(
                    sql: "DELETE FROM reminderRefusal WHERE board = ? AND person = ?", arguments: row)
            }
            guard db.changesCount == 1 else { return false }
            try Self.audit(
                db, told, "reminders", .person, person.rawValue, old: ["wanted": .flag(refuses)],
                new: ["wanted": .flag(!refuses), "board": .number(board.rawValue)])
            return true
        }
    }

    /// Who wants no reminders from a board, and since when.
    package func refusals(_ board: Board.ID) throws -> [(person: Person, since: Date)] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT person, since FROM reminderRefusal WHERE board = ? ORDER BY since, person",
                arguments: [board.rawValue])
            return try rows.map { (try Self.person(db, id: Person.ID($0[0] as Int64)), $0.instant(1)) }
        }
    }

    static func refusing(_ db: Database, _ board: Board.ID) throws -> Set<Person.ID> {
        let ids = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT person FROM reminderRefusal WHERE board = ?"),
            arguments: [board.rawValue])
        return Set(ids.map { Person.ID($0) })
    }
}
