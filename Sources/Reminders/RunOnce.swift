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
    private let sendsWhileLooking: Bool
    private let wait: @Sendable (TimeInterval) async -> Void

    /// In seconds: a rate by the minute is waited for, one by the hour is not.
    package static let longestWait: TimeInterval = 90

    /// - Parameters:
    ///   - sendsWhileLooking: whether the first letters of a large look go while the
    ///     last are still being made; a run that must be the same twice goes step by step.
    ///   - wait: lets so many seconds pass, for the relay as for the clock that the
    ///     queue run is told.
    package init(
        _ check: DueDateCheck, _ queue: QueueRun, sendsWhileLooking: Bool = false,
        wait: @escaping @Sendable (TimeInterval) async -> Void
    ) {
        self.check = check
        self.queue = queue
        self.sendsWhileLooking = sendsWhileLooking
        self.wait = wait
    }

    /// A step whose recipient changed while its letter waited is given back by
    /// the queue run, so the register is looked at once more after that.
    package func run(at now: Date) async throws -> RunSummary {
        try await queue.begin()
        var summary = RunSummary(now: now)
        for _ in 1...2 {
            var sent = QueueSummary()
            summary.look = summary.look + (try await look(at: now, &sent))
            sent = sent + (try await send())
            summary.queue = summary.queue + sent
            if sent.released == 0 { break }
        }
        return summary
    }

    /// Looks; where letters may go meanwhile, a queue run follows whenever more of
    /// them have been made.
    private func look(at now: Date, _ sent: inout QueueSummary) async throws -> LookSummary {
        guard sendsWhileLooking else { return try await check.run(at: now) }
        let (batches, making) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        async let looked = {
            defer { making.finish() }
            return try await check.run(at: now) { making.yield() }
        }()
        for await _ in batches { sent = sent + (try await queue.run()) }
        return try await looked
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
