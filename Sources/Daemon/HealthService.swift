package import Console
package import Logging
import ServiceLifecycle

/// The health pages.
package struct HealthService: Service {
    private let service: ListenerService

    /// - Parameters:
    ///   - listening: called whenever connections begin to be taken.
    ///   - report: how the daemon is when it is asked.
    package init(
        at address: ListenAddress, clock: WallClock, logger: Logger,
        listening: @escaping @Sendable () async -> Void = {},
        report: @escaping @Sendable () async -> HealthReport
    ) {
        service = ListenerService(
            "health", at: address, HealthResponder(now: { clock.now }, report: report), clock: clock,
            logger: logger, listening: listening)
    }

    package func run() async throws { try await service.run() }
}
