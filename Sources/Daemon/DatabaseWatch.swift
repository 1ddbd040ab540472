@preconcurrency import Dispatch
import Foundation

/// Notices, within a minute, an edit that nobody rang for: another program, a
/// restored file, a doorbell that could not be hung.
package actor DatabaseWatch {
    private let executor = QueueExecutor(label: "database-watch")
    private let version: @Sendable () throws -> Int64
    private let changed: @Sendable () -> Void
    private var last: Int64?
    private var timer: (any DispatchSourceTimer)?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - version: `PRAGMA data_version` on a connection that is kept; it
    ///     changes when another connection has written.
    ///   - changed: called on the watch's own queue; it must return at once.
    package init(version: @escaping @Sendable () throws -> Int64, changed: @escaping @Sendable () -> Void) {
        self.version = version
        self.changed = changed
    }

    /// Looks every so many seconds, with a leeway that lets the machine sleep.
    package func start(every seconds: Int = 50) {
        look()
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.look() } }
        timer.schedule(
            deadline: .now() + .seconds(seconds), repeating: .seconds(seconds), leeway: .seconds(seconds / 6))
        timer.activate()
        self.timer = timer
    }

    package func stop() {
        timer?.cancel()
        timer = nil
    }

    /// Tells of a change since the last look; a database that cannot be read is
    /// taken for changed, so that the loop finds out why.
    package func look() {
        let now = (try? version()) ?? .min
        if let last, now != last { changed() }
        last = now
    }

    deinit { timer?.cancel() }
}
