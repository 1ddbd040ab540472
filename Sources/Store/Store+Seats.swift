package import ActionRegister
import GRDB

extension Store {
    /// Gives a person a place on a board.
    ///
    /// A deputy is somebody's: of a person who holds a seat, today or later, or of
    /// every seat of an organisation.
    ///
    /// - Throws: `RegisterError.exists` for a place the person holds already.
    package func addSeat(_ seat: Seat, told: Told) throws -> Seat {
        try write { db in
            if seat.role == .deputy { try Self.refuseDeputyOfNobody(db, seat, told) }
            let id = try Self.add(db, seat, told)
            return try Self.seats(db, where: "id = ?", [id.rawValue])[0]
        }
    }

    /// The seats of a board, or of all, whether held, past or to come.
    package func seats(_ board: Board.ID? = nil) throws -> [Seat] {
        try read { try Self.seats($0, of: board) }
    }

    /// Ends a person's seats on a board: `day` is the first without them.
    package func endSeats(
        of person: Person.ID, on board: Board.ID, from day: CalendarDay, told: Told
    ) throws {
        try write { db in
            let held = try Self.seats(
                db, where: "board = ? AND person = ? AND (untilDay IS NULL OR untilDay >= ?)",
                [board.rawValue, person.rawValue, day.number])
            guard !held.isEmpty else {
                throw RegisterError.notAllowed(
                    why: "the person has no seat on \(try Self.board(db, id: board).slug) from \(day)",
                    instead: "see minuted member list")
            }
            for seat in held {
                try db.execute(
                    sql: "UPDATE seat SET untilDay = ? WHERE id = ?",
                    arguments: [(day - 1).number, seat.id.rawValue])
                try Self.audit(
                    db, told, "member end", .seat, seat.id.rawValue, old: ["until": .plain(seat.until)],
                    new: ["until": .plain(day - 1)])
            }
        }
    }

    /// Records days on which a person is away.
    package func addAbsence(_ absence: Absence, told: Told) throws -> Absence {
        try write { try Self.add($0, absence, told) }
    }

    /// Takes an absence back: the person is written to again.
    package func endAbsence(_ id: Absence.ID, told: Told) throws {
        try write { db in
            guard let absence = try Self.absences(db).first(where: { $0.id == id }) else {
                throw RegisterError.unknown(.absence, id.description, nearest: nil)
            }
            try Self.end(db, absence, told)
        }
    }

    /// Sets how long a person who is away today stays away, from today on; `nil` brings
    /// them back. What they had said of today before is replaced.
    package func setAway(
        _ person: Person.ID, until: CalendarDay?, on today: CalendarDay, told: Told
    ) throws {
        try write { db in
            let now = try Self.absences(db).filter { $0.person == person && $0.covers(today) }
            for absence in now where absence.until != until { try Self.end(db, absence, told) }
            guard let until, !now.contains(where: { $0.until == until }) else { return }
            _ = try Self.add(db, Absence(id: .new, person: person, from: today, until: until), told)
        }
    }

    /// All of them, the first first.
    package func absences() throws -> [Absence] { try read { try Self.absences($0) } }

    private static func add(_ db: Database, _ absence: Absence, _ told: Told) throws -> Absence {
        guard absence.from <= absence.until else { throw backwards(absence.from, absence.until) }
        try db.execute(
            sql: "INSERT INTO absence (person, fromDay, untilDay) VALUES (?, ?, ?)",
            arguments: [absence.person.rawValue, absence.from.number, absence.until.number])
        let id = db.lastInsertedRowID
        try audit(db, told, "absence add", .absence, id, new: absence.facts)
        return Absence(id: Absence.ID(id), person: absence.person, from: absence.from, until: absence.until)
    }

    private static func end(_ db: Database, _ absence: Absence, _ told: Told) throws {
        try db.execute(sql: "DELETE FROM absence WHERE id = ?", arguments: [absence.id.rawValue])
        try audit(db, told, "absence end", .absence, absence.id.rawValue, old: absence.facts)
    }
}

extension Store {
    static func seats(_ db: Database, of board: Board.ID?) throws -> [Seat] {
        guard let board else { return try seats(db, where: "TRUE") }
        return try seats(db, where: "board = ?", [board.rawValue])
    }

