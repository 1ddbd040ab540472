package import ActionRegister
package import Foundation
import Mail
package import Store

/// What became of one letter in a simulation.
package struct SimulatedLetter: Hashable, Sendable {
    package var board: Board
    /// When it went, or when it was decided that it would not.
    package var at: Date
    /// Its entry of the outbox afterwards, with the steps that it tells, in the
    /// order of the forecast.
    package var line: OutboxLine
    /// The message as it arrived; `nil` where none did.
    package var message: [UInt8]?

    /// What the recipient is called.
    package var recipientName: String {
        line.name ?? (line.entry.person == nil ? "\(board.name) secretariat" : "?")
    }
}

/// What a simulation came to.
package struct SimulationSummary: Hashable, Sendable {
    /// How many letters arrived.
    package var arrived = 0
    /// How many were made or waited, and did not go.
    package var unsent = 0
    /// How many steps expired before anybody was told.
    package var missed = 0
    /// What kept something from being written, each once.
    package var problems: [Problem] = []
    /// Boards that could not be judged.
    package var failures: [LookSummary.Failure] = []

    package struct Problem: Hashable, Sendable {
        package var board: Board
        /// When it was first met.
        package var since: Date
        package var what: String
    }
}
