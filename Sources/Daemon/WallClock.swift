package import Foundation

/// Where the daemon reads the time; all rooms below are told it.
package struct WallClock: Sendable {
    /// How far this clock is ahead of the machine's.
    private let lead: TimeInterval

    /// The machine's own clock.
    package static let system = WallClock(lead: 0)

    /// A clock that shows `start` now and runs on from there.
    package static func starting(at start: Date) -> WallClock { WallClock(lead: start.timeIntervalSinceNow) }

    package var now: Date { Date.now + lead }

    /// What the machine's clock shows when this one shows `date`.
    package func machineTime(of date: Date) -> Date { date - lead }
}
