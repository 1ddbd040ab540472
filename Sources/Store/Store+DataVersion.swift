import GRDB

extension Store {
    /// A number that changes when another connection has committed something, and
    /// not with what this store commits itself (`PRAGMA data_version`).
    package func dataVersion() throws -> Int64 {
        try writer.writeWithoutTransaction { db in
            try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0
        }
    }
}
