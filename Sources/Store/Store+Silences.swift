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

    /// Ends a silence: `day` is the first without it, today where it is `nil`.
    ///
    /// What fell in it by then is never owed, so it ends today at the earliest,
    /// on the clock of its board; one for all boards on that of the board whose
    /// day is the furthest. One that has not begun by its new end is taken back.
    ///
    /// - Returns: the first day without it, and whether any of it is left.
    @discardableResult
    package func endSilence(
        _ id: Silence.ID, from day: CalendarDay? = nil, told: Told
    ) throws -> (day: CalendarDay, isLeft: Bool) {
        try write { db in
            let old = try Self.silence(db, id: id)
            let today = try Self.today(db, of: old, told)
            let day = day ?? today ?? old.from
            try Self.refuseEnd(day, of: old, on: today)
            let isLeft = day > old.from
            if isLeft {
                try db.execute(
                    sql: "UPDATE silence SET untilDay = ? WHERE id = ?",
                    arguments: [(day - 1).number, id.rawValue])
            } else {
                try db.execute(sql: "DELETE FROM silence WHERE id = ?", arguments: [id.rawValue])
            }
            try Self.audit(
                db, told, "silence end", .silence, id.rawValue, old: ["until": .plain(old.until)],
                new: ["until": .plain(day - 1)])
            return (day, isLeft)
        }
    }

    private static func refuseEnd(
        _ day: CalendarDay, of silence: Silence, on today: CalendarDay?
    ) throws {
        guard day <= silence.until else {
            throw RegisterError.notAllowed(
                why: "its last day is \(silence.until) as it is", instead: "nothing is to do")
        }
        if let today, day < today {
            throw RegisterError.notAllowed(
                why: "a silence cannot end on a day that is past, for what fell in it is never owed",
                instead: "the earliest is today, \(today)")
        }
    }

    /// The latest day that any of the boards it is for has today; `nil` where
    /// there is no board.
    private static func today(
        _ db: Database, of silence: Silence, _ told: Told
    ) throws -> CalendarDay? {
        try boards(db).filter { silence.board == nil || silence.board == $0.id }
            .map { $0.clock(at: told.now).day }.max()
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
