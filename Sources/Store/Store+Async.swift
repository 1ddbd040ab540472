import GRDB

extension Store {
    /// Reads in one snapshot, off the threads that tasks run on.
    func asyncRead<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do { return try await writer.read(body) } catch let error as DatabaseError { throw StoreError(error) }
    }

    /// Writes in one immediate transaction, off the threads that tasks run on: a
    /// commit waits for the disk.
    func asyncWrite<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do { return try await writer.write(body) } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
