package import ActionRegister
import GRDB

extension Store {
    /// Adds an organisation; its names are its own however they are spelled.
    ///
    /// - Throws: `RegisterError.exists` for a name that another has.
    package func addOrganisation(_ organisation: Organisation, told: Told) throws -> Organisation {
        try write { db in
            let id = try Self.add(db, organisation, told)
            return try Self.organisation(db, id: id)
        }
    }

    /// Changes an organisation's name and aliases.
    package func setOrganisation(_ organisation: Organisation, told: Told) throws {
        try write { try Self.set($0, organisation, told) }
    }

    /// Gives everything of one organisation to another, which takes over its names.
    ///
    /// Steps that were sent for the one count as sent for the other.
    package func mergeOrganisation(_ id: Organisation.ID, into other: Organisation.ID, told: Told) throws {
        try write { db in
            let old = try Self.organisation(db, id: id)
            _ = try Self.organisation(db, id: other)
            guard id != other else {
                throw RegisterError.notAllowed(
                    why: "\(old.name) is itself", instead: "name another to merge into")
            }
            try Self.passOn(db, id, to: other)
            let names = AuditValue.list(([old.name] + old.aliases).map { .plain($0) })
            try Self.audit(
                db, told, "organisation merge", .organisation, id.rawValue, old: ["names": names],
                new: ["into": .number(other.rawValue)])
        }
    }

    /// Every organisation that was not merged into another, by name.
    package func organisations() throws -> [Organisation] { try read { try Self.organisations($0) } }
}

extension Store {
    static func organisations(_ db: Database) throws -> [Organisation] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT organisation, text FROM organisationName ORDER BY organisation, position")
        return Dictionary(grouping: rows) { $0["organisation"] as Int64 }
            .map { id, names in
                let texts = names.map { $0["text"] as String }
                return Organisation(
                    id: Organisation.ID(id), name: texts[0], aliases: Array(texts.dropFirst()))
            }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    static func organisation(_ db: Database, id: Organisation.ID) throws -> Organisation {
        let names = try String.fetchAll(
            db, sql: "SELECT text FROM organisationName WHERE organisation = ? ORDER BY position",
            arguments: [id.rawValue])
        guard let name = names.first else {
            throw RegisterError.unknown(.organisation, id.description, nearest: nil)
        }
        return Organisation(id: id, name: name, aliases: Array(names.dropFirst()))
    }

    static func add(_ db: Database, _ organisation: Organisation, _ told: Told) throws -> Organisation.ID {
        try db.execute(sql: "INSERT INTO organisation (mergedInto) VALUES (NULL)")
        let id = Organisation.ID(db.lastInsertedRowID)
        try write(db, names: [organisation.name] + organisation.aliases, of: id)
        try audit(db, told, "organisation add", .organisation, id.rawValue, new: organisation.facts)
        return id
    }

    static func set(_ db: Database, _ organisation: Organisation, _ told: Told) throws {
        let old = try Self.organisation(db, id: organisation.id)
        guard
            try audit(
                db, told, "organisation set", .organisation, old.id.rawValue, from: old.facts,
                to: organisation.facts)
        else { return }
        try db.execute(
            sql: "DELETE FROM organisationName WHERE organisation = ?", arguments: [old.id.rawValue])
        try write(db, names: [organisation.name] + organisation.aliases, of: old.id)
    }

    /// A name that folds to one it already has is left out.
    private static func write(_ db: Database, names: [String], of id: Organisation.ID) throws {
        var own: Set<FoldedName> = []
        for (position, name) in names.enumerated() {
            try Wording.checkLine(name, of: "name")
            let folded = FoldedName(name)
            guard !folded.isEmpty else {
                throw RegisterError.invalid(
                    what: "\"\(name)\" cannot name an organisation", instead: "write letters or digits")
            }
            guard own.insert(folded).inserted else { continue }
            let owner = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT organisation FROM organisationName WHERE folded = ?"),
                arguments: [folded.text])
            guard owner == nil else { throw RegisterError.exists(.organisation, name) }
            let sql =
                "INSERT INTO organisationName (folded, organisation, position, text) VALUES (?, ?, ?, ?)"
            try db.cachedStatement(sql: sql).execute(arguments: [folded.text, id.rawValue, position, name])
        }
    }
}

extension Organisation {
    var facts: AuditFacts { ["name": .plain(name), "aliases": .list(aliases.map { .plain($0) })] }
}
