import ArgumentParser
import Daemon
import Foundation
import Logging
import Store

/// `minuted serve`: the daemon, in the foreground.
struct ServeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the daemon until SIGTERM or SIGINT.",
        discussion: "SIGHUP reads the configuration again; a bad one is refused and the old one stays.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        async let knowsZones: Void = SelfCheck.passZones()
        let configuration = try options.configuration()
        let environment = ProcessInfo.processInfo.environment
        let clock = options.now.map { WallClock.starting(at: $0.date) } ?? .system
        let logger = Logger(configuration.log, clock: clock, environment: environment)
        let store = try Store(path: configuration.database, for: .daemon, creating: true)
        try HeldByDryRun.tell(store, configuration, verb: "serve", at: clock.now)
        let service = try DeliveryService(
            store, configuration, clock: clock, logger: logger, environment: environment,
            read: { [options] in try options.configuration() })
        try await knowsZones
        try await serve(service, configuration, clock, environment, logger)
    }

    /// Runs the daemon, and looks after libcurl once it is ready: that takes as long to
    /// load as all the rest, and holds other threads up meanwhile. Without it the daemon
    /// ends.
    private func serve(
        _ service: DeliveryService, _ configuration: Configuration, _ clock: WallClock,
        _ environment: [String: String], _ logger: Logger
    ) async throws {
        let (readiness, isReady) = AsyncStream.makeStream(of: Void.self)
        var duties = service.duties()
        // The first look comes after READY.
        duties.look = { [look = duties.look] now in
            isReady.finish()
            return try await look(now)
        }
        // A letter that goes before the check below has ended waits for libcurl, too.
        duties.send = { [send = duties.send] now in
            try SelfCheck.pass()
            return try await send(now)
        }
        duties.told = { [told = duties.told] event in
            if event == .standsBy { isReady.finish() }
            told(event)
        }
        let serve = Serve(
            database: configuration.database, duties: duties, clock: clock,
            manager: ServiceManager(environment: environment), logger: logger,
            alongside: try service.listeners(configuration, version: Minuted.version))
        async let serving: Void = {
            defer { isReady.finish() }
            try await serve.run()
        }()
        for await _ in readiness {}
        try SelfCheck.pass()
        try await serving
    }
}
