import Foundation
import GRDB

/// The database: the register, the ledger and the outbox of one instance.
///
/// Every public method is one transaction; the private functions they call take
/// the open `Database`. Nothing here reads the clock: what needs the time is
/// told it. Methods throw `RegisterError` for what the caller asked and
/// `StoreError` for what befell the database.
package struct Store: Sendable {
    let writer: any DatabaseWriter

    /// A store of its own in memory, for tests; it is gone with the value.
    package static func inMemory(databaseID: [UInt8] = randomID()) throws -> Store {
        try StoreError.naming {
            let queue = try DatabaseQueue(configuration: configuration(for: .command))
            try queue.write { try prepare($0, databaseID: databaseID) }
            return Store(writer: queue)
        }
    }

    /// Reads in one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.naming { try writer.read(body) }
    }

    /// Writes in one immediate transaction: all of it or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.naming { try writer.write(body) }
    }

    /// Changes what it likes in one immediate transaction that is then rolled back:
    /// nothing is written, and other writers wait meanwhile.
    func rehearse<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.naming {
            try writer.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .rollback
                }
                return value!
            }
        }
    }

    /// Sixteen random bytes: the identity of a new database.
    package static func randomID() -> [UInt8] {
        (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    }

    /// The sixteen bytes drawn when the database was made; a copy keeps them.
    package func databaseID() throws -> [UInt8] {
        try read { db in [UInt8](try Data.fetchOne(db, sql: "SELECT id FROM installation") ?? Data()) }
    }
}
