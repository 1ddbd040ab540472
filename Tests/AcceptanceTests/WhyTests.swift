import RelayFixtures
import Testing

/// `why`: every step of every rule about one action, and what became of it.
@Suite(.timeLimit(.minutes(1))) struct WhyTests {
    /// The steps of one sentence.
    private func steps(_ sentence: String, in account: JSONValue) -> [JSONValue] {
        account.elements.filter { $0.sentence == .string(sentence) }
    }

    private static func active() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "2027-02-10")
        try await program.json("board", "activate", "vawg", "--yes")
        return program
    }

    @Test func sentStepSaysWhenToWhomAndWhatTheRelayAnswered() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once").status == 0)
        let account = try await program.json("why", "vawg", "VAWG-001", now: "2027-02-16T09:00:00Z")
        let step = try #require(steps("14 days before the meeting", in: account).first)
        #expect(step.state == "sent" && step.day == "2027-02-15" && step.anchor == "2027-03-01")
        let letter = step.letters?[0]
        #expect(letter?.recipient == "tom@met.example.net" && letter?.state == "relayed")
        #expect(letter?.settledAt == "2027-02-15T09:00:00Z")
        guard case .string(let reply)? = letter?.reply else { return #expect(Bool(false), "no reply") }
        #expect(reply.hasPrefix("250"))
        let words = try await program.on("why", "vawg", "VAWG-001", now: "2027-02-16T09:00:00Z")
        #expect(
            words.output.contains(
                "  MPS, Monday 2027-02-15: sent on Monday 2027-02-15 09:00 to Tom Achterberg <tom@met.example.net>: 250"
            ))
        #expect(
            words.output.contains(
                "  MPS: Tom Achterberg <tom@met.example.net>; through the seat of a member; no seat says"))
        let before = try await program.json(
            "why", "vawg", "VAWG-001", "--on", "2027-02-14", now: "2027-02-16T09:00:00Z")
        #expect(steps("14 days before the meeting", in: before).first?.state == "to-come")
    }

    @Test func dayAheadIsToldAsTheForecastHasIt() async throws {
        let program = try await Self.active()
        try await program.json("release", "vawg", "--yes")
        let account = try await program.json("why", "vawg", "VAWG-001", "--on", "2027-03-10")
        let chaser = try #require(steps("10 working days after the due date", in: account).first)
        #expect(chaser.state == "foreseen" && chaser.departures?[0]?.at == "2027-02-24T09:00:00Z")
        #expect(chaser.skipped?.elements.map(\.why).contains("Saturday") == true)
        let plan = try await program.json("plan", "--board", "vawg", "--until", "2027-03-10")
        let sent = plan.elements.filter { letter in
            letter.steps?.elements.contains { $0.rule == "10 working days after the due date" } ?? false
        }
        #expect(sent.map(\.sendAt) == ["2027-02-24T09:00:00Z"])
    }

    @Test func owedWaitingAndRefusedStepsNameTheirClause() async throws {
        let program = try await Self.active()
        try await program.json("release", "vawg", "--yes")
        let now = "2027-02-15T12:00:00Z"
        let owed = try await program.json("why", "vawg", "VAWG-001", now: now)
        let step = try #require(steps("14 days before the meeting", in: owed).first)
        #expect(step.state == "owed" && step.clause == .null)
        #expect(step.departures?[0]?.recipient == "tom@met.example.net")
        try await program.json(
            "silence", "add", "--from", "2027-02-15", "--until", "2027-02-15", "--reason", "half-term",
            "--board",
            "vawg", now: now)
        let silenced = try await program.json("why", "vawg", "VAWG-001", now: now)
        let silent = try #require(steps("14 days before the meeting", in: silenced).first)
        #expect(silent.state == "not-owed" && silent.clause == "silenced")
        #expect(
            silent.why == "silenced from Monday 2027-02-15 until Monday 2027-02-15: half-term")
    }

    @Test(arguments: [
        ("draft", "it is a draft: "), ("hold", "it is on hold: "), ("close", "it is closed since "),
    ])
    func actionThatIsNotLiveSaysSoFirst(state: String, said: String) async throws {
        let program = try await Self.active()
        if state != "draft" { try await program.json("release", "vawg", "--yes") }
        if state == "hold" { try await program.json("action", "hold", "vawg", "VAWG-001") }
        if state == "close" {
            try await program.json("action", "close", "vawg", "VAWG-001", "--by-chair", "done")
        }
        let words = try await program.on("why", "vawg", "VAWG-001")
        #expect(words.status == 0)
        #expect(words.output.split(separator: "\n").dropFirst(2).first?.hasPrefix(said) == true)
        let clauses = try await program.json("why", "vawg", "VAWG-001").elements.map(\.clause)
        #expect(clauses.filter { $0 != "of-the-board" }.allSatisfy { $0 == "action-not-live" })
        #expect(Set(clauses) == ["action-not-live", "of-the-board"])
    }

    @Test func whatALaterStepReplacedSaysWhatKeptItAndWhatLiesAheadWhatWillKeepIt() async throws {
        let program = try await Self.active()
        try await program.json("release", "vawg", "--yes")
        try await program.json(
            "meeting", "generate", "vawg", "first monday of jun", "--from", "2027-06-01", "--until",
            "2027-06-30")
        try await program.json(
            "silence", "add", "--from", "2027-02-15", "--until", "2027-02-15", "--reason", "half-term",
            "--owner", "MPS", now: "2027-02-01T09:00:00Z")
        let ahead = try await program.json("why", "vawg", "VAWG-001", now: "2027-02-02T09:00:00Z")
        #expect(steps("14 days before the meeting", in: ahead).map(\.clause) == ["silenced", "not-yet"])
        let past = try await program.json("why", "vawg", "VAWG-001", now: "2027-06-01T09:00:00Z")
        #expect(steps("14 days before the meeting", in: past).first?.clause == "silenced")
    }

    @Test func papersDeadlineIsReckonedForAllToRead() async throws {
        let program = try await Self.active()
        try await program.json("release", "vawg", "--yes")
        let words = try await program.on("why", "vawg", "VAWG-001").output
        #expect(
            words.contains(
                "reckoned from Friday 2027-02-19, 5 clear working days before the meeting of Monday 2027-03-01"
            ))
        #expect(words.contains("no step: it tells how all actions stand, once for each meeting"))
    }

    @Test(arguments: [("2032-01-01", 64), ("2031-06-01", 0)])
    func dayFarAheadIsRefused(day: String, status: Int32) async throws {
        let outcome = try await Self.active().on("why", "vawg", "VAWG-001", "--on", day)
        #expect(outcome.status == status)
    }

    @Test func ruleThatSaysNothingSaysWhy() async throws {
        let program = try await Program.withBoard()
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        let account = try await program.json("why", "vawg", "VAWG-001")
        let step = try #require(steps("10 working days after the due date", in: account).first)
        #expect(step.state == "no-step" && step.clause == "no-due-day" && step.day == .null)
    }

    @Test func unknownReferenceOffersTheNearest() async throws {
        let outcome = try await Self.active().on("why", "vawg", "VAWG-01")
        #expect(outcome.status == 65 && outcome.output == "")
        #expect(outcome.errors == "minuted: action: no action \"VAWG-01\"; did you mean \"VAWG-001\"?\n")
    }
}
