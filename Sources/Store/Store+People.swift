package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Adds a person; two may share a name.
    ///
    /// - Throws: `RegisterError.exists` for a mailbox that somebody has, in letters of any case.
    package func addPerson(_ person: Person, told: Told) throws -> Person {
        try write { db in
            try Self.refuseTaken(db, person.mailbox, but: nil)
            let id = try Self.add(db, person, told)
            return try Self.person(db, id: id)
        }
    }

    /// Changes a person's name, salutation, mailbox and organisation.
    ///
    /// - Parameter namesMailbox: whether somebody said where letters go: a mailbox
    ///   that was held is written to again, though it be the same.
    package func setPerson(_ person: Person, namesMailbox: Bool = false, told: Told) throws {
        try write { db in
            if person.mailbox != (try Self.person(db, id: person.id).mailbox) {
                try Self.refuseTaken(db, person.mailbox, but: person.id)
            }
            try Self.set(db, person, told)
            if namesMailbox, try Self.heldMailboxes(db).contains(person.id) {
                try Self.release(db, person.id, told)
            }
        }
    }

    /// Everybody who has not been erased, by name.
    package func people() throws -> [Person] { try read { try Self.people($0) } }

    /// A person by number; `nil` where there is none, or who was erased.
    package func personIfAny(_ id: Person.ID) throws -> Person? {
        try read { db in
            try Row.fetchOne(db, sql: Self.personColumns + " WHERE person.id = ?", arguments: [id.rawValue])
                .map(Person.init(row:))
        }
    }

    /// Forgets a person's name, salutation and mailbox, here and in the audit,
    /// which still verifies; the number stays for the ledger.
    package func erasePerson(_ id: Person.ID, told: Told) throws {
        try write { db in
            _ = try Self.person(db, id: id)
            try db.execute(sql: "DELETE FROM personDetails WHERE person = ?", arguments: [id.rawValue])
            try db.execute(
                sql: "UPDATE person SET erasedAt = ? WHERE id = ?",
                arguments: [told.now.milliseconds, id.rawValue])
            try Self.endAccess(db, of: id)
            try Self.eraseAuditTexts(db, of: id)
            try Self.eraseLetters(db, to: id.rawValue)
            try Self.audit(db, told, "person erase", .person, id.rawValue)
        }
    }
}

extension Store {
    private static let personColumns = """
        SELECT person.id, organisation, name, salutation, mailbox
        FROM person JOIN personDetails ON personDetails.person = person.id
        """

    static func people(_ db: Database) throws -> [Person] {
        try Row.fetchAll(db, sql: personColumns + " ORDER BY name, id").map(Person.init(row:))
    }

    private static func release(_ db: Database, _ id: Person.ID, _ told: Told) throws {
        try markMailbox(db, id, told)
        try audit(db, told, "person set", .person, id.rawValue, new: ["mailbox": .plain("written to again")])
    }

    /// What came back before does not count against the mailbox.
    private static func markMailbox(_ db: Database, _ id: Person.ID, _ told: Told) throws {
        try db.execute(
            sql: "UPDATE personDetails SET mailboxSince = ? WHERE person = ?",
            arguments: [told.now.milliseconds, id.rawValue])
    }

    static func person(_ db: Database, id: Person.ID) throws -> Person {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: personColumns + " WHERE person.id = ?"), arguments: [id.rawValue])
        guard let row else { throw RegisterError.unknown(.person, id.description, nearest: nil) }
        return Person(row: row)
    }

    static func add(_ db: Database, _ person: Person, _ told: Told) throws -> Person.ID {
        try db.cachedStatement(sql: "INSERT INTO person (organisation) VALUES (?)")
            .execute(arguments: [person.organisation?.rawValue])
        let id = Person.ID(db.lastInsertedRowID)
        try write(db, person, as: id)
        try audit(db, told, "person add", .person, id.rawValue, new: person.facts(as: id))
        return id
    }

    static func set(_ db: Database, _ person: Person, _ told: Told) throws {
        let id = person.id
        let old = try Self.person(db, id: id)
        guard
            try audit(
                db, told, "person set", .person, id.rawValue, from: old.facts(as: id),
                to: person.facts(as: id))
        else { return }
        try db.execute(
            sql: "UPDATE person SET organisation = ? WHERE id = ?",
            arguments: [person.organisation?.rawValue, id.rawValue])
        try write(db, person, as: id)
        if person.mailbox != old.mailbox {
            try markMailbox(db, id, told)
            try endSessions(db, of: id, told)
        }
    }

    private static func refuseTaken(_ db: Database, _ mailbox: Mailbox?, but id: Person.ID?) throws {
        guard let address = mailbox?.addressSpec.lowercased() else { return }
        let taken = try people(db).first { $0.id != id && $0.mailbox?.addressSpec.lowercased() == address }
        if let mailbox = taken?.mailbox { throw RegisterError.exists(.person, mailbox.addressSpec) }
    }

    private static func write(_ db: Database, _ person: Person, as id: Person.ID) throws {
        try Wording.checkLine(person.name, of: "name")
        if let salutation = person.salutation { try Wording.checkLine(salutation, of: "salutation") }
        guard !FoldedName(person.name).isEmpty else {
            throw RegisterError.invalid(
                what: "\"\(person.name)\" cannot name a person", instead: "write letters or digits")
        }
        let sql = """
            INSERT INTO personDetails (person, name, folded, salutation, mailbox) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET name = excluded.name, folded = excluded.folded,
                salutation = excluded.salutation, mailbox = excluded.mailbox
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            id.rawValue, person.name, FoldedName(person.name).text, person.salutation,
            person.mailbox?.addressSpec,
        ])
    }
}

extension Person {
    init(row: Row) {
        self.init(
            id: row.id("id"), name: row["name"], salutation: row["salutation"],
            mailbox: row.mailboxIfAny("mailbox"), organisation: row.idIfAny("organisation"))
    }

    fileprivate func facts(as id: ID) -> AuditFacts {
        [
            "name": .text(name, of: id.rawValue), "salutation": .text(salutation, of: id.rawValue),
            "mailbox": .text(mailbox?.addressSpec, of: id.rawValue),
            "organisation": .plain(organisation),
        ]
    }
}
