package import Console
import Foundation
import Mail
import Reminders
import ServiceLifecycle
import Store

extension DeliveryService {
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
        var report = HealthReport(vitals.current, sending, configuration, version: version, at: now)
        if configuration.watch != nil { report.pings = HealthReport.Pings(watch.pings) }
        report.judge(freeBytes: MachineReport.freeBytes(besideFile: configuration.database))
        return report
    }
}

extension HealthReport.Pings {
    fileprivate init(_ pings: OutsideWatch.Pings) { self.init(reached: pings.reached, failed: pings.failed) }
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

    /// A disk that is all but full keeps the next look or outcome from being written.
    mutating func judge(freeBytes: Int64?) {
        guard let freeBytes, MachineReport.isFull(freeBytes) else { return }
        obstacles.append(
            HealthObstacle(.disk, "\(freeBytes >> 20) MiB are free where the database lies; make room"))
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
        let lateAfter = TimeInterval((configuration.health?.lateAfter ?? .seconds(7200)).components.seconds)
        if let look = condition.look, look.last + 3600 + lateAfter < now {
            obstacles.append(
                HealthObstacle(.lookLate, "nothing has been looked at since \(look.last.formatted(.iso8601))")
            )
        }
        if let lateSince, lateSince + lateAfter < now {
            obstacles.append(
                HealthObstacle(.late, "letters should have gone since \(lateSince.formatted(.iso8601))"))
        }
    }
}
