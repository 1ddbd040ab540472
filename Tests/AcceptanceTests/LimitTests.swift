import Foundation
import RelayFixtures
import Testing

/// What the relay can bear, as its operator says or as it says itself.
@Suite(.timeLimit(.minutes(2))) struct LimitTests {
    /// A register that owes MPS and CPS a letter each, and a configuration whose
    /// relay has these limits.
    private func program(_ relay: FakeRelay, _ limits: String...) async throws -> Program {
        let program = try await Program.withLetter(to: relay)
        try await program.json(
            "action", "add", "vawg", "Publish the figures", "--owner", "CPS", "--due", "ongoing")
        try await program.json("release", "vawg", "--all", "--yes")
        try program.write(
            try String(contentsOf: program.folder.appending(path: "minuted.yaml"), encoding: .utf8)
                + limits.map { "  \($0)\n" }.joined(), to: "minuted.yaml")
        return program
    }

    @Test func dailyLimitCarriesOverAndSaysSo() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await program(relay, "daily-limit: 1")
        let said = "daily limit of 1 reached; the next goes at 2027-02-16T09:00:00Z"
        let first = try await program.configured("run-once", "--json")
        #expect(first.status == 0 && first.errors.hasSuffix("minuted: run-once: \(said)\n"))
        #expect(try first.json().relayed == 1 && first.json().nextAttempt == "2027-02-16T09:00:00Z")
        let check = try await program.configured("check", "--offline", now: "2027-02-15T20:00:00Z")
        #expect(check.status == 1 && check.output.contains("warning: relay.daily-limit: \(said); "))
        #expect(!check.output.contains("daemon"))
        let status = try await program.configured("status", now: "2027-02-15T20:00:00Z").output
        #expect(status.contains("\nlimit   \(said)"))
        #expect(
            try await program.configured("run-once", "--json", now: "2027-02-16T08:58:00Z").json().relayed
                == 0)
        let last = try await program.configured("run-once", "--json", now: "2027-02-16T09:00:00Z")
        #expect(try last.json().relayed == 1 && last.json().nextAttempt == .null)
        #expect(relay.messages.count == 2)
    }

    @Test func daemonTellsTheServiceManagerWhatLettersWaitFor() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await program(relay, "daily-limit: 1")
        let words = ["--database", program.path("m.sqlite"), "--now", Program.letterTime]
        let daemon = try RunningDaemon(program, configuration: "minuted.yaml", words: words)
        try await daemon.tells("STATUS=live; daily limit of 1 reached; the next goes at 2027-02-16T09:0")
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
        #expect(daemon.logged.components(separatedBy: "daily limit of 1 reached").count == 2)
    }

    @Test func runOnceWaitsForARateUntilAllHaveGone() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await program(relay, "rate: 1/second")
        let start = ContinuousClock.now
        let outcome = try await program.configured("run-once", "--json")
        #expect(ContinuousClock.now - start > .seconds(1))
        #expect(try outcome.status == 0 && outcome.json().relayed == 2)
    }

    @Test func runOnceDoesNotWaitForAnHour() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await program(relay, "rate: 1/hour")
        let outcome = try await program.configured("run-once", "--json")
        #expect(try outcome.status == 0 && outcome.json().relayed == 1)
        #expect(
            outcome.errors.contains(
                "minuted: run-once: rate of the relay reached; the next goes at 2027-02-15T10:00:0"))
    }

    @Test(arguments: [FakeRelayAnswer.mail, .recipient, .message])
    func relayThatAsksForARestIsNoFailure(at moment: FakeRelayAnswer) async throws {
        let busy = Script().on(moment.moment, .say("432 4.3.2 sender thread limit exceeded"))
        let relay = try FakeRelay(busy, Script())
        defer { relay.stop() }
        let program = try await program(relay)
        let outcome = try await program.configured("run-once", "--json")
        #expect(outcome.status == 0 && outcome.errors.contains("the relay asks for a rest: "))
        #expect(try outcome.json().nextAttempt == "2027-02-15T09:01:00Z")
        let letters = try await program.configured("outbox", "list", "--state", "queued", "--json").json()
            .elements
        #expect(letters.count == 2 && letters.allSatisfy { $0.attempts == 0 })
        let check = try await program.configured("check", "--offline", "--verbose").output
        #expect(
            check.contains("note: relay \(relay.url): it has asked for rests since 2027-02-15T09:00:00Z: "))
        #expect(
            try await program.configured("run-once", "--json", now: "2027-02-15T09:01:00Z").json().relayed
                == 2)
    }
}

/// Where a relay can ask for a rest.
enum FakeRelayAnswer: CaseIterable {
    case mail, recipient, message

    var moment: Script.Moment {
        switch self {
        case .mail: .mail
        case .recipient: .recipient
        case .message: .message
        }
    }
}
