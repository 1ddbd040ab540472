import GRDB

extension Store {
    /// The ledger, the outbox, attempts and looks.
    static func createLetters(_ db: Database) throws {}
}
