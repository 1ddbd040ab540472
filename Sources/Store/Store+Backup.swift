import Foundation
import GRDB
import Mail

extension Store {
    /// What SQLite finds wrong in the file; empty where nothing is.
    package func integrityCheck() throws -> [String] {
        try read { try Self.integrityCheck($0) }
    }

    /// Copies the database while it is in use, verifies the copy, and gives it its
    /// name only then; writers go on meanwhile.
    ///
    /// An older backup of that name is replaced, any other file is refused, another
    /// register and its backups too. A
    /// crash leaves a file whose name ends in `.new-` and digits.
    ///
    /// - Throws: `StoreError.damaged` where the copy does not verify.
    package func backup(to path: String) throws {
        try StoreError.naming {
            if FileManager.default.fileExists(atPath: path) { try refuseToReplace(path) }
            try Self.copy(writer, to: path)
        }
    }

    /// Keeps a verified copy of a database of an older schema beside it, before it is
    /// brought up to date: `minuted.sqlite-schema-4`. Copies of still older ones go.
    static func keepCopy(of writer: any DatabaseWriter, version: Int32) throws {
        let ending = "-schema-"
        try copy(writer, to: writer.path + ending + String(version), of: version)
        let name = URL(fileURLWithPath: writer.path).lastPathComponent + ending
        let folder = Folder(of: writer.path).path
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasPrefix(name) {
            if let older = Int32(file.dropFirst(name.count)), older < version { unlink(folder + "/" + file) }
        }
    }

    /// - Parameter version: the schema a copy is wanted of; where somebody was quicker
    ///   to bring it up to date, they have kept one.
    private static func copy(
        _ writer: any DatabaseWriter, to path: String, of version: Int32? = nil
    ) throws {
        let unfinished = path + ".new-" + Digest.hex(randomID())
        defer { unlink(unfinished) }
        let copy = try DatabaseQueue(path: unfinished)
        // Names and mailboxes are in it from the first page on.
        guard chmod(unfinished, mode) == 0 else { throw StoreError.cannotWrite(path) }
        try writer.backup(to: copy)
        try verify(copy)
        let copied = try copy.read { try Self.version(of: $0) }
        try copy.close()
        if let version, copied != version { return }
        FileOwner.ofFolder(of: path).take(unfinished)
        guard rename(unfinished, path) == 0 else { throw StoreError.cannotWrite(path) }
        try Folder(of: path).synchronize()
    }

    private func refuseToReplace(_ path: String) throws {
        let files = [path, writer.path].map { try? FileManager.default.attributesOfItem(atPath: $0) }
        let numbers = files.map { $0?[.systemFileNumber] as? Int }
        guard numbers[0] != numbers[1] else {
            throw StoreError.unusable("\(path) is the database itself; name another file")
        }
        try Self.recognise(path)
        if files[0]?[.size] as? Int == 0 { return }
        guard try Store(path: path, for: .check).databaseID() == databaseID() else {
            throw RegisterError.notAllowed(
                why: "\(path) is another register, or a backup of one", instead: "name another file")
        }
    }

    /// Leaves one file without a log beside it.
    private static func verify(_ copy: DatabaseQueue) throws {
        try copy.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            if let fault = try integrityCheck(db).first { throw StoreError.damaged(fault) }
        }
    }

    private static func integrityCheck(_ db: Database) throws -> [String] {
        let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
            "\(row["table"] as String) \(row["rowid"] as Int64? ?? 0) names a \(row["parent"] as String) that is not there"
        }
        return pages + strays
    }
}
