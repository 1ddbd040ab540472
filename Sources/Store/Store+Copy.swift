import Foundation
import GRDB

extension Store {
    /// A copy of the database at a path that nobody else sees, to try things on.
    ///
    /// It is one of SQLite's own temporary databases: its pages stay in memory up
    /// to `copyMemory`, which holds any ordinary register, and what a register of
    /// a million actions needs beyond that goes to a file without a name, which
    /// is gone with the process however that ends. The database itself is opened
    /// to be read and left as it is, an older schema too; only the copy is
    /// brought up to date.
    package static func copy(of path: String) throws -> Store {
        try StoreError.naming {
            guard FileManager.default.fileExists(atPath: path) else { throw StoreError.missing(path: path) }
            while true {
                let before = FileState(path)
                let copy = try Store(path: path, for: .check).copy()
                // At rest it is read without a lock: a writer that came meanwhile may have torn the copy.
                if before.hasLog || FileState(path) == before { return copy }
            }
        }
    }

    /// How many KiB of a copy's pages are kept in memory.
    private static let copyMemory = 131_072

    /// A copy of this database, as `copy(of:)` makes them.
    package func copy() throws -> Store {
        try StoreError.naming {
            let copy = try DatabaseQueue(path: "", configuration: Self.configuration(for: .command))
            try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA cache_size = -\(Self.copyMemory); PRAGMA journal_mode = MEMORY")
            }
            try writer.backup(to: copy)
            try copy.write { try Self.prepare($0, databaseID: Self.randomID()) }
            return Store(writer: copy)
        }
    }
}

/// What changes in a file when somebody writes it.
private struct FileState: Hashable {
    private let size, modified, number: Int64
    /// Whether it is in use: then reading it takes a lock.
    let hasLog: Bool

    init(_ path: String) {
        var status = stat()
        _ = stat(path, &status)
        (size, number) = (Int64(status.st_size), Int64(status.st_ino))
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        hasLog = FileManager.default.fileExists(atPath: path + "-wal")
    }
}
