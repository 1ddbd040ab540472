@preconcurrency import Dispatch
import Logging
import ServiceLifecycle

/// Says that the daemon stops, and sees to it that it does.
///
/// Whatever still holds after `patience` is cut off. That is safe: a claim and a
/// hand-over mark were committed before the network was touched, and the next
/// start puts back what was claimed.
struct Farewell: Service {
    let manager: ServiceManager
    let patience: DispatchTimeInterval
    let giveUp: @Sendable () -> Void

    func run() async throws {
        try await gracefulShutdown()
        manager.stopping(status: "finishing what is in flight")
        DispatchQueue(label: "farewell").asyncAfter(deadline: .now() + patience, execute: giveUp)
    }
}

/// Tells the service manager at half its patience that the duties still turn.
struct Watchdog: Service {
    let manager: ServiceManager
    /// Returns when nothing is stuck.
    let pulse: @Sendable () async -> Void

    func run() async throws {
        guard let watchdog = manager.watchdog else { return try await gracefulShutdown() }
        let (ticks, beat) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "watchdog"))
        timer.setEventHandler { beat.yield() }
        timer.schedule(
            deadline: .now(), repeating: (watchdog / 2).seconds, leeway: .milliseconds(100))
        timer.activate()
        defer { timer.cancel() }
        await withGracefulShutdownHandler {
            for await _ in ticks {
                await pulse()
                manager.alive()
            }
        } onGracefulShutdown: {
            beat.finish()
        }
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + 1e-18 * Double(components.attoseconds) }
}
