package import Foundation
package import Mail

/// A move of an entry that a lane holds.
package enum OutboxMove: Hashable, Sendable {
    /// The mark that is committed before the relay hears of it.
    case handOver(OutboxEntry.ID, at: Date)
    /// What came of it; a deferred or unknown one goes again at `next`.
    case record(Attempt, next: Date?)
    /// The relay was not there to take it: it keeps its place, and it has not
    /// been tried.
    case putBack(OutboxEntry.ID, place: Date)
}

/// Why a move was not made.
package enum OutboxError: Error, Hashable {
    /// Nobody may hand it over: it is not this process that holds it.
    case notHeld(OutboxEntry.ID)
}

extension OutboxError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notHeld(let id): "entry \(id) is not held by this process; it is left alone"
        }
    }
}
