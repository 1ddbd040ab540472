package import ActionRegister
import Foundation
import GRDB
package import Scheduling

extension Store {
    /// Whose next planned letter from a board is held as soon as it is made.
    package func letterHolds(_ board: Board.ID) throws -> Set<Recipient> {
        try read { try Self.letterHolds($0, board) }
    }

    /// Holds the next planned letter of a board to one recipient, which has not been
    /// made yet, or lets it go after all.
    ///
    /// When its time comes it is made and held, by hand as it were, and the hold is
    /// used up; it goes when somebody releases it, with what the register says then.
    package func setLetterHold(
        _ isHeld: Bool, of recipient: Recipient, on board: Board.ID, told: Told
    ) throws {
        try write { db in
            let sql =
                isHeld
                ? "INSERT INTO letterHold (board, person) VALUES (?, ?) ON CONFLICT DO NOTHING"
                : "DELETE FROM letterHold WHERE board = ? AND person = ?"
            try db.execute(sql: sql, arguments: [board.rawValue, recipient.column])
            guard db.changesCount == 1 else { return }
            try Self.audit(
                db, told, "letter hold", .board, board.rawValue,
                old: ["held": .flag(!isHeld)],
                new: ["held": .flag(isHeld), "person": .number(recipient.column)])
        }
    }

    static func letterHolds(_ db: Database, _ board: Board.ID) throws -> Set<Recipient> {
        let rows = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT person FROM letterHold WHERE board = ?"),
            arguments: [board.rawValue])
        return Set(rows.map(Recipient.init(column:)))
    }
}
