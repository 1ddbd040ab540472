@preconcurrency import Dispatch
package import Foundation

/// Rings once at a time of day; setting it again replaces the earlier time.
///
/// The queue that fires the timer is the actor's own executor, so a ring and a
/// `set` never overlap and need no lock. The timer follows the wall clock, not
/// uptime: a machine that slept, or whose clock was stepped, rings on time.
package actor Alarm {
    private let executor: QueueExecutor
    private let ring: @Sendable () -> Void
    private var timer: (any DispatchSourceTimer)?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter ring: called on the alarm's queue; it must return at once.
    package init(label: String, ring: @escaping @Sendable () -> Void) {
        executor = QueueExecutor(label: label)
        self.ring = ring
    }

    /// Sets the alarm for a time on the machine's clock, at once when that is
    /// past; `nil` turns it off.
    package func set(for date: Date?) {
        timer?.cancel()
        timer = date.map(makeTimer)
    }

    private func makeTimer(for date: Date) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.fire() } }
        timer.schedule(wallDeadline: .now() + date.timeIntervalSinceNow, leeway: .milliseconds(100))
        timer.activate()
        return timer
    }

    private func fire() {
        timer = nil
        ring()
    }

    deinit { timer?.cancel() }
}
