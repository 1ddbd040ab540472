package import Console
import Foundation
import Mail
import Reminders
package import ServiceLifecycle
import Store

extension DeliveryService {
    /// The listeners that a configuration names; none where it names none, and
    /// then nothing of a server is begun.
    package func listeners(_ configuration: Configuration, version: String) -> [any Service] {
        guard let health = configuration.health else { return [] }
        return [
            HealthService(at: health.listen, clock: clock, logger: logger) { [self] in
                await self.health(version: version)
            }
        ]
    }

    /// How the daemon is now, by what it knows and what the database has.
    package func health(version: String) async -> HealthReport {
        let now = clock.now
        let configuration = delivery.configuration
        let sending: Result<SendingCondition, any Error>
        do {
            sending = .success(
                try await store.sendingCondition(
                    for: configuration.relay.limits, at: now, realTime: WallClock.system.now))
        } catch {
            sending = .failure(error)
        }
        return HealthReport(vitals.current, sending, configuration, version: version, at: now)
    }
}

extension HealthReport {
    /// - Parameter reading: what the database has, or why it cannot be read.
    init(
        _ vitals: Vitals.State, _ reading: Result<SendingCondition, any Error>,
        _ configuration: Configuration, version: String, at now: Date
    ) {
        self.init(now: now, version: version, mode: configuration.mode.rawValue)
        isStandby = vitals.role == .standby
        attempts = vitals.attempts
        lookDuration = vitals.look.map { max(0, $0.doneAt.timeIntervalSince($0.startedAt)) }
        secretExpires = configuration.relay.oauth2?.secretExpires
        obstacles = vitals.obstacles
        switch reading {
        case .success(let condition): judge(condition, configuration)
        case .failure(let error): obstacles.append(HealthObstacle(.database, "\(error)"))
        }
    }

    private mutating func judge(_ condition: SendingCondition, _ configuration: Configuration) {
        sending = condition
        if let due = condition.nextAttempt, due <= now {
            let since = condition.past.lateSince(due, for: configuration.relay.limits, at: now)
            lateSince = since < now ? since : nil
        }
        // Where nothing leaves, the relay does not matter.
        let trouble = configuration.mode == .dryRun ? nil : condition.relayTrouble
        if let trouble { relay = trouble.refuses ? .refusing : trouble.asksForRest ? .resting : .away }
        guard !isStandby else { return }
        if let trouble, trouble.refuses {
            let since = trouble.since.formatted(.iso8601)
            obstacles.append(
                HealthObstacle(.relayRefuses, "the relay has refused us since \(since): \(trouble.words)"))
        }
        let lateAfter = TimeInterval(configuration.health?.lateAfter.components.seconds ?? 7200)
        if let lateSince, lateSince + lateAfter < now {
            obstacles.append(
                HealthObstacle(.late, "letters should have gone since \(lateSince.formatted(.iso8601))"))
        }
    }
}
