package import Foundation
package import Reminders
package import Store

/// Whether somebody sends: the daemon's last look, what waits, and the relay.
package struct SendingReport: Hashable, Sendable {
    package var now: Date
    package var configuration: Configuration
    package var look: LookTimes?
    /// Since when the oldest letter waits that should have been tried.
    package var waitingSince: Date?
    package var relay: RelayReport

    package init(_ store: Store, _ configuration: Configuration, at now: Date) throws {
        self.now = now
        self.configuration = configuration
        look = try store.lookTimes()
        waitingSince = try store.waitingLetters(at: now)?.since
        relay = RelayReport(configuration.relay.url)
        relay.trouble = configuration.mode == .dryRun ? nil : try store.currentRelayTrouble()
    }

    package var problems: [Problem] { [relay.problem, asleep].compactMap { $0 } }

    /// A look or a letter that is later than the operator allows, and no relay to
    /// blame.
    private var asleep: Problem? {
        let dues = [look?.next, relay.problem == nil ? waitingSince : nil].compactMap { $0 }
        guard let due = dues.min(), due + lateAfter < now else { return nil }
        let last = look.map { ", and the last look was at \($0.last.formatted(.iso8601))" } ?? ""
        return Problem(
            .error, "daemon", "somebody should have looked or sent at \(due.formatted(.iso8601))\(last)",
            "start it: systemctl start minuted, or minuted run-once by cron")
    }

    private var lateAfter: TimeInterval {
        let duration = configuration.health?.lateAfter ?? .seconds(2 * 3600)
        return TimeInterval(duration.components.seconds)
    }
}
