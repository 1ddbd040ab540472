package import Foundation
package import Logging
package import ServiceLifecycle
package import UnixSignals

/// The daemon: one sender for its database, its duties, its listeners, and what
/// the service manager wants to hear.
///
/// It knows nothing of letters; `Duties` says what is to be done.
package struct Serve: Sendable {
    private let database: String
    private let duties: Duties
    private let clock: WallClock
    private let manager: ServiceManager
    private let logger: Logger
    private let alongside: [any Service]

    /// What the daemon does, as closures over the rooms below.
    package struct Duties: Sendable {
        /// Once, when the right to send was taken and before the first look:
        /// what a dead process held is put back.
        package var begin: @Sendable (Date) async throws -> Void = { _ in }
        package var look: Duty.Work
        package var send: Duty.Work
        /// `PRAGMA data_version` on a connection that is kept.
        package var dataVersion: (@Sendable () throws -> Int64)?
        /// Reads the configuration again; where it throws, the old one stays.
        package var reload: @Sendable () async throws -> Void = {}
        /// Once, when nothing is in flight any more.
        package var end: @Sendable () async -> Void = {}
        /// What `systemctl status` shows first: the mode in force.
        package var mode: @Sendable () -> String = { "" }
        /// What keeps letters waiting though all is well; `nil` where nothing does.
        package var waits: @Sendable () -> String? = { nil }
        /// Told what the daemon does, as it does it.
        package var told: @Sendable (Event) -> Void = { _ in }

        package init(look: @escaping Duty.Work, send: @escaping Duty.Work) {
            self.look = look
            self.send = send
        }
    }

    /// What happens to the daemon as a whole.
    package enum Event: Hashable, Sendable {
        /// Another process sends for this database.
        case standsBy
        /// The right to send was taken.
        case begun
        case looked(DutyReport)
        case sent(DutyReport)
    }

    /// - Parameter alongside: listeners; they run in a standby too.
    package init(
        database: String, duties: Duties, clock: WallClock = .system, manager: ServiceManager, logger: Logger,
        alongside: [any Service] = []
    ) {
        self.database = database
        self.duties = duties
        self.clock = clock
        self.manager = manager
        self.logger = logger
        self.alongside = alongside
    }

    /// Runs until SIGTERM or SIGINT; SIGHUP reloads.
    ///
    /// - Throws: what kept it from starting. Failures of a duty do not end it.
    package func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        try await group(heedingSignals: true, hangups: hangups).run()
    }

    /// The services; a group that heeds no signals is ended by whoever holds it.
    package func group(heedingSignals: Bool = false, hangups: UnixSignalsSequence? = nil) -> ServiceGroup {
        let sender = Sender(
            database: database, duties: duties, clock: clock, manager: manager, logger: logger)
        let watchdog = Watchdog(manager: manager) { await sender.pulse() }
        var services = alongside + [sender, watchdog]
        if let hangups { services.append(reloader(at: hangups, for: sender)) }
        if heedingSignals { services.append(Farewell(manager: manager, patience: .seconds(9)) { _exit(0) }) }
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: heedingSignals ? [.sigterm, .sigint] : [], logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .seconds(8)
        return ServiceGroup(configuration: configuration)
    }

    private func reloader(at hangups: UnixSignalsSequence, for sender: Sender) -> Reloader {
        Reloader(manager: manager, mode: duties.mode, logger: logger, hangups: hangups) { [duties] in
            try await duties.reload()
            await sender.ring()
        }
    }

    /// The group tells of each service that starts and stops; we tell it ourselves.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}
