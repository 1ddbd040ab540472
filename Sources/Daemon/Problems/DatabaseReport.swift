package import Reminders
package import Store

/// Whether the database is what was written: slow, for it reads all of it.
package struct DatabaseReport: Sendable {
    package let problems: [Problem]

    package init(_ store: Store) throws {
        let pages = try store.integrityCheck().prefix(10).map { Problem(StoreError.damaged($0)) }
        let chain = try store.auditVerify().map { fault in
            Problem(
                .error, "audit",
                "entry \(fault.sequence) \(fault.why): somebody changed the database behind the program",
                "find out who, and compare with a backup; minuted audit verify says the same")
        }
        problems = pages + [chain].compactMap { $0 }
    }
}
