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
        try SelfCheck.pass()
        let configuration = try options.configuration()
        let environment = ProcessInfo.processInfo.environment
        let clock = options.now.map { WallClock.starting(at: $0.date) } ?? .system
        let logger = Logger(configuration.log, clock: clock, environment: environment)
        let store = try Store(path: configuration.database, for: .daemon, creating: true)
        try HeldByDryRun.tell(store, configuration, verb: "serve", at: clock.now)
        let service = try DeliveryService(
            store, configuration, clock: clock, logger: logger, environment: environment,
            read: { [options] in try options.configuration() })
        try await Serve(
            database: configuration.database, duties: service.duties(),
            clock: clock,
            manager: ServiceManager(environment: environment), logger: logger,
            alongside: service.listeners(configuration, version: Minuted.version)
        ).run()
    }
}
