@preconcurrency import Dispatch
import Synchronization

/// Where the program's tasks run: a few serial queues instead of Dispatch's
/// global ones.
///
/// On Linux, Dispatch watches its global queues with a timer that rings every
/// second for as long as the process lives, once anything has run on one; its
/// serial queues need no watch. So an idle daemon sleeps. What would wake it for
/// good: an unstructured `Task` without this preference, `Task.sleep`,
/// `DispatchQueue.global()`, a merged `AsyncSequence`, the end of a queue that
/// has specifics.
package final class QueuePool: TaskExecutor {
    package static let shared = QueuePool(width: 4)

    private let state: Mutex<State>

    private struct State {
        /// Jobs for which no queue was free.
        var waiting: [UnownedJob] = []
        var idle: [DispatchQueue]
    }

    /// - Parameter width: how many tasks can run at the same time, 1 or more.
    private init(width: Int) {
        state = Mutex(State(idle: (0..<width).map { DispatchQueue(label: "pool-\($0)") }))
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let queue = state.withLock { state in
            state.waiting.append(job)
            return state.idle.popLast()
        }
        if let queue { queue.async { self.work(on: queue) } }
    }

    /// Runs jobs as long as any waits: one that takes long holds up no other
    /// while a queue is free.
    private func work(on queue: DispatchQueue) {
        while let job = nextJob(orRest: queue) { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func nextJob(orRest queue: DispatchQueue) -> UnownedJob? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.idle.append(queue)
            return nil
        }
    }

    /// Runs the program's one task on the pool; `body` ends the process.
    package static func run(_ body: @escaping @Sendable () async -> Never) -> Never {
        Task(executorPreference: shared) { await body() }
        dispatchMain()
    }
}
