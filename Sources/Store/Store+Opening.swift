import Foundation
import GRDB
import Mail

extension Store {
    /// Who opens a database, and so what is allowed to it.
    package enum Use: Sendable {
        /// `serve` and `run-once`: also folds the log back into the database.
        case daemon
        /// A verb of the command line: reads and writes.
        case command
        /// `check`: reads, and leaves even an old schema as it is.
        case check
    }

    /// Opens the database at a path, and brings an older one up to date.
    ///
    /// Of an older one a verified copy is kept beside it first (`keepCopy`).
    ///
    /// A missing or empty file is an error unless `creating`: then the database
    /// is made under another name and takes its own when it is whole, so that a
    /// crash leaves no half of one. What root makes belongs to the folder's owner.
    package init(
        path: String, for use: Use = .command, creating: Bool = false, databaseID: [UInt8] = randomID()
    ) throws {
        let writer: any DatabaseWriter = try StoreError.naming {
            if Self.isMissing(path) {
                guard creating else { throw StoreError.missing(path: path) }
                try Self.create(path: path, databaseID: databaseID)
            }
            do {
                try Self.recognise(path)
                return try Self.open(path, for: use, databaseID: databaseID)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                throw Self.cannotOpen(path, error)
            }
        }
        self.init(writer: writer)
    }

    /// SQLite does not say why; the folder does, where it cannot be written.
    private static func cannotOpen(_ path: String, _ error: DatabaseError) -> any Error {
        guard access(Folder(of: path).path, W_OK) != 0 else { return error }
        let why = String(cString: strerror(errno))
        return StoreError.unusable("\(why); see whether the file and its folder can be written")
    }

    private static func open(_ path: String, for use: Use, databaseID: [UInt8]) throws -> any DatabaseWriter {
        if use == .check {
            let name = isAtRest(path) ? unchanging(path) : path
            return try DatabaseQueue(path: name, configuration: configuration(for: use))
        }
        let pool = try DatabasePool(path: path, configuration: configuration(for: use))
        FileOwner.ofFolder(of: path).take(path, path + "-wal", path + "-shm")
        let found = try pool.writeWithoutTransaction { db in
            // The pool has set NORMAL. FULL: what the outbox has promised outlives a loss of power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try version(of: db)
        }
        if found == schemaVersion { return pool }
        if found > 0 { try keepCopy(of: pool, version: found) }
        try pool.writeWithoutTransaction { db in
            if try version(of: db) == schemaVersion { return }
            try db.inTransaction(.immediate) {
                try prepare(db, databaseID: databaseID)
                return .commit
            }
        }
        return pool
    }

    static func configuration(for use: Use) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = use == .check
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Two connections that checkpoint and write at the same moment can
            // corrupt (SQLite before 3.51.3): only the daemon's may.
            if use == .command { try db.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        }
        return configuration
    }

    /// Names and mailboxes are nobody's business but the owner's and the group's;
    /// -wal and -shm take the same.
    static let mode: mode_t = 0o640

    private static func isMissing(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_size == 0
    }

    private static func create(path: String, databaseID: [UInt8]) throws {
        let unfinished = path + ".new-" + Digest.hex(randomID())
        defer { unlink(unfinished) }
        let queue = try DatabaseQueue(path: unfinished)
        try queue.write { try prepare($0, databaseID: databaseID) }
        try queue.close()
        FileOwner.ofFolder(of: path).take(unfinished)
        guard chmod(unfinished, mode) == 0 else { throw StoreError.cannotWrite(path) }
        if isMissing(path) { unlink(path) }
        // Somebody who was quicker is left the winner.
        guard link(unfinished, path) == 0 || errno == EEXIST else { throw StoreError.cannotWrite(path) }
        try Folder(of: path).synchronize()
    }

    /// Looks at a file without a trace: no lock, no -wal and no -shm. Nearly always its
    /// head says enough.
    ///
    /// A log that has not been folded back, as a full disk leaves it, can make the
    /// file alone look damaged: then it is read with its log, and locked.
    static func recognise(_ path: String) throws {
        if isOurs(headOf: path) { return }
        do {
            try readVersion(unchanging(path))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.otherProgram
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            try readVersion(path)
        }
    }

    /// Whether the head of the file (SQLite's "Database File Format" §1.3) names us, and
    /// a version of the schema that we know; what it does not say, the log may.
    ///
    /// Closing the file drops every lock that this process has on it (POSIX; SQLite's
    /// "How To Corrupt" §2.2): a process that writes a database opens it once.
    private static func isOurs(headOf path: String) -> Bool {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 100)
        guard pread(descriptor, &head, head.count, 0) == head.count,
            head.prefix(16).elementsEqual("SQLite format 3\0".utf8)
        else { return false }
        let number = { (place: Int) in head[place..<place + 4].reduce(Int32(0)) { $0 << 8 | Int32($1) } }
        return number(68) == applicationID && (1...schemaVersion).contains(number(60))
    }

    /// Whether nobody has the file open and its log has been folded back: then a
    /// reader needs no log, which SQLite would leave behind, root's among them.
    private static func isAtRest(_ path: String) -> Bool {
        !FileManager.default.fileExists(atPath: path + "-wal")
    }

    /// A name by which SQLite reads the file alone, and makes none beside it.
    private static func unchanging(_ path: String) -> String {
        let plain = CharacterSet.urlPathAllowed.subtracting(["?", "#", "%"])
        let absolute = URL(fileURLWithPath: path).path
        return "file:\(absolute.addingPercentEncoding(withAllowedCharacters: plain)!)?immutable=1"
    }

    /// The connection is closed and its queue kept for good: Dispatch clears away
    /// a queue of GRDB's on a global queue, and once one of those has run it wakes
    /// the process every second (see `QueuePool`).
    private static func readVersion(_ path: String) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = Unmanaged.passRetained(queue)
        defer { try? queue.close() }
        _ = try queue.read { try version(of: $0) }
    }
}
