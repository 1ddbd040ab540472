import ActionRegister
import Foundation
import GRDB

extension Store {
    /// The entries after `sequence`, oldest first.
    package func audit(after sequence: Int64 = 0, limit: Int = 1000) throws -> [AuditEntry] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [sequence, limit])
            let last: Int64 = rows.last?["sequence"] ?? 0
            let texts = try Self.auditTexts(db, after: sequence, through: last)
            return rows.map { AuditEntry($0, texts: texts) }
        }
    }

    /// Follows the chain from its beginning; `nil` where every entry fits.
    ///
    /// An entry fits when its hash follows from the one before and its own
    /// columns, and its texts are those it was written with, or erased.
    package func auditVerify() throws -> AuditFault? {
        try read { db in
            var previous = Data()
            var expected: Int64 = 1
            let entries = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY sequence")
            let texts = try AuditTextCursor(db)
            while let row = try entries.next() {
                let entry = SealedEntry(row)
                guard entry.sequence == expected else {
                    return AuditFault(sequence: expected, why: "is missing")
                }
                guard entry.hash(after: previous) == row["hash"] else {
                    return AuditFault(sequence: entry.sequence, why: "was changed, or the one before it was")
                }
                if let why = try texts.fault(of: entry) {
                    return AuditFault(sequence: entry.sequence, why: why)
                }
                previous = row["hash"]
                expected += 1
            }
            return nil
        }
    }

    private static func auditTexts(
        _ db: Database, after first: Int64, through last: Int64
    ) throws -> [String: String] {
        let sql = """
            SELECT hash, text FROM auditText
            WHERE text IS NOT NULL AND (isActor OR (entry > ? AND entry <= ?))
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [first, last])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["hash"] as String, $0["text"] as String) })
    }
}

extension AuditEntry {
    fileprivate init(_ row: Row, texts: [String: String]) {
        self.init(
            sequence: row["sequence"], realTime: row.instant("realTime"), now: row.instant("now"),
            actor: texts[row["actor"]], verb: row["verb"], subject: row["subject"],
            subjectID: row["subjectID"],
            old: Self.readable(row["old"], texts), new: Self.readable(row["new"], texts))
    }

    /// Puts the texts where their hashes stand. A quote within a string is
    /// escaped, so that the mark is found nowhere else.
    private static func readable(_ json: String, _ texts: [String: String]) -> String {
        let parts = json.components(separatedBy: "{\"sha256\":\"")
        return parts.dropFirst().reduce(parts[0]) { whole, part in
            let text = texts[String(part.prefix(64))].map(JSONText.quoted) ?? "null"
            return whole + text + part.dropFirst(64 + "\"}".count)
        }
    }
}

/// Walks the texts beside their entries, both in order.
private final class AuditTextCursor {
    private let rows: RowCursor
    private var next: Row?

    init(_ db: Database) throws {
        rows = try Row.fetchCursor(db, sql: "SELECT * FROM auditText ORDER BY entry")
        next = try rows.next()?.copy()
    }

    /// Why the texts first kept by an entry are not those it was written with.
    func fault(of entry: SealedEntry) throws -> String? {
        var found = 0
        while let row = next, row["entry"] <= entry.sequence {
            found += 1
            guard Self.belongs(row, to: entry) else { return "one of its texts was changed" }
            next = try rows.next()?.copy()
        }
        return found == entry.texts ? nil : "one of its texts is missing"
    }

    private static func belongs(_ row: Row, to entry: SealedEntry) -> Bool {
        let hash: String = row["hash"]
        guard row["entry"] == entry.sequence,
            hash == entry.actor || entry.old.contains(hash) || entry.new.contains(hash)
        else { return false }
        guard let text: String = row["text"] else { return true }
        return AuditText.hash(of: text, salt: row["salt"]) == hash
    }
}

extension Store {
    /// The number of the last entry; 0 where there is none.
    package func auditCount() throws -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT max(sequence) FROM audit") ?? 0 }
    }
}
