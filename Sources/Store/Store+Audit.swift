import ActionRegister
import Foundation
import GRDB
import Mail

extension Store {
    /// Adds an entry to the trail, in the transaction that makes the change, and
    /// answers its number.
    @discardableResult
    static func audit(
        _ db: Database, _ told: Told, _ verb: String, _ subject: Subject, _ id: Int64?,
        old: AuditFacts = [:], new: AuditFacts = [:]
    ) throws -> Int64 {
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"))
        var entry = SealedEntry(
            sequence: (last?["sequence"] ?? 0) + 1, realTime: told.realTime.milliseconds,
            now: told.now.milliseconds, actor: "", verb: verb, subject: subject.rawValue, subjectID: id)
        var texts: [AuditText] = []
        let keep = { (text: String, person: Int64?) -> String in
            texts.append(AuditText(text, of: person))
            return texts.last!.hash
        }
        entry.actor = try actorHash(db, told) ?? keep(told.actor, told.person?.rawValue)
        let isNewActor = !texts.isEmpty
        entry.old = old.json(keeping: keep)
        entry.new = new.json(keeping: keep)
        entry.texts = texts.count
        try entry.insert(db, after: last?["hash"] ?? Data())
        for (index, text) in texts.enumerated() {
            try text.insert(db, entry: entry.sequence, isActor: isNewActor && index == 0)
        }
        return entry.sequence
    }

    /// Adds an entry about what differs, and says whether anything did.
    static func audit(
        _ db: Database, _ told: Told, _ verb: String, _ subject: Subject, _ id: Int64,
        from old: AuditFacts, to new: AuditFacts
    ) throws -> Bool {
        guard old != new else { return false }
        try audit(db, told, verb, subject, id, old: old.unlike(new), new: new.unlike(old))
        return true
    }

    private static func actorHash(_ db: Database, _ told: Told) throws -> String? {
        let statement = try db.cachedStatement(
            sql: "SELECT hash FROM auditText WHERE isActor AND text = ? AND person IS ?")
        return try String.fetchOne(statement, arguments: [told.actor, told.person?.rawValue])
    }

    /// Makes the texts about a person unreadable; the chain still verifies.
    static func eraseAuditTexts(_ db: Database, of person: Person.ID) throws {
        try db.execute(
            sql: "UPDATE auditText SET text = NULL WHERE person = ? AND text IS NOT NULL",
            arguments: [person.rawValue])
    }
}

/// A text that can be erased, beside its salted hash that cannot.
struct AuditText {
    let text: String
    let person: Int64?
    let salt: Data
    let hash: String

    init(_ text: String, of person: Int64?) {
        self.text = text
        self.person = person
        salt = Data(Store.randomID())
        hash = Self.hash(of: text, salt: salt)
    }

    static func hash(of text: String, salt: Data) -> String {
        Digest.sha256Hex(Array(salt) + Array(text.utf8))
    }

    func insert(_ db: Database, entry: Int64, isActor: Bool) throws {
        let sql = "INSERT INTO auditText (hash, entry, person, isActor, salt, text) VALUES (?, ?, ?, ?, ?, ?)"
        try db.cachedStatement(sql: sql).execute(arguments: [hash, entry, person, isActor, salt, text])
    }
}

/// An entry as it stands in its row, with the hash that chains it to the one before.
struct SealedEntry {
    var sequence, realTime, now: Int64
    var actor, verb, subject: String
    var subjectID: Int64?
    var old = "{}"
    var new = "{}"
    var texts = 0

    /// SHA-256 of the hash before and of the row's columns as one JSON array.
    func hash(after previous: Data) -> Data {
        let columns = [
            String(sequence), String(realTime), String(now), JSONText.quoted(actor), JSONText.quoted(verb),
            JSONText.quoted(subject), subjectID.map { String($0) } ?? "null", JSONText.quoted(old),
            JSONText.quoted(new), String(texts),
        ]
        return Data(Digest.sha256(Array(previous) + Array(("[" + columns.joined(separator: ",") + "]").utf8)))
    }

    func insert(_ db: Database, after previous: Data) throws {
        let sql = """
            INSERT INTO audit
                (sequence, realTime, now, actor, verb, subject, subjectID, old, new, texts, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            sequence, realTime, now, actor, verb, subject, subjectID, old, new, texts, hash(after: previous),
        ])
    }
}

extension SealedEntry {
    init(_ row: Row) {
        self.init(
            sequence: row["sequence"], realTime: row["realTime"], now: row["now"], actor: row["actor"],
            verb: row["verb"], subject: row["subject"], subjectID: row["subjectID"], old: row["old"],
            new: row["new"], texts: row["texts"])
    }
}
