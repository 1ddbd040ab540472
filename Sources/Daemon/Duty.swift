package import Foundation
package import Logging
import ServiceLifecycle

/// Something the daemon does at once when rung, again at the time it names
/// itself, and never twice at a time.
///
/// The due-date check and the queue run are one each: they do not wait for each
/// other, for a relay that takes an hour must not keep an edit waiting.
package actor Duty {
    /// Does it as of an instant, and says when there is more to do.
    package typealias Work = @Sendable (_ now: Date) async throws -> Date?

    private let name: String
    private let work: Work
    private let longestRest: TimeInterval
    private let clock: any DutyClock
    private let logger: Logger
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation
    private let told: @Sendable (DutyReport) async -> Void
    private var failures = 0

    /// - Parameters:
    ///   - longestRest: seconds after which it is done again though nobody rang.
    ///   - told: called after each time, whether it succeeded or not.
    package init(
        _ name: String, longestRest: TimeInterval, clock: any DutyClock, logger: Logger,
        told: @escaping @Sendable (DutyReport) async -> Void = { _ in }, work: @escaping Work
    ) {
        self.name = name
        self.longestRest = longestRest
        self.clock = clock
        self.logger = logger
        self.told = told
        self.work = work
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for it to be done soon; rings that come while one waits are one.
    package nonisolated func ring() { bell.yield() }

    /// Returns when the actor is free: it is not stuck.
    package func pulse() {}

    /// Does it whenever rung, until the daemon is told to stop; what is in
    /// progress then is finished first.
    package func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in rings where !Task.isShuttingDownGracefully { await doOnce() }
        } onGracefulShutdown: { [bell] in
            bell.finish()
        }
        await clock.wake(at: nil)
    }

    private func doOnce() async {
        var report = await attempt()
        report.next = min(max(report.next, clock.now + Self.shortestRest), clock.now + longestRest)
        await clock.wake(at: report.next)
        await told(report)
    }

    private func attempt() async -> DutyReport {
        let start = clock.now
        do {
            let next = try await work(start)
            failures = 0
            return DutyReport(startedAt: start, doneAt: clock.now, next: next ?? .distantFuture, failure: nil)
        } catch {
            failures += 1
            logger.error("\(name) failed", metadata: ["why": "\(error)", "times": "\(failures)"])
            return DutyReport(
                startedAt: start, doneAt: clock.now, next: clock.now + rest(after: failures),
                failure: "\(error)")
        }
    }

    /// A minute after the first failure, twice as long after each further one, a
    /// quarter of an hour at most.
    private func rest(after failures: Int) -> TimeInterval { min(60 * pow(2, Double(failures - 1)), 900) }

    /// Keeps work that names a past time from being done without a pause.
    private static let shortestRest: TimeInterval = 1
}

extension Duty {
    /// A duty that the machine's clock wakes.
    static func onAlarm(
        _ name: String, longestRest: TimeInterval = .greatestFiniteMagnitude, clock: WallClock,
        logger: Logger,
        told: @escaping @Sendable (DutyReport) async -> Void = { _ in }, work: @escaping Work
    ) -> Duty {
        let ringer = Ringer()
        let alarm = Alarm(label: name) { ringer.duty?.ring() }
        let duty = Duty(
            name, longestRest: longestRest, clock: MachineClock(clock: clock, alarm: alarm), logger: logger,
            told: told, work: work)
        ringer.duty = duty
        return duty
    }

    /// Set once, before the alarm it serves is.
    private final class Ringer: @unchecked Sendable {
        weak var duty: Duty?
    }
}

/// What came of doing a duty once.
package struct DutyReport: Hashable, Sendable {
    package var startedAt: Date
    package var doneAt: Date
    /// When it is done again; the distant future or later for never.
    package var next: Date
    /// In the words of the error.
    package var failure: String?

    package init(startedAt: Date, doneAt: Date, next: Date, failure: String? = nil) {
        (self.startedAt, self.doneAt, self.next, self.failure) = (startedAt, doneAt, next, failure)
    }
}

/// The time a duty reads, and what wakes it.
package protocol DutyClock: Sendable {
    var now: Date { get }

    /// Rings the duty once at that time, in place of the time set before.
    func wake(at date: Date?) async
}

/// The machine's time and an alarm on it.
struct MachineClock: DutyClock {
    let clock: WallClock
    let alarm: Alarm

    var now: Date { clock.now }

    func wake(at date: Date?) async { await alarm.set(for: date.map(clock.machineTime)) }
}
