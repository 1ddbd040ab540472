import Foundation
import RelayFixtures
import Testing

/// `remind`: a letter now about one action.
@Suite(.timeLimit(.minutes(2))) struct RemindTests {
    private static let now = Program.letterTime

    /// VAWG-001 is MPS's and CPS's, VAWG-002 is overdue, VAWG-003 is a draft.
    private static func active(_ relay: FakeRelay? = nil) async throws -> Program {
        let program = try Program()
        try await register.value.write(to: program.folder.appending(path: "m.sqlite"))
        if let relay { try program.configure(relay) }
        return program
    }

    /// Made once; every test gets a copy.
    private static let register = Task {
        let program = try await Program.withBoard()
        let add = { (text: String, owner: String, due: String) in
            _ = try await program.json("action", "add", "vawg", text, "--owner", owner, "--due", due)
        }
        try await add("Report on detections", "MPS/CPS", "ongoing")
        try await add("Map the services", "CPS", "2027-01-18")
        try await program.json("release", "vawg", "--all", "--yes")
        try await add("Not yet cleared", "MPS", "ongoing")
        try await program.json("board", "activate", "vawg", "--yes", now: "2027-02-10T09:00:00Z")
        return try withExtendedLifetime(program) {
            try Data(contentsOf: program.folder.appending(path: "m.sqlite"))
        }
    }

    private func text(_ relay: FakeRelay) -> [String] {
        relay.messages.map { String(decoding: $0, as: UTF8.self).replacing("=\r\n", with: "") }
    }

    @Test func everyOwnerHasOneLetterAndTheOutputSaysWho() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        let outcome = try await program.configured("remind", "vawg", "VAWG-001", "--note", "The Mayor asks.")
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(
            outcome.output == """
                letter 1: to Tom Achterberg <tom@met.example.net>, about VAWG-001
                letter 2: to Leila Haddad <leila@cps.example.net>, about VAWG-001

                """)
        #expect(try await program.configured("run-once").status == 0)
        #expect(text(relay).count { $0.contains("asks for an update on one action") } == 2)
    }

    @Test func jsonIsThatOfPlanWithTheNumbersOfTheLetters() async throws {
        let program = try await Self.active()
        let letters = try await program.json("remind", "vawg", "VAWG-002", now: Self.now)
        let letter = try #require(letters[0])
        #expect(letters.elements.count == 1)
        #expect(
            letter.keys == [
                "id", "board", "recipient", "recipientName", "audience", "kind", "sendAt", "steps",
            ])
        #expect(letter.id == 1 && letter.board == "vawg" && letter.recipient == "leila@cps.example.net")
        #expect(letter.recipientName == "Leila Haddad" && letter.audience == "owner")
        #expect(letter.kind == "chaser" && letter.sendAt == .string(Self.now))
        let step = try #require(letter.steps?[0])
        #expect(step.keys == ["action", "rule", "day", "anchor", "late"])
        #expect(step.action == "VAWG-002" && step.rule == "by hand" && step.late == false)
        #expect(step.day == "2027-02-15" && step.anchor == "2027-02-15")
        let listed = try #require(try await program.json("outbox", "list")[0])
        #expect(listed.steps == letter.steps && listed.state == "queued" && listed.kind == "chaser")
        let shown = try await program.on("outbox", "show", "1")
        #expect(shown.output.contains("step  VAWG-002: by hand, 2027-02-15\n"))
    }

    @Test func letterGoesAtNightAndTheNextPlannedOneKeepsItsDistance() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        let night = "2027-02-13T23:30:00Z"
        #expect(
            try await program.configured("remind", "vawg", "VAWG-001", "--owner", "MPS", now: night).status
                == 0)
        #expect(try await program.configured("run-once", now: night).status == 0)
        #expect(relay.messages.count == 1)
        let said = try #require(text(relay).first)
        #expect(said.contains("The secretariat of the VAWG Board asks for an update on one action for MPS"))
        #expect(
            said.contains("To: \"Tom Achterberg\" <tom@met.example.net>")
                || said.contains("tom@met.example.net"))
        let plan = try await program.json("plan", "--until", "2027-02-28", now: night)
        let times = Dictionary(
            plan.elements.map { ($0.recipient ?? .null, $0.sendAt ?? .null) },
            uniquingKeysWith: { first, _ in first })
        #expect(times["leila@cps.example.net"] == "2027-02-15T09:00:00Z")
        #expect(times["tom@met.example.net"] == "2027-02-17T09:00:00Z")
    }

    @Test func noteIsInTheLetterAndInTheAuditAndInNoHeader() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        let note = "Two figures <b>would</b> do.\nThe Mayor asks."
        _ = try await program.configured("remind", "vawg", "VAWG-001", "--owner", "MPS", "--note", note)
        _ = try await program.configured("run-once")
        let letter = try #require(text(relay).first { $0.contains("A note from the secretariat") })
        #expect(
            letter.contains("A note from the secretariat:\r\nTwo figures <b>would</b> do.\r\nThe Mayor asks.")
        )
        #expect(letter.contains("Two figures &lt;b&gt;would&lt;/b&gt; do."))
        #expect(!letter.split(separator: "\r\n\r\n", maxSplits: 1)[0].contains("figures"))
        let entry = try #require(
            try await program.json("audit", "list").elements.last { $0.verb == "remind" })
        #expect(entry.actor == "secretary" && entry.subject == "action")
        #expect(entry.new?.owners == ["organisation 1"] && entry.new?.note == .string(note))
        #expect(try await program.on("audit", "verify").status == 0)
    }

    @Test func restrictedActionShowsItsReferenceAndTheNote() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        try await program.json("action", "edit", "vawg", "VAWG-002", "--restricted", "yes")
        _ = try await program.configured("remind", "vawg", "VAWG-002", "--note", "Please ring me.")
        _ = try await program.configured("run-once")
        let letter = try #require(text(relay).first { $0.contains("Please ring me.") })
        #expect(letter.contains("VAWG-002") && !letter.contains("Map the services"))
    }

    @Test func askingTwiceSendsTwoLetters() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        for _ in 1...2 { _ = try await program.configured("remind", "vawg", "VAWG-002") }
        let letters = try await program.json("outbox", "list").elements
        #expect(letters.count == 2 && Set(letters.map(\.messageID)).count == 2)
        _ = try await program.configured("run-once")
        let byHand = text(relay).filter { $0.contains("asks for an update on one action for CPS") }
        #expect(byHand.count == 2)
    }

    @Test func letterGoesToWhoSitsThereWhenItGoes() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        _ = try await program.configured("remind", "vawg", "VAWG-002")
        try await program.json("person", "add", "Nia Rees", "--email", "nia@cps.example.net")
        try await program.json(
            "member", "add", "vawg", "Nia Rees", "--role", "contact", "--organisation", "CPS")
        #expect(try await program.configured("run-once").status == 0)
        #expect(text(relay).contains { $0.contains("asks for an update") && $0.contains("Dear Nia Rees,") })
        #expect(!text(relay).contains { $0.contains("Leila Haddad") })
        #expect(try await program.json("outbox", "show", "1").lastReply == "the recipient has changed")
    }

    @Test func whyTellsWhoAskedAndWhatBecameOfIt() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        _ = try await program.configured("remind", "vawg", "VAWG-002")
        let queued = try #require(
            try await program.json("why", "vawg", "VAWG-002", now: Self.now).elements.first {
                $0.rule == .null
            })
        #expect(queued.sentence == "by hand" && queued.state == "on-its-way" && queued.day == "2027-02-15")
        _ = try await program.configured("run-once")
        let sent = try #require(
            try await program.json("why", "vawg", "VAWG-002", now: Self.now).elements.first {
                $0.rule == .null
            })
        #expect(sent.state == "sent" && sent.owner == "CPS" && sent.clause == .null)
        let words = try await program.on("why", "vawg", "VAWG-002", now: Self.now)
        #expect(
            words.output.contains(
                """

                by hand
                  CPS, Monday 2027-02-15: asked for on Monday 2027-02-15 09:00 by secretary; \
                sent on Monday 2027-02-15 09:00 to Leila Haddad <leila@cps.example.net>: 250
                """))
    }

    @Test func dryRunSaysSo() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Self.active(relay)
        try program.configure(relay, mode: "dry-run")
        let outcome = try await program.configured("remind", "vawg", "VAWG-002")
        #expect(outcome.status == 0 && outcome.errors == "minuted: remind: dry-run: nothing leaves\n")
        _ = try await program.configured("run-once")
        #expect(try await program.json("outbox", "show", "1").state == "held" && relay.messages.isEmpty)
    }

    @Test(arguments: [
        (
            "VAWG-003", [],
            "remind: VAWG-003 is a draft, and nobody is written to before its release; release it first: minuted release vawg VAWG-003"
        ),
        ("VAWG-009", [], "action: no action \"VAWG-009\"; did you mean \"VAWG-001\"?"),
        (
            "VAWG-001",
            ["silence", "add", "--until", "2027-02-19", "--reason", "bereaved", "--owner", "MPS"],
            "remind: silence 1 leaves MPS alone until 2027-02-19: bereaved; end it first: minuted silence end 1, or write to another owner: --owner WHO"
        ),
        (
            "VAWG-001", ["person", "set", "Leila Haddad", "--email", "none"],
            "remind: no usable mailbox is known of Leila Haddad, so nobody was written to; minuted person set 'Leila Haddad' --email MAILBOX, or write to the others: --owner WHO"
        ),
    ])
    func whatIsNotToBeWrittenAboutIsRefusedAndNothingWritten(
        reference: String, before: [String], said: String
    ) async throws {
        let program = try await Self.active()
        if !before.isEmpty {
            let options = ["--database", program.path("m.sqlite"), "--now", Self.now, "--as", "secretary"]
            let made = try await program.run(before + options)
            try #require(made.status == 0, "\(made.errors)")
        }
        let outcome = try await program.on("remind", "vawg", reference, now: Self.now)
        #expect(outcome.status == 65 && outcome.output == "")
        #expect(outcome.errors == "minuted: \(said)\n")
        #expect(try await program.json("outbox", "list") == [])
    }

    @Test func ownerWhoIsNoneIsRefused() async throws {
        let program = try await Self.active()
        let outcome = try await program.on("remind", "vawg", "VAWG-002", "--owner", "MPS", now: Self.now)
        #expect(outcome.status == 65)
        #expect(outcome.errors == "minuted: remind: MPS is no owner of VAWG-002; name one of CPS\n")
        let part = try await program.on(
            "action", "propose", "vawg", "VAWG-001", "--by", "CPS", now: Self.now)
        #expect(part.status == 0)
        let done = try await program.on("remind", "vawg", "VAWG-001", "--owner", "CPS", now: Self.now)
        #expect(
            done.errors
                == "minuted: remind: CPS has done their part of VAWG-001; name another of MPS and CPS\n")
        #expect(try await program.json("remind", "vawg", "VAWG-001", now: Self.now).elements.count == 1)
    }

    @Test func emptyNoteIsRefused() async throws {
        let program = try await Self.active()
        let outcome = try await program.on("remind", "vawg", "VAWG-002", "--note", " ", now: Self.now)
        #expect(outcome.status == 65)
        #expect(outcome.errors == "minuted: remind: the note is empty; write at least one letter or digit\n")
        #expect(try await program.on("remind", "vawg").status == 64)
    }

    /// Without the doorbell the daemon would notice it within a minute.
    @Test func runningDaemonSendsItAtOnce() async throws {
        let relay = try FakeRelay(Script().on(.message, .say("250 2.0.0 taken"), .drop))
        defer { relay.stop() }
        let program = try await Self.active()
        try program.configure(relay, mode: "live", "database: m.sqlite")
        let daemon = try RunningDaemon(program, configuration: "minuted.yaml")
        _ = try await daemon.nextCheck()
        let asked = ContinuousClock.now
        let outcome = try await program.run([
            "remind", "vawg", "VAWG-002", "--config", program.path("minuted.yaml"),
        ])
        #expect(outcome.status == 0 && outcome.errors == "")
        await relay.isOver(0)
        #expect(ContinuousClock.now - asked < .seconds(20))
        #expect(text(relay).first?.contains("asks for an update on one action for CPS") == true)
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
    }
}
