package import ActionRegister
import GRDB

/// What is done to several actions at once.
package enum BulkChange: Hashable, Sendable {
    /// Open, in progress or on hold.
    case status(Action.Status)
    case reopen
}

extension Store {
    /// Changes several actions of one board: all of them, or none.
    ///
    /// - Throws: `RegisterError.notAllowed` naming the first that cannot be changed so.
    package func changeActions(
        _ ids: [Action.ID], on board: Board.ID, _ change: BulkChange, told: Told
    ) throws {
        try write { db in
            for id in ids {
                guard try Self.action(db, id: id).board == board else {
                    throw RegisterError.unknown(.action, id.description, nearest: nil)
                }
            }
            switch change {
            case .status(let status): for id in ids { try Self.setStatus(db, status, of: id, told) }
            case .reopen: for id in ids { try Self.reopen(db, id, told) }
            }
        }
    }
}
