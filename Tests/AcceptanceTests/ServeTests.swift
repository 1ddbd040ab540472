import Foundation
import Testing

/// The daemon under a service manager.
@Suite(.timeLimit(.minutes(2))) struct ServeTests {
    private func program(_ configuration: String = "mode: dry-run\n") async throws -> Program {
        let program = try await Program.withBoard()
        try program.write("database: m.sqlite\n" + configuration, to: "minuted.yaml")
        return program
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func tellsThatItIsReadyAndStopsWithExit0(signal: Int32) async throws {
        let daemon = try RunningDaemon(try await program(), configuration: "minuted.yaml")
        try await daemon.tells("READY=1\nSTATUS=dry-run: nothing leaves")
        daemon.signal(signal)
        try await daemon.tells("STOPPING=1")
        #expect(await daemon.exitCode() == 0)
    }

    /// Without the doorbell the daemon would fall silent: it looks by itself
    /// after an hour, and notices an edit within a minute.
    @Test func editByTheCommandLineIsLookedAtAtOnce() async throws {
        let program = try await program()
        let daemon = try RunningDaemon(program, configuration: "minuted.yaml")
        let first = try await daemon.nextCheck()
        for gap in 1... {
            _ = try await program.run(
                ["board", "set", "vawg", "--gap", "\(gap % 9)", "--config", program.path("minuted.yaml")])
            if try await daemon.nextCheck() != first { break }
        }
    }

    @Test func secondDaemonStandsByAndTakesOver() async throws {
        let program = try await program()
        let first = try RunningDaemon(program, configuration: "minuted.yaml", name: "first")
        try await first.tells("READY=1")
        let second = try RunningDaemon(program, configuration: "minuted.yaml", name: "second")
        try await second.tells("READY=1\nSTATUS=standby: another process sends")
        let once = try await program.run(["run-once", "--config", program.path("minuted.yaml")])
        #expect(once.status == 75)
        first.signal(SIGKILL)
        try await second.tells("READY=1\nSTATUS=dry-run")
        second.signal(SIGTERM)
        #expect(await second.exitCode() == 0)
    }

    @Test func standbyStopsToo() async throws {
        let program = try await program()
        let first = try RunningDaemon(program, configuration: "minuted.yaml", name: "first")
        try await first.tells("READY=1")
        let second = try RunningDaemon(program, configuration: "minuted.yaml", name: "second")
        try await second.tells("standby")
        second.signal(SIGTERM)
        #expect(await second.exitCode() == 0)
        first.signal(SIGTERM)
        #expect(await first.exitCode() == 0)
    }

    @Test func badConfigurationIsRefusedAtAReloadAndAGoodOneTaken() async throws {
        let program = try await program()
        let daemon = try RunningDaemon(program, configuration: "minuted.yaml")
        try await daemon.tells("READY=1")
        try program.write("database: m.sqlite\nmode: livee\n", to: "minuted.yaml")
        daemon.signal(SIGHUP)
        let refused = try await daemon.tells("the new configuration was refused, the old one stays")
        #expect(
            refused.contains("RELOADING=1\nMONOTONIC_USEC=") && refused.contains("READY=1\nSTATUS=dry-run"))
        #expect(daemon.logged.contains("minuted.yaml:2:7: mode: \\\"livee\\\" is not a mode"))
        try program.write(
            "database: m.sqlite\nmode: redirect\nredirect-to: ops@example.org\nsender: { address: a@example.org }\n",
            to: "minuted.yaml")
        daemon.signal(SIGHUP)
        try await daemon.tells("READY=1\nSTATUS=redirect: every letter goes to ops@example.org")
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
    }

    @Test func badConfigurationAtTheStartExits78() async throws {
        let daemon = try RunningDaemon(try await program("mode: livee\n"), configuration: "minuted.yaml")
        #expect(await daemon.exitCode() == 78)
        #expect(
            daemon.logged.contains("minuted.yaml:2:7: mode: \"livee\" is not a mode; did you mean \"live\"?"))
    }
}
