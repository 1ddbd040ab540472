package import Foundation
package import Reminders
package import Store

/// All that is looked at for `check` and `status`, so that both say the same.
///
/// It never writes, and works beside a running daemon.
package struct Checkup: Sendable {
    package let store: Store
    package let configuration: ConfigurationReport
    package let register: RegisterReport
    package let outbox: OutboxReport
    package let machine: MachineReport
    package var sending: SendingReport
    /// Why this database must not send.
    package let fence: Fence.Closed?

    /// - Parameters:
    ///   - now: the time to decide by.
    ///   - clock: what the machine's clock shows.
    package init(
        _ store: Store, _ configuration: Configuration, environment: [String: String], at now: Date,
        clock: Date
    ) throws {
        self.store = store
        self.configuration = ConfigurationReport(configuration, environment: environment, at: now)
        register = try RegisterReport(store, at: now)
        outbox = try OutboxReport(store, mode: configuration.sendingMode, at: now)
        sending = try SendingReport(store, configuration, at: now)
        fence = try FenceGate(store, database: configuration.database).obstacle()
        var machine = MachineReport(now: now, clock: clock)
        machine.lastLook = sending.look?.last
        machine.lastChange = try store.lastChange()?.realTime
        machine.freeBytes = MachineReport.freeBytes(besideFile: configuration.database)
        self.machine = machine
    }

    /// Asks the relay, where one is named or needed.
    package mutating func askRelay() async {
        await sending.relay.ask(configuration)
    }

    /// What was found, the worst first.
    package var problems: [Problem] {
        Self.sorted(
            fenced + machine.problems + configuration.problems + sending.problems + register.problems
                + outbox.problems
        )
    }

    private var fenced: [Problem] {
        fence.map { [Problem(.error, "database", $0.what, $0.remedy)] } ?? []
    }

    /// The worst first; what is as bad stays in its order.
    package static func sorted(_ problems: [Problem]) -> [Problem] {
        Problem.Severity.allCases.flatMap { severity in problems.filter { $0.severity == severity } }
    }
}
