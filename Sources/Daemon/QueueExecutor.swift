package import Dispatch

/// Runs an actor on a serial Dispatch queue, so that a source's handler on that
/// queue is already inside the actor.
///
/// Linux has no `DispatchSerialQueue` to do it; these few lines stand in.
package final class QueueExecutor: SerialExecutor {
    package let queue: DispatchQueue
    private let mark = DispatchSpecificKey<Void>()

    package init(label: String) {
        queue = DispatchQueue(label: label)
        queue.setSpecific(key: mark, value: ())
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    package func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

    package func isIsolatingCurrentContext() -> Bool? { DispatchQueue.getSpecific(key: mark) != nil }
}
