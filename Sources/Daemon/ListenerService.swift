package import Console
import Foundation
package import Logging
import ServiceLifecycle

/// One listener, from the first instant of the daemon to its last.
///
/// Where it cannot listen it says so and tries again, ever more seldom: letters
/// go without it, and a standby takes the address when the other has gone.
package struct ListenerService: Service {
    private let duty: Duty

    /// - Parameters:
    ///   - name: as the log calls its pages.
    ///   - listening: called whenever connections begin to be taken.
    package init(
        _ name: String, at address: ListenAddress, _ responder: any Responding, clock: WallClock,
        logger: Logger, listening: @escaping @Sendable () async -> Void = {}
    ) {
        let listener = Listener(at: address.forListener, responder, logger: logger) {
            address.openToGroup()
            logger.info("\(name) pages", metadata: ["listen": "\(address)"])
            await listening()
        }
        duty = .onAlarm("\(name) listener", clock: clock, logger: logger) { _ in
            try address.checkIsFree()
            try await listener.run()
            address.clearAway()
            return nil
        }
    }

    package func run() async throws {
        duty.ring()
        try await duty.run()
    }
}

extension ListenAddress {
    fileprivate var forListener: Listener.Address {
        switch self {
        case .tcp(let host, let port): .tcp(host: host, port: port)
        case .unix(let path): .unix(path: path)
        }
    }

    /// The listener would take a socket's file away from a process that serves it.
    fileprivate func checkIsFree() throws {
        guard case .unix(let path) = self, UnixAddress(path)?.isServed ?? false else { return }
        throw ListenerFailure(address: forListener, why: "another process serves it")
    }

    /// Who is in the service's group may ask, and nobody else.
    fileprivate func openToGroup() {
        if case .unix(let path) = self { chmod(path, 0o660) }
    }

    /// Leaves no file behind that nobody serves.
    fileprivate func clearAway() {
        if case .unix(let path) = self { unlink(path) }
    }
}
