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
            let unfinished = path + ".new-" + Digest.hex(Self.randomID())
            defer { unlink(unfinished) }
            let copy = try DatabaseQueue(path: unfinished)
            try writer.backup(to: copy)
            try Self.verify(copy)
            try copy.close()
            FileOwner.ofFolder(of: path).take(unfinished)
            guard chmod(unfinished, Self.mode) == 0, rename(unfinished, path) == 0 else {
                throw StoreError.cannotWrite(path)
            }
            try Folder(of: path).synchronize()
        }
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
