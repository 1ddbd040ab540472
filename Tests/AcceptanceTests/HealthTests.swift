import Foundation
import RelayFixtures
import Testing

/// The health pages of the daemon, asked over a Unix socket.
@Suite(.timeLimit(.minutes(2))) struct HealthTests {
    @Test func refusedLoginIsAReasonUntilTheRelayTakesIt() async throws {
        let script = Script(extensions: ["AUTH PLAIN"]).on(.auth, .say("535 5.7.8 wrong password"))
        let relay = try FakeRelay(script, Script(extensions: ["AUTH PLAIN"]))
        defer { relay.stop() }
        let environment = ["MINUTED_RELAY_PASSWORD": "a-word-nobody-knows"]
        let program = try await Program.withLetter(to: relay, environment: environment)
        let socket = program.path("health")
        try program.configure(
            relay, "  authentication: plain", "  username: board", "database: m.sqlite",
            "health: { listen: \"unix:\(socket)\" }")
        let daemon = try RunningDaemon(
            program, configuration: "minuted.yaml", words: ["--now", Program.letterTime],
            environment: environment)
        let refused = try await daemon.readiness(at: socket) {
            $0.status == 503 && !$0.body.hasPrefix("starting")
        }
        #expect(refused.body.hasPrefix("relay-refuses: the relay has refused us since 2027-02-15T09:00:"))
        #expect(
            refused.body.contains("535 5.7.8 wrong password")
                && !refused.body.contains(environment.values.first!))
        #expect(try await UnixHTTP.get("/healthz", at: socket) == .init(status: 200, body: "alive\n"))
        let metrics = try await UnixHTTP.get("/metrics", at: socket).body
        #expect(metrics.contains("\nminuted_relay_state{state=\"refusing\"} 1\n"))
        #expect(metrics.contains("\nminuted_letters{state=\"queued\"} 1\n"))

        _ = try await program.configured("outbox", "retry", "--all")
        let ready = try await daemon.readiness(at: socket) { $0.status == 200 }
        #expect(ready.body == "ready\n")
        #expect(relay.messages.count == 1)
        let after = try await UnixHTTP.get("/metrics", at: socket).body
        #expect(after.contains("\nminuted_attempts_total{outcome=\"relayed\"} 1\n"))
        #expect(after.contains("\nminuted_build_info{version=\""))
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test func standbyIsNotReadyUntilItTakesOver() async throws {
        let program = try await Program.withBoard()
        for name in ["first", "second"] {
            try program.write(
                "database: m.sqlite\nhealth: { listen: \"\(program.path(name))\" }\n", to: name + ".yaml")
        }
        let first = try RunningDaemon(program, configuration: "first.yaml", name: "first-daemon")
        try await first.tells("READY=1")
        let second = try RunningDaemon(program, configuration: "second.yaml", name: "second-daemon")
        let standby = try await second.readiness(at: program.path("second")) { $0.status == 503 }
        #expect(standby.body == "standby: another process sends for this database\n")
        first.signal(SIGKILL)
        _ = try await second.readiness(at: program.path("second")) { $0.status == 200 }
        second.signal(SIGTERM)
        #expect(await second.exitCode() == 0)
    }

    /// Both name one address, as two daemons of one configuration do; the file of
    /// a dead one is in nobody's way.
    @Test func addressThatIsServedIsLeftToWhoServesIt() async throws {
        let program = try await Program.withBoard()
        let socket = program.path("health")
        try program.write("database: m.sqlite\nhealth: { listen: \"\(socket)\" }\n", to: "minuted.yaml")
        let dead = try RunningDaemon(program, configuration: "minuted.yaml", name: "dead")
        _ = try await dead.readiness(at: socket) { $0.status == 200 }
        dead.signal(SIGKILL)
        _ = await dead.exitCode()
        #expect(FileManager.default.fileExists(atPath: socket))
        let first = try RunningDaemon(program, configuration: "minuted.yaml", name: "first")
        _ = try await first.readiness(at: socket) { $0.status == 200 }
        let second = try RunningDaemon(program, configuration: "minuted.yaml", name: "second")
        try await second.tells("STATUS=standby")
        second.signal(SIGTERM)
        #expect(await second.exitCode() == 0)
        #expect(second.logged.contains("health listener failed"))
        #expect(second.logged.contains("\(socket): another process serves it; see what listens there"))
        #expect(try await UnixHTTP.get("/readyz", at: socket).status == 200)
        first.signal(SIGTERM)
        #expect(await first.exitCode() == 0)
    }
}
