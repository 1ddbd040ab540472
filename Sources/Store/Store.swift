import Foundation
import GRDB

/// The database: the register, the ledger and the outbox of one instance.
///
/// Every public method is one transaction; the private functions they call take
/// the open `Database`. Nothing here reads the clock: what needs the time is
/// told it.
package struct Store: Sendable {
    let writer: any DatabaseWriter

    init(writer: any DatabaseWriter) { self.writer = writer }

    /// A store of its own in memory, for tests; it is gone with the value.
    package static func inMemory(databaseID: [UInt8] = randomID()) throws -> Store {
        let queue = try DatabaseQueue(configuration: configuration(checkpoints: false))
        try queue.write { try prepare($0, databaseID: databaseID) }
        return Store(writer: queue)
    }

    /// Reads in one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try writer.read(body)
    }

    /// Writes in one immediate transaction: all of it or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try writer.write(body)
    }

    /// Sixteen random bytes: the identity of a new database.
    package static func randomID() -> [UInt8] {
        (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    }

    /// The sixteen bytes drawn when the database was made; a copy keeps them.
    package func databaseID() throws -> [UInt8] {
        try read { db in
            let bytes = try Data.fetchOne(db, sql: "SELECT id FROM installation")
            return [UInt8](bytes ?? Data())
        }
    }

    static func configuration(checkpoints: Bool, readOnly: Bool = false) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // FULL: what the outbox has promised must outlive a loss of power.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // Two connections that checkpoint and write at the same moment can
            // corrupt (SQLite before 3.51.3): only the daemon's may.
            if !checkpoints { try db.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        }
        return configuration
    }
}