    fileprivate static func seats(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [Seat] {
        try Row.fetchAll(
            db, sql: "SELECT \(Seat.columns) FROM seat WHERE \(condition) ORDER BY board, id",
            arguments: arguments
        ).map(Seat.init(row:))
    }

    static func absences(_ db: Database) throws -> [Absence] {
        try Row.fetchAll(db, sql: "SELECT * FROM absence ORDER BY fromDay, id").map { row in
            Absence(
                id: row.id("id"), person: row.id("person"), from: row.day("fromDay"),
                until: row.day("untilDay"))
        }
    }

    private static func refuseOwnDeputy(_ seat: Seat) throws {
        guard seat.deputyOf != seat.person else {
            throw RegisterError.notAllowed(
                why: "nobody is their own deputy", instead: "name another person to be deputy of")
        }
    }

    private static func refuseDeputyOfNobody(_ db: Database, _ seat: Seat, _ told: Told) throws {
        let board = try board(db, id: seat.board)
        guard let principal = seat.deputyOf else {
            guard seat.organisation == nil else { return }
            throw RegisterError.notAllowed(
                why: "that would be the deputy of nobody",
                instead: "name whose by --deputy-of, or the organisation by --organisation")
        }
        let today = board.clock(at: told.now).day
        let held = try seats(
            db, where: "board = ? AND person = ? AND (untilDay IS NULL OR untilDay >= ?)",
            [seat.board.rawValue, principal.rawValue, today.number])
        guard held.isEmpty else { return }
        throw RegisterError.notAllowed(
            why: "the person to be deputy of holds no seat on \(board.slug)",
            instead: "give them theirs first by minuted member add, or name another")
    }

    static func add(_ db: Database, _ seat: Seat, _ told: Told) throws -> Seat.ID {
        try refuseOwnDeputy(seat)
        let same = try seats(
            db, where: "board = ? AND person = ? AND role = ? AND organisation IS ? AND deputyOf IS ?",
            [
                seat.board.rawValue, seat.person.rawValue, seat.role.rawValue, seat.organisation?.rawValue,
                seat.deputyOf?.rawValue,
            ])
        guard !same.contains(where: { $0.overlaps(seat) }) else {
            throw RegisterError.exists(.seat, seat.role.rawValue)
        }
        if let from = seat.from, let until = seat.until, until < from { throw backwards(from, until) }
        let sql = """
            INSERT INTO seat (board, person, role, organisation, deputyOf, fromDay, untilDay)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        try db.execute(
            sql: sql,
            arguments: [
                seat.board.rawValue, seat.person.rawValue, seat.role.rawValue, seat.organisation?.rawValue,
                seat.deputyOf?.rawValue, seat.from?.number, seat.until?.number,
            ])
        let id = Seat.ID(db.lastInsertedRowID)
        try audit(db, told, "member add", .seat, id.rawValue, new: seat.facts)
        return id
    }

    static func set(_ db: Database, _ seat: Seat, _ told: Told) throws {
        try refuseOwnDeputy(seat)
        guard let old = try seats(db, where: "id = ?", [seat.id.rawValue]).first else {
            throw RegisterError.unknown(.seat, seat.id.description, nearest: nil)
        }
        guard try audit(db, told, "member set", .seat, seat.id.rawValue, from: old.facts, to: seat.facts)
        else { return }
        let sql = """
            UPDATE seat SET role = ?, organisation = ?, deputyOf = ?, fromDay = ?, untilDay = ? WHERE id = ?
            """
        try db.execute(
            sql: sql,
            arguments: [
                seat.role.rawValue, seat.organisation?.rawValue, seat.deputyOf?.rawValue, seat.from?.number,
                seat.until?.number, seat.id.rawValue,
            ])
    }

    static func backwards(_ from: CalendarDay, _ until: CalendarDay) -> RegisterError {
        .invalid(what: "\(until) is before \(from)", instead: "name the first day, then the last")
    }
}

extension Seat {
    /// In the order in which `init(row:)` reads them: a look reads all there are.
    static let columns = "id, board, person, role, organisation, deputyOf, fromDay, untilDay"

    init(row: Row) {
        self.init(
            id: .init(row[0] as Int64), board: .init(row[1] as Int64), person: .init(row[2] as Int64),
            role: Role(rawValue: row[3])!, organisation: (row[4] as Int64?).map { .init($0) },
            deputyOf: (row[5] as Int64?).map { .init($0) },
            from: (row[6] as Int32?).map(CalendarDay.init(number:)),
            until: (row[7] as Int32?).map(CalendarDay.init(number:)))
    }

    fileprivate func overlaps(_ other: Seat) -> Bool {
        let startsInTime = other.until.map { end in from.map { $0 <= end } ?? true } ?? true
        let endsInTime = other.from.map { start in until.map { $0 >= start } ?? true } ?? true
        return startsInTime && endsInTime
    }

    var facts: AuditFacts {
        [
            "board": .number(board.rawValue), "person": .number(person.rawValue),
            "role": .plain(role.rawValue),
            "organisation": .plain(organisation), "deputyOf": .plain(deputyOf), "from": .plain(from),
            "until": .plain(until),
        ]
    }
}

extension Absence {
    fileprivate var facts: AuditFacts {
        ["person": .number(person.rawValue), "from": .plain(from), "until": .plain(until)]
    }
}
