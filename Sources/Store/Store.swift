import Foundation
import GRDB

/// The database: the register, the ledger and the outbox of one instance.
///
/// Every public method is one transaction, or a part of the one that `together`
/// makes of several; the private functions they call take the open `Database`.
/// Nothing here reads the clock: what needs the time is told it. Methods throw
/// `RegisterError` for what the caller asked and `StoreError` for what befell the
/// database.
package struct Store: Sendable {
    private let connections: any DatabaseWriter
    /// What every method is part of, in a store that `together` made.
    private var whole: Whole?

    init(writer: any DatabaseWriter) { connections = writer }

    /// For what cannot be a part of a transaction, such as a copy of the whole.
    var writer: any DatabaseWriter {
        precondition(whole == nil, "this is done outside of together")
        return connections
    }

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
        try StoreError.naming {
            if let whole { return try body(whole.database) }
            return try writer.read(body)
        }
    }

    /// Writes in one immediate transaction: all of it or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.naming {
            guard let whole else { return try writer.write(body) }
            return try whole.part(.commit, body)
        }
    }

    /// Changes what it likes in one immediate transaction that is then rolled back:
    /// nothing is written, and other writers wait meanwhile.
    func rehearse<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.naming {
            if let whole { return try whole.part(.rollback, body) }
            return try writer.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .rollback
                }
                return value!
            }
        }
    }

    /// Makes one immediate transaction of several methods: what is read in `body` is so
    /// when it writes, and where it throws nothing has been written.
    ///
    /// - Parameter body: is given a store that is of no use once it has ended.
    package func together<Value>(_ body: (Store) throws -> Value) throws -> Value {
        try write { db in
            let whole = Whole(db)
            defer { whole.end() }
            var part = self
            part.whole = whole
            return try body(part)
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

/// The transaction that `together` makes of several methods.
///
/// Only the thread that it is open on uses it, while `together` waits for it.
private final class Whole: @unchecked Sendable {
    private var open: Database?

    init(_ database: Database) { open = database }

    func end() { open = nil }

    var database: Database {
        guard let open else { preconditionFailure("the transaction of this store has ended") }
        return open
    }

    /// A method that writes, undone on its own where it throws or is a rehearsal.
    func part<Value>(
        _ completion: Database.TransactionCompletion, _ body: (Database) throws -> Value
    ) throws -> Value {
        let database = database
        var value: Value?
        try database.inSavepoint {
            value = try body(database)
            return completion
        }
        return value!
    }
}
