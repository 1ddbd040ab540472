package import Foundation

/// One due-date check and queue runs until nothing more can be sent: for cron
/// and for tests.
package struct RunOnce: Sendable {
    private let check: DueDateCheck
    private let queue: QueueRun

    package init(_ check: DueDateCheck, _ queue: QueueRun) {
        self.check = check
        self.queue = queue
    }

    /// A step whose recipient changed while its letter waited is given back by
    /// the queue run, so the register is looked at once more after that.
    package func run(at now: Date) async throws -> RunSummary {
        try await queue.begin()
        var summary = RunSummary(now: now)
        for _ in 1...2 {
            summary.look = summary.look + (try await check.run(at: now))
            let sent = try await queue.run()
            summary.queue = summary.queue + sent
            if sent.released == 0 { break }
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
