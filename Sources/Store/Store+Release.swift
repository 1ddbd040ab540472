package import ActionRegister
import GRDB

extension Store {
    /// The drafts of a board that can be released: all, or those a meeting raised.
    package func drafts(_ board: Board.ID, raisedAt day: CalendarDay? = nil) throws -> [Action] {
        try read { db in
            try Self.actions(
                db,
                where: """
                    action.board = ? AND action.releasedAt IS NULL
                    AND action.status NOT IN ('closed', 'cancelled') AND (? IS NULL OR action.raisedAt = ?)
                    """,
                [board.rawValue, day?.number, day?.number])
        }
    }

    /// Clears actions for letters: from now on their owners may be written to.
    ///
    /// All or none; those that were released already stay as they are. The answer
    /// is how many were not.
    package func release(_ ids: [Action.ID], told: Told) throws -> Int {
        try write { try Self.release($0, ids, told) }
    }

    static func release(_ db: Database, _ ids: [Action.ID], _ told: Told) throws -> Int {
        var released = 0
        for id in ids {
            try change(db, id, "release", told) { action in
                guard action.releasedAt == nil else { return }
                (action.releasedAt, action.liveSince) = (told.now, told.now)
                released += 1
            }
        }
        return released
    }
}

extension Store {
    /// The same, with the texts of some of them changed first: all of it, or none.
    package func release(_ ids: [Action.ID], mending actions: [Action], told: Told) throws {
        for action in actions { try Self.checkWords(of: action) }
        try write { db in
            for action in actions {
                try Self.change(db, action.id, "action edit", told) { $0.text = action.text }
            }
            _ = try Self.release(db, ids, told)
        }
    }
}
