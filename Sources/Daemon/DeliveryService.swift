import Foundation
package import Logging
import Mail
import Reminders
import SMTPRelay
import ServiceLifecycle
package import Store
import Synchronization

/// What the daemon does with letters: its duties over a delivery that a reload
/// replaces.
///
/// A queue run that is under way then ends after what is in flight, and the
/// rest goes as the new configuration has it.
package final class DeliveryService: Sendable {
    let store: Store
    let clock: WallClock
    let vitals = Vitals()
    let logger: Logger
    let environment: [String: String]
    let watch: OutsideWatch
    private let current: Mutex<Delivery>
    private let hasBegun = Atomic<Bool>(false)
    /// The daily limit that letters wait for, where they do.
    private let paused = Mutex<SendingPause?>(nil)
    private let read: @Sendable () throws -> Configuration
    private let retention: LetterRetention

    /// - Parameter read: reads the configuration again, at a reload.
    package init(
        _ store: Store, _ configuration: Configuration, clock: WallClock = .system, logger: Logger,
        environment: [String: String], read: @escaping @Sendable () throws -> Configuration
    ) throws {
        self.store = store
        self.clock = clock
        self.logger = logger
        self.environment = environment
        self.read = read
        retention = LetterRetention(store)
        let ping = WebPing()
        watch = OutsideWatch(logger: logger) { ping.fetch($0, done: $1) }
        current = Mutex(try Self.delivery(store, configuration, clock, logger, environment, vitals))
    }

    /// The duties of `serve`.
    package func duties() -> Serve.Duties {
        var duties = Serve.Duties(
            look: { [self] in try await look(at: $0) }, send: { [self] in try await send(at: $0) })
        // What keeps it from beginning, the queue run says, and begins when it can.
        duties.begin = { [self] _ in try? await begin() }
        duties.dataVersion = { [store] in try store.dataVersion() }
        duties.reload = { [self] in try await reload() }
        duties.end = { [self] in
            await delivery.close()
            await watch.settled()
        }
        duties.mode = { [self] in delivery.mode }
        duties.waits = { [self] in paused.withLock { $0?.description } }
        duties.told = { [self] in note($0) }
        return duties
    }

    var delivery: Delivery { current.withLock { $0 } }

    private func note(_ event: Serve.Event) {
        vitals.note(event)
        guard case .looked(let report) = event, vitals.current.hasLookedWell,
            let url = delivery.configuration.watch
        else { return }
        watch.lookedWell(at: report.doneAt, tell: url)
    }

    private func look(at now: Date) async throws -> Date? {
        let summary = try await delivery.check.run(at: now)
        vitals.note(unjudged: summary.failures)
        for failure in summary.failures {
            logger.error(
                "a board could not be judged",
                metadata: ["board": "\(failure.board)", "why": "\(failure.why)"])
        }
        if summary.planned + summary.missed > 0 {
            logger.info(
                "looked", metadata: ["planned": "\(summary.planned)", "missed": "\(summary.missed)"])
        }
        try await keepToPeriods(at: now)
        return summary.nextLook
    }

    /// By the machine's clock where another was told that is ahead: what is deleted is lost.
    private func keepToPeriods(at now: Date) async throws {
        let rows = try await retention.keep(
            to: delivery.configuration.retention, at: min(now, WallClock.system.now))
        if rows > 0 { logger.info("kept long enough", metadata: ["rows": "\(rows)"]) }
    }

    /// Puts back what a dead process held, once; a fence that is closed, and a disk
    /// that is full, keep it from that and the daemon from nothing else.
    private func begin() async throws {
        guard !hasBegun.load(ordering: .relaxed) else { return }
        try await delivery.queue.begin()
        hasBegun.store(true, ordering: .relaxed)
    }

    /// A step whose recipient changed while its letter waited was given back: the
    /// register is looked at for it, and what came of that is sent next.
    private func send(at now: Date) async throws -> Date? {
        try await begin()
        let summary = try await delivery.queue.run()
        note(summary.pause)
        guard summary.released > 0 else { return summary.nextAttempt }
        _ = try await look(at: now)
        return now
    }

    /// Says once that a daily limit keeps letters waiting; a rate is kept in silence.
    private func note(_ pause: SendingPause?) {
        let daily = pause.flatMap { $0.limit == .rate ? nil : $0 }
        let before = paused.withLock { paused in
            defer { paused = daily }
            return paused
        }
        guard let daily, daily.until != before?.until else { return }
        logger.notice("letters wait", metadata: ["why": "\(daily)"])
    }

    /// What listens where stays as it is until the next start; so do the links to it that
    /// letters carry.
    private func reload() async throws {
        var configuration = try read()
        let served = delivery.configuration
        let hasMoved = !served.hasListeners(of: configuration)
        (configuration.console, configuration.answers) = (served.console, served.answers)
        let new = try Self.delivery(store, configuration, clock, logger, environment, vitals)
        let old = current.withLock { delivery in
            defer { delivery = new }
            return delivery
        }
        if hasMoved {
            logger.warning("what listens where takes effect at the next start")
        }
        old.retire()
        await old.close()
    }

    private static func delivery(
        _ store: Store, _ configuration: Configuration, _ clock: WallClock, _ logger: Logger,
        _ environment: [String: String], _ vitals: Vitals
    ) throws -> Delivery {
        let relay = try CurlRelay(configuration.relay, secrets: Secrets(environment: environment))
        let log = MailLog(logger: logger, configuration, salt: try store.databaseID())
        return try Delivery(
            store, relay: relay, configuration, clock: { clock.now },
            isStopping: { Task.isCancelled || Task.isShuttingDownGracefully },
            tell: {
                log.note($0)
                vitals.note($0)
            })
    }
}

extension MailLog {
    /// The mail log of a configuration; hashed addresses are the database's own.
    package init(logger: Logger, _ configuration: Configuration, salt: [UInt8]) {
        self.init(
            logger: logger, relay: configuration.relay.url.description,
            addresses: configuration.log.addresses,
            salt: Digest.hex(salt))
    }
}

extension Configuration {
    /// Whether the same pages are served at the same addresses.
    fileprivate func hasListeners(of other: Configuration) -> Bool {
        health?.listen == other.health?.listen && console == other.console && answers == other.answers
    }
}
