import CIdle
import Foundation
import Logging
import ServiceLifecycle

/// Holds the right to send, and does the duties as long as it does.
///
/// Where another process holds it, this one stands by: ready, and silent.
actor Sender: Service {
    private let database: String
    private let duties: Serve.Duties
    private let clock: WallClock
    private let manager: ServiceManager
    private let logger: Logger
    private var working: [Duty] = []
    private var reports: [String: DutyReport] = [:]

    init(database: String, duties: Serve.Duties, clock: WallClock, manager: ServiceManager, logger: Logger) {
        self.database = database
        self.duties = duties
        self.clock = clock
        self.manager = manager
        self.logger = logger
    }

    func run() async throws {
        guard let lock = try await takeLock() else { return }
        try await duties.begin(clock.now)
        duties.told(.begun)
        await work()
        await duties.end()
        withExtendedLifetime(lock) {}
    }

    /// Returns when no duty is stuck.
    func pulse() async {
        for duty in working { await duty.pulse() }
    }

    /// Has everything done again: what is done may mean something else now.
    func ring() {
        for duty in working { duty.ring() }
    }

    /// The lock, or `nil` where the daemon was told to stop before it was free.
    private func takeLock() async throws -> SenderLock? {
        if let lock = try SenderLock.tryAcquire(beside: database) { return lock }
        logger.notice(
            "standby: another process sends for this database", metadata: ["database": "\(database)"])
        duties.told(.standsBy)
        manager.ready(status: "standby: another process sends for \(database)")
        do {
            return try await cancelWhenGracefulShutdown { [database] in
                try await SenderLock.waitAcquire(beside: database)
            }
        } catch is CancellationError {
            return nil
        }
    }

    private func work() async {
        let send = duty("queue run", longestRest: .greatestFiniteMagnitude, work: duties.send) {
            [duties] in duties.told(.sent($0))
        }
        let look = duty("due-date check", longestRest: 3600, work: duties.look) { [duties] in
            duties.told(.looked($0))
            send.ring()
        }
        working = [look, send]
        let bell = hangBell(for: look)
        let watch = duties.dataVersion.map { DatabaseWatch(version: $0, changed: look.ring) }
        await watch?.start()
        look.ring()
        logger.notice("ready", metadata: ["database": "\(database)", "mode": "\(duties.mode())"])
        manager.ready(status: duties.mode())
        await withDiscardingTaskGroup { group in
            for duty in [look, send] { group.addTask { try? await duty.run() } }
        }
        bell?.takeDown()
        await watch?.stop()
    }

    private func duty(
        _ name: String, longestRest: TimeInterval, work: @escaping Duty.Work,
        then next: @escaping @Sendable (DutyReport) -> Void
    ) -> Duty {
        Duty.onAlarm(
            name, longestRest: longestRest, clock: clock, logger: logger,
            told: { [weak self] report in
                await self?.note(report, of: name)
                next(report)
            }, work: work)
    }

    /// Keeps what the service manager shows up to date: the mode, what letters wait
    /// for, and of each duty its failure or its next time.
    private func note(_ report: DutyReport, of name: String) {
        reports[name] = report
        let parts = reports.sorted { $0.key < $1.key }.compactMap { name, report in
            if let failure = report.failure { return "\(name) failed: \(failure)" }
            return report.next >= .distantFuture ? nil : "next \(name) \(report.next.formatted(.iso8601))"
        }
        let line = ([duties.mode(), duties.waits()].compactMap { $0 } + parts).joined(separator: "; ")
        manager.status(line)
        rest()
    }

    /// Gives memory back where nothing is to be done for a while: the first look has
    /// then been followed by a queue run.
    private func rest() {
        guard reports.count == 2, reports.values.allSatisfy({ $0.next > clock.now + 60 }) else { return }
        minuted_forget_code()
        minuted_give_back_heap()
    }

    /// Without a bell edits are noticed by the watch, within a minute.
    private func hangBell(for look: Duty) -> Doorbell? {
        do {
            return try Doorbell(beside: database, answer: look.ring)
        } catch {
            logger.warning("no doorbell: edits are noticed within a minute", metadata: ["why": "\(error)"])
            return nil
        }
    }
}
