import ActionRegister
package import Foundation
import Store

/// Whether a backup could take the place of the database, and what that would mean.
///
/// Nothing is written: an older schema is brought up to date on a copy of its own,
/// so that a restore will not fail over it.
package struct BackupReport: Sendable {
    /// What is wrong with it; empty where it can be put in place.
    package let faults: [String]
    package let boards: [String]
    /// When it was last changed, by the clock of then.
    package let lastChange: Date?
    /// The highest number its ledger has given.
    package let ledger: Int64
    /// Whether it is of the register that is in place; `nil` where none is.
    package let isOfThisRegister: Bool?
    /// The number that had been reached where it would be put; 0 where unknown.
    package let reached: Int64

    /// - Throws: `StoreError` where it cannot be read as a database of ours.
    package init(of file: String, inPlaceOf database: String) throws {
        let backup = try Store(path: file, for: .check)
        let id = try backup.databaseID()
        let chain = try backup.auditVerify().map { ["entry \($0.sequence) of the audit \($0.why)"] } ?? []
        faults = try backup.integrityCheck() + chain
        let copy = faults.isEmpty ? try Store.copy(of: file) : backup
        boards = try copy.boards().map(\.slug)
        lastChange = try copy.lastChange()?.realTime
        ledger = try copy.ledgerNumber()
        isOfThisRegister = Self.identity(of: database).map { $0 == id }
        let fence = try? FenceFile(beside: database).read()
        reached = fence.flatMap { $0.isOf(id) ? $0.ledger : nil } ?? 0
    }

    /// How many steps were sent from here that its ledger does not hold.
    package var stepsItDoesNotKnow: Int64 { max(0, reached - ledger) }

    /// One that is missing or damaged is what backups are for.
    private static func identity(of database: String) -> [UInt8]? {
        try? Store(path: database, for: .check).databaseID()
    }
}
