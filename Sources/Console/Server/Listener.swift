import Foundation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// An HTTP server at one address; it listens until the daemon is told to stop.
///
/// It is not Hummingbird's `Application`: that keeps a cache of the date, which
/// wakes the process every second. Without a request nothing wakes this one.
package struct Listener: Service {
    private let address: Address
    private let responder: any Responding
    private let logger: Logger
    private let listening: @Sendable () async -> Void

    package enum Address: Hashable, Sendable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    /// - Parameter listening: called once connections are taken.
    package init(
        at address: Address, _ responder: any Responding, logger: Logger,
        listening: @escaping @Sendable () async -> Void = {}
    ) {
        (self.address, self.responder, self.logger, self.listening) = (address, responder, logger, listening)
    }

    /// - Throws: `ListenerFailure` where it cannot listen there.
    package func run() async throws {
        let http = HTTP1Channel.Configuration(idleTimeout: .seconds(Self.idleSeconds))
        let server = try HTTPServerBuilder.http1(configuration: http).buildServer(
            configuration: ServerConfiguration(
                address: address.forServer,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            eventLoopGroup: Self.loop, logger: quietLogger
        ) { [responder] request, writer, _ in
            let response = await responder.respond(to: request)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { [listening] _ in
            await listening()
        }
        do {
            try await server.run()
        } catch let error as IOError {
            throw ListenerFailure(address: address, why: String(cString: strerror(error.errnoCode)))
        } catch {
            throw ListenerFailure(address: address, why: "\(error)")
        }
    }

    /// Begun with the first server, and kept: one thread serves all that asks.
    private static let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private static let idleSeconds: Int64 = 60
    private static let mostConnections = 64

    /// What the server tells of itself we tell ourselves.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// What answers the requests of a listener.
package protocol Responding: Sendable {
    func respond(to request: Request) async -> Response
}

/// That nothing can be served at an address.
package struct ListenerFailure: Error, Hashable, CustomStringConvertible {
    package var address: Listener.Address
    package var why: String

    package init(address: Listener.Address, why: String) { (self.address, self.why) = (address, why) }

    package var description: String {
        "\(address): \(why); see what listens there, or name another address"
    }
}

extension Listener.Address: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }

    fileprivate var forServer: BindAddress {
        switch self {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }
}
