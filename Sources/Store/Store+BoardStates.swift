package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Lets a board send: nothing older than this moment is owed.
    package func activate(_ board: Board.ID, told: Told) throws {
        try write { try Self.activate($0, board, told) }
    }

    static func activate(_ db: Database, _ board: Board.ID, _ told: Told) throws {
        let old = try Self.board(db, id: board)
        guard old.state != .active else {
            throw RegisterError.notAllowed(why: "\(old.slug) is active already", instead: "nothing is to do")
        }
        try setState(db, old, .active, activatedAt: told.now, "board activate", told)
    }

    /// Stops a board's letters until it is activated again.
    package func pause(_ board: Board.ID, told: Told) throws {
        try write { db in
            let old = try Self.board(db, id: board)
            guard old.state == .active else {
                throw RegisterError.notAllowed(
                    why: "\(old.slug) sends nothing: it is \(old.state.rawValue)", instead: "nothing is to do"
                )
            }
            try Self.setState(db, old, .paused, activatedAt: old.activatedAt, "board pause", told)
        }
    }

    /// Puts a board away: it sends nothing, and its register stays to be read.
    package func archive(_ board: Board.ID, told: Told) throws {
        try write { db in
            let old = try Self.board(db, id: board)
            guard old.state != .archived else { return }
            try Self.setState(db, old, .archived, activatedAt: old.activatedAt, "board archive", told)
        }
    }

    private static func setState(
        _ db: Database, _ board: Board, _ state: Board.State, activatedAt: Date?, _ verb: String, _ told: Told
    ) throws {
        try db.execute(
            sql: "UPDATE board SET state = ?, activatedAt = ? WHERE id = ?",
            arguments: [state.rawValue, activatedAt?.milliseconds, board.id.rawValue])
        try audit(
            db, told, verb, .board, board.id.rawValue, old: ["state": .plain(board.state.rawValue)],
            new: ["state": .plain(state.rawValue)])
    }
}
