package import Foundation
import Mail

/// One due-date check and queue runs until nothing more can be sent: for cron
/// and for tests.
///
/// Letters that wait for the relay's rate can be sent, a little later: the run
/// waits for them, as long as each pause is a short one. It does not wait for
/// what takes longer, as a daily limit does.
package struct RunOnce: Sendable {
    private let check: DueDateCheck
    private let queue: QueueRun
    private let wait: @Sendable (TimeInterval) async -> Void

    /// In seconds: a rate by the minute is waited for, one by the hour is not.
    package static let longestWait: TimeInterval = 90

    /// - Parameter wait: lets so many seconds pass, for the relay as for the
    ///   clock that the queue run is told.
    package init(
        _ check: DueDateCheck, _ queue: QueueRun, wait: @escaping @Sendable (TimeInterval) async -> Void
    ) {
        self.check = check
        self.queue = queue
        self.wait = wait
    }

    /// A step whose recipient changed while its letter waited is given back by
    /// the queue run, so the register is looked at once more after that.
    package func run(at now: Date) async throws -> RunSummary {
        try await queue.begin()
        var summary = RunSummary(now: now)
        for _ in 1...2 {
            summary.look = summary.look + (try await check.run(at: now))
            let sent = try await send()
            summary.queue = summary.queue + sent
            if sent.released == 0 { break }
        }
        return summary
    }

    private func send() async throws -> QueueSummary {
        var summary = try await queue.run()
        while let pause = summary.pause, pause.length <= Self.longestWait {
            await wait(pause.length)
            summary = summary + (try await queue.run())
        }
        return summary
    }
}

/// What `run-once` reports.
package struct RunSummary: Hashable, Sendable {
    package var now: Date
    package var look = LookSummary()
    package var queue = QueueSummary()

    package init(now: Date) { self.now = now }
}

extension LookSummary {
    /// The later of two looks, with what both did.
    static func + (a: Self, b: Self) -> Self {
        var sum = b
        sum.planned += a.planned
        sum.letters = a.letters + b.letters
        sum.missed += a.missed
        return sum
    }
}
