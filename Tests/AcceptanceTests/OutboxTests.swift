import Foundation
import RelayFixtures
import Testing

@Suite(.timeLimit(.minutes(5))) struct OutboxTests {
    @Test func listSaysAllThatTheContractNames() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.json("outbox", "list") == [])
        #expect(try await program.configured("run-once").status == 0)
        let letter = try #require(try await program.json("outbox", "list")[0])
        let named: Set = [
            "id", "board", "recipient", "messageID", "state", "attempts", "enqueuedAt", "nextAttempt",
            "lastReply",
            "mayHaveBeenSent", "steps",
        ]
        #expect(named.isSubset(of: letter.keys))
        #expect(
            letter.board == "vawg" && letter.recipient == "tom@met.example.net" && letter.state == "relayed")
        #expect(letter.attempts == 1 && letter.nextAttempt == .null && letter.mayHaveBeenSent == false)
        #expect(letter.enqueuedAt == "2027-02-15T09:00:00Z" && letter.lastReply == "250 2.0.0 taken")
        let step = try #require(letter.steps?[0])
        #expect(step.keys == ["action", "rule", "day", "anchor", "late"])
        #expect(step.action == "VAWG-001" && step.rule == "14 days before the meeting" && step.late == false)
        #expect(step.day == "2027-02-15" && step.anchor == "2027-03-01")
        #expect(try await program.json("outbox", "list", "--state", "relayed").elements.count == 1)
        #expect(try await program.json("outbox", "list", "--state", "queued") == [])
    }

    @Test func letterThatWasDeferredShowsItsTriesAndGoesWhenRetried() async throws {
        let relay = try FakeRelay(Script().on(.recipient, .say("451 4.7.1 try later")), .obedient)
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once").status == 0)
        let shown = try await program.json("outbox", "show", "1")
        #expect(shown.state == "deferred" && shown.lastReply == "451 4.7.1 try later")
        let first = try #require(shown.tries?[0])
        #expect(first.keys == ["at", "relay", "outcome", "stage", "reply", "milliseconds"])
        #expect(
            first.outcome == "deferred" && first.stage == "recipient" && first.reply == "451 4.7.1 try later")
        let soon = "2027-02-15T09:01:00Z"
        _ = try await program.configured("run-once", now: soon)
        #expect(relay.messages.isEmpty)
        let retried = try await program.on("outbox", "retry", "--all", now: soon)
        #expect(retried.output == "letter 1: queued\n")
        #expect(try await program.configured("run-once", now: soon).status == 0)
        let bytes = try await program.on("outbox", "show", "1", "--message")
        #expect(relay.messages.map { String(decoding: $0, as: UTF8.self) } == [bytes.output])
        #expect(try await program.json("outbox", "show", "1").tries?.elements.count == 2)
    }

    @Test func letterHeldByADryRunGoesWhenItIsReleased() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        try program.configure(relay, mode: "dry-run")
        #expect(try await program.configured("run-once").status == 0)
        #expect(try await program.json("outbox", "list", "--state", "held").elements.count == 1)
        try program.configure(relay)
        let live = try await program.configured("run-once")
        #expect(live.status == 0 && relay.messages.isEmpty)
        #expect(
            live.errors.contains("one letter held by dry-run will not go by itself; minuted outbox release"))
        #expect(try await program.configured("outbox", "release", "--all").output == "letter 1: queued\n")
        #expect(try await program.configured("run-once").status == 0)
        #expect(relay.messages.count == 1)
    }

    @Test func discardedLetterNeverGoes() async throws {
        let relay = try FakeRelay(Script().on(.recipient, .say("451 4.7.1 try later")), .obedient)
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        _ = try await program.configured("run-once")
        #expect(try await program.json("outbox", "hold", "1")[0]?.lastReply == "held by hand")
        #expect(try await program.json("outbox", "discard", "1")[0]?.state == "suppressed")
        #expect(try await program.configured("run-once", now: "2027-02-16T12:00:00Z").status == 0)
        #expect(relay.messages.isEmpty)
        let verbs = try await program.json("audit", "list").elements.compactMap(\.verb).suffix(2)
        #expect(verbs == ["outbox hold", "outbox discard"])
    }

    @Test(arguments: [
        (["show", "9"], 65, "minuted: letter: no letter \"9\"; "),
        (["hold", "9"], 65, "minuted: letter: no letter \"9\"; "),
        (["show", "x"], 64, "minuted: outbox show: "),
        (["retry"], 64, "minuted: outbox retry: name letters "),
        (["release", "1", "--all"], 64, "minuted: outbox release: name letters "),
        (["list", "--state", "lost"], 64, "minuted: outbox list: "),
    ])
    func whatIsNotThereIsRefused(words: [String], status: Int32, said: String) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(["outbox"] + words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == status && outcome.output == "")
        #expect(outcome.errors.hasPrefix(said), "\(outcome.errors)")
    }
}
