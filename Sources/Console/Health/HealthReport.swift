package import ActionRegister
package import Foundation
package import Mail
package import Store

/// How the daemon is, at one instant: what the health pages show.
///
/// Who knows it fills it in; the pages only write it down.
package struct HealthReport: Hashable, Sendable {
    package var now: Date
    package var version: String
    /// As the configuration names it: `live`.
    package var mode: String
    /// What keeps it from being ready, the worst first; empty where it is.
    package var obstacles: [HealthObstacle] = []
    package var isStandby = false
    package var relay = RelayState.serving
    /// What attempts of this process came to.
    package var attempts: [Attempt.Outcome: Int] = [:]
    /// How often somebody outside was told of a good look, or could not be; `nil`
    /// where nobody is.
    package var pings: Pings?
    /// In seconds; `nil` before the first look of this process.
    package var lookDuration: TimeInterval?
    /// Since when a letter is late; `nil` where none is.
    package var lateSince: Date?
    /// The day on which the relay's client secret expires.
    package var secretExpires: CalendarDay?
    /// `nil` where the database cannot be read.
    package var sending: SendingCondition?

    package init(now: Date, version: String, mode: String) {
        (self.now, self.version, self.mode) = (now, version, mode)
    }

    package struct Pings: Hashable, Sendable {
        package var reached: Int
        package var failed: Int

        package init(reached: Int, failed: Int) { (self.reached, self.failed) = (reached, failed) }
    }

    package var isReady: Bool { obstacles.isEmpty }

    /// What the relay does for us.
    package enum RelayState: String, Hashable, Sendable, CaseIterable {
        case serving
        /// It asked for fewer letters, and gets them later.
        case resting
        /// It cannot be reached.
        case away
        /// Somebody has to change something before it serves us.
        case refusing
    }
}

/// One reason why the daemon is not ready, in words for a person and in one for
/// a program.
package struct HealthObstacle: Hashable, Sendable, Codable {
    package var reason: Reason
    package var what: String

    package init(_ reason: Reason, _ what: String) { (self.reason, self.what) = (reason, what) }

    package enum Reason: String, Hashable, Sendable, Codable {
        case starting, standby
        case database, disk
        case lookFailed = "look-failed"
        case lookLate = "look-late"
        case boardNotJudged = "board-not-judged"
        case sendingFailed = "sending-failed"
        case outcomeNotWritten = "outcome-not-written"
        case relayRefuses = "relay-refuses"
        case late
    }
}
