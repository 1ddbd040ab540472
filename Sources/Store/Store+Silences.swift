package import ActionRegister
import GRDB

extension Store {
    /// Leaves a board, an owner or an action alone for some days.
    package func addSilence(_ silence: Silence, told: Told) throws -> Silence {
        try write { db in
            try Wording.checkText(silence.reason, of: "reason")
            guard silence.from <= silence.until else { throw Self.backwards(silence.from, silence.until) }
            let sql = """
                INSERT INTO silence (board, person, organisation, action, fromDay, untilDay, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
            try db.execute(
                sql: sql,
                arguments: [
                    silence.board?.rawValue, silence.owner?.personColumn, silence.owner?.organisationColumn,
                    silence.action?.rawValue, silence.from.number, silence.until.number, silence.reason,
                ])
            let id = db.lastInsertedRowID
            try Self.audit(db, told, "silence add", .silence, id, new: silence.facts)
            return try Self.silence(db, id: Silence.ID(id))
        }
    }

    package func silences() throws -> [Silence] { try read { try Self.silences($0) } }

    /// Ends a silence: `day` is the first without it; one that has not begun is
    /// as if it had never been.
    package func endSilence(_ id: Silence.ID, from day: CalendarDay, told: Told) throws {
        try write { db in
            let old = try Self.silence(db, id: id)
            guard day <= old.until else {
                throw RegisterError.notAllowed(
                    why: "the silence ended on \(old.until)", instead: "nothing is to do")
            }
            if day <= old.from {
                try db.execute(sql: "DELETE FROM silence WHERE id = ?", arguments: [id.rawValue])
            } else {
                try db.execute(
                    sql: "UPDATE silence SET untilDay = ? WHERE id = ?",
                    arguments: [(day - 1).number, id.rawValue])
            }
            try Self.audit(
                db, told, "silence end", .silence, id.rawValue, old: ["until": .plain(old.until)],
                new: ["until": .plain(day - 1)])
        }
    }
}

extension Store {
    static func silences(_ db: Database) throws -> [Silence] {
        try Row.fetchAll(db, sql: "SELECT * FROM silence ORDER BY fromDay, id").map(Silence.init(row:))
    }

    private static func silence(_ db: Database, id: Silence.ID) throws -> Silence {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM silence WHERE id = ?", arguments: [id.rawValue])
        guard let row else { throw RegisterError.unknown(.silence, id.description, nearest: nil) }
        return Silence(row: row)
    }
}

extension Silence {
    init(row: Row) {
        self.init(
            id: row.id("id"), board: row.idIfAny("board"), owner: row.owner(), action: row.idIfAny("action"),
            from: row.day("fromDay"), until: row.day("untilDay"), reason: row["reason"])
    }

    fileprivate var facts: AuditFacts {
        [
            "board": .plain(board), "owner": .owner(owner), "action": .plain(action), "from": .plain(from),
            "until": .plain(until), "reason": .text(reason),
        ]
    }
}
