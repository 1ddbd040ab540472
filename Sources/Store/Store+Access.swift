package import ActionRegister
package import Foundation
import GRDB
import Mail

/// Somebody who is signed in, and what they may do.
package struct Visitor: Hashable, Sendable {
    package var person: Person
    package var isAdministrator: Bool
    /// The boards whose register they keep.
    package var kept: Set<Board.ID>
    /// The boards they chair, which they may read.
    package var chaired: Set<Board.ID>

    package init(
        person: Person, isAdministrator: Bool = false, kept: Set<Board.ID> = [], chaired: Set<Board.ID> = []
    ) {
        self.person = person
        self.isAdministrator = isAdministrator
        self.kept = kept
        self.chaired = chaired
    }

    /// Whether they may look at a board.
    package func mayRead(_ board: Board.ID) -> Bool { mayKeep(board) || chaired.contains(board) }
    /// Whether they may change it.
    package func mayKeep(_ board: Board.ID) -> Bool { isAdministrator || kept.contains(board) }

    /// Whether the console has anything for them at all.
    package var mayEnter: Bool { isAdministrator || !kept.isEmpty || !chaired.isEmpty }
}

/// A secret that opens a door, of which the database keeps the hash only.
package struct AccessKey: Hashable, Sendable {
    package let text: String

    /// A new one.
    ///
    /// - Parameter bytes: 32 of them that nobody can guess.
    package init(bytes: [UInt8]) {
        text = Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// One that somebody shows; `nil` for what was never given out.
    package init?(shown text: some StringProtocol) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = String(text)
    }

    /// What the database keeps of it.
    package var hash: [UInt8] { Digest.sha256(text.utf8) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}

/// How long keys open, and how many are given out.
package enum AccessLimits {
    /// A sign-in link, in seconds.
    package static let link: TimeInterval = 15 * 60
    /// A session: a working day, in seconds.
    package static let session: TimeInterval = 12 * 3600
    /// Links that one person is sent in an hour.
    package static let linksAnHour = 5
    /// After those a link is made only this long after the last, in seconds: less than
    /// one lives, so that whoever asks for links in somebody else's name cannot keep
    /// them out.
    package static let linkGap: TimeInterval = 600
}

extension Store {
    /// Whoever may enter the console and has this mailbox, in letters of any case.
    ///
    /// - Parameter now: by which seats are held.
    package func visitor(at mailbox: Mailbox, now: Date) throws -> Visitor? {
        try read { db in
            let sql = """
                SELECT person FROM personDetails WHERE mailbox = ? COLLATE NOCASE ORDER BY person
                """
            let ids = try Int64.fetchAll(db, sql: sql, arguments: [mailbox.addressSpec])
            return try ids.lazy.map { try Self.visitor(db, Person.ID($0), at: now) }.first { $0.mayEnter }
        }
    }

    /// What a person may do in the console.
    package func visitor(_ person: Person.ID, at now: Date) throws -> Visitor {
        try read { try Self.visitor($0, person, at: now) }
    }

    /// Keeps a link by which a person can sign in once.
    ///
    /// - Parameter isLimited: whether anybody can ask for it; an operator can not be
    ///   kept from making one.
    /// - Returns: `false` where the person has had too many of late: then there is none.
    package func keepSignInLink(
        _ key: AccessKey, for person: Person.ID, isLimited: Bool = true, told: Told
    ) throws -> Bool {
        let now = told.realTime
        return try write { db in
            let madeAt = try Int64.fetchAll(
                db, sql: "SELECT madeAt FROM signInLink WHERE person = ? AND madeAt > ? ORDER BY madeAt",
                arguments: [person.rawValue, (now - 3600).milliseconds])
            let isFree = madeAt.last.map { $0 <= (now - AccessLimits.linkGap).milliseconds } ?? true
            guard !isLimited || madeAt.count < AccessLimits.linksAnHour || isFree else { return false }
            try db.execute(
                sql: "INSERT INTO signInLink (hash, person, madeAt, expires) VALUES (?, ?, ?, ?)",
                arguments: [
                    Data(key.hash), person.rawValue, now.milliseconds,
                    (now + AccessLimits.link).milliseconds,
                ])
            try Self.audit(db, told, "console link", .person, person.rawValue)
            return true
        }
    }

    /// Whether a link still lets somebody in; looking uses nothing up.
    package func isSignInLink(_ key: AccessKey, at now: Date) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql:
                    "SELECT EXISTS (SELECT 1 FROM signInLink WHERE hash = ? AND usedAt IS NULL AND expires > ?)",
                arguments: [Data(key.hash), now.milliseconds])!
        }
    }

    /// Uses a sign-in link up and begins a session by another key.
    ///
    /// - Returns: who is signed in; `nil` where the link was used or has expired, and
    ///   where the person has no business in the console any more.
    package func signIn(by link: AccessKey, session: AccessKey, told: Told) throws -> Visitor? {
        try write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    UPDATE signInLink SET usedAt = ?1 WHERE hash = ?2 AND usedAt IS NULL AND expires > ?1
                    RETURNING person
                    """,
                arguments: [told.realTime.milliseconds, Data(link.hash)])
            guard let row else { return nil }
            let visitor = try Self.visitor(db, Person.ID(row[0] as Int64), at: told.now)
            guard visitor.mayEnter else { return nil }
            try Self.begin(db, session, of: visitor.person.id, told)
            return visitor
        }
    }

    /// Who is signed in by a session; `nil` where it has ended.
    package func visitor(of session: AccessKey, told: Told) throws -> Visitor? {
        try read { db in
            let person = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT person FROM consoleSession WHERE hash = ? AND expires > ?"),
                arguments: [Data(session.hash), told.realTime.milliseconds])
            let visitor = try person.map { try Self.visitor(db, Person.ID($0), at: told.now) }
            return visitor.flatMap { $0.mayEnter ? $0 : nil }
        }
    }

    /// Ends a session; nothing where there is none.
    package func signOut(_ session: AccessKey) throws {
        try write { db in
            try db.execute(sql: "DELETE FROM consoleSession WHERE hash = ?", arguments: [Data(session.hash)])
        }
    }

    /// Ends every session of a person, and the links that wait to be used.
    package func signOutEverywhere(_ person: Person.ID, told: Told) throws {
        try write { db in
            try Self.endSessions(db, of: person, told)
            try Self.audit(db, told, "console sign-out", .person, person.rawValue)
        }
    }

    /// Who may do everything, the first first.
    package func administrators() throws -> [Person] {
        try read { db in
            let ids = try Int64.fetchAll(db, sql: "SELECT person FROM administrator ORDER BY since, person")
            return try ids.map { try Self.person(db, id: Person.ID($0)) }
        }
    }

    /// Makes a person an administrator, or takes that away again.
    ///
    /// - Throws: `RegisterError.notAllowed` where nobody would be left.
    package func setAdministrator(_ person: Person.ID, _ isOne: Bool, told: Told) throws {
        try write { db in
            _ = try Self.person(db, id: person)
            let was = try Self.isAdministrator(db, person)
            guard was != isOne else { return }
            if isOne {
                try db.execute(
                    sql: "INSERT INTO administrator (person, since) VALUES (?, ?)",
                    arguments: [person.rawValue, told.now.milliseconds])
            } else {
                guard try Int.fetchOne(db, sql: "SELECT count(*) FROM administrator")! > 1 else {
                    throw RegisterError.notAllowed(
                        why: "nobody else is an administrator", instead: "name another one first")
                }
                try db.execute(
                    sql: "DELETE FROM administrator WHERE person = ?", arguments: [person.rawValue])
            }
            try Self.audit(
                db, told, "console administrator", .person, person.rawValue,
                old: ["administrator": .flag(was)], new: ["administrator": .flag(isOne)])
        }
    }
}

extension Store {
    /// Nothing is left of an erased person's way in, nor of what they chose.
    static func endAccess(_ db: Database, of person: Person.ID) throws {
        try forget(
            db, person,
            in: [
                "consoleSession", "signInLink", "administrator", "answerLinkSent", "letterHold",
                "reminderRefusal",
            ])
        try db.execute(
            sql: "UPDATE dueRequest SET reason = '(erased)' WHERE person = ?", arguments: [person.rawValue])
    }

    /// Links that wait are used up; they still count towards the hour's.
    static func endSessions(_ db: Database, of person: Person.ID, _ told: Told) throws {
        try forget(db, person, in: ["consoleSession"])
        try db.execute(
            sql: "UPDATE signInLink SET usedAt = ? WHERE person = ? AND usedAt IS NULL",
            arguments: [told.realTime.milliseconds, person.rawValue])
    }

    private static func forget(_ db: Database, _ person: Person.ID, in tables: [String]) throws {
        for table in tables {
            try db.execute(sql: "DELETE FROM \(table) WHERE person = ?", arguments: [person.rawValue])
        }
    }

    private static func begin(
        _ db: Database, _ session: AccessKey, of person: Person.ID, _ told: Told
    ) throws {
        try db.execute(
            sql: "INSERT INTO consoleSession (hash, person, begunAt, expires) VALUES (?, ?, ?, ?)",
            arguments: [
                Data(session.hash), person.rawValue, told.realTime.milliseconds,
                (told.realTime + AccessLimits.session).milliseconds,
            ])
        try audit(db, told, "console sign-in", .person, person.rawValue)
    }

    private static func visitor(_ db: Database, _ id: Person.ID, at now: Date) throws -> Visitor {
        var visitor = Visitor(
            person: try person(db, id: id), isAdministrator: try isAdministrator(db, id))
        let seats = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT \(Seat.columns) FROM seat WHERE person = ?"),
            arguments: [id.rawValue]
        ).map(Seat.init(row:))
        guard !seats.isEmpty else { return visitor }
        let days = Dictionary(uniqueKeysWithValues: try boards(db).map { ($0.id, $0.clock(at: now).day) })
        for seat in seats {
            guard let today = days[seat.board], seat.isHeld(on: today) else { continue }
            if seat.role == .secretariat { visitor.kept.insert(seat.board) }
            if seat.role.isChair { visitor.chaired.insert(seat.board) }
        }
        return visitor
    }

    private static func isAdministrator(_ db: Database, _ person: Person.ID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM administrator WHERE person = ?)"),
            arguments: [person.rawValue])!
    }
}

extension Store {
    /// The key by which the links of owners' letters are signed: of this database alone.
    package func answerKey() throws -> [UInt8] {
        try read { db in [UInt8](try Data.fetchOne(db, sql: "SELECT key FROM answerKey")!) }
    }
}

/// What people have to do with.
package struct PeopleConcern: Hashable, Sendable {
    /// On which one of them holds a seat or owns an action.
    package var boards: Set<Board.ID>
    package var hasAdministrator: Bool
}

extension Store {
    package func concern(of people: [Person.ID]) throws -> PeopleConcern {
        try read { try Self.concern($0, of: people) }
    }

    static func concern(_ db: Database, of people: [Person.ID]) throws -> PeopleConcern {
        let numbers = jsonArray(people.map(\.rawValue))
        let boards = try Int64.fetchAll(
            db,
            sql: """
                SELECT seat.board FROM json_each(?1) e JOIN seat ON seat.person = e.value
                UNION SELECT action.board FROM json_each(?1) e
                    JOIN actionOwner ON actionOwner.person = e.value JOIN action ON action.id = actionOwner.action
                """, arguments: [numbers])
        let hasAdministrator = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM administrator WHERE person IN (SELECT value FROM json_each(?)))
                """, arguments: [numbers])!
        return PeopleConcern(boards: Set(boards.map { Board.ID($0) }), hasAdministrator: hasAdministrator)
    }
}
