import Foundation
import RelayFixtures
import Testing

@Suite(.timeLimit(.minutes(5))) struct MailTestTests {
    @Test func oneLetterGoesAndTheDialogueIsShown() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try Program()
        try program.configure(relay)
        let outcome = try await program.test("ops@example.org")
        #expect(outcome.status == 0 && outcome.errors == "")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "< 220 fake.example.org ESMTP")
        #expect(lines.contains { $0.hasPrefix("> MAIL FROM:<actions@example.org>") })
        #expect(
            lines.contains("> RCPT TO:<ops@example.org>")
                && lines.contains { $0.hasPrefix("> (the message, ") })
        #expect(lines.last == "relayed: 250 2.0.0 taken")
        let letter = String(decoding: try #require(relay.messages.first), as: UTF8.self)
        #expect(relay.messages.count == 1 && letter.contains("\r\nSubject: minuted: a test letter\r\n"))
        #expect(letter.contains("\r\nTo: ops@example.org\r\n"))
    }

    @Test func passwordIsStruckOut() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH PLAIN"]))
        defer { relay.stop() }
        let program = try Program(environment: ["MINUTED_RELAY_PASSWORD": "a-word-nobody-knows"])
        try program.configure(relay, "  authentication: plain", "  username: board")
        let outcome = try await program.test("ops@example.org")
        let secret = Data("\0board\0a-word-nobody-knows".utf8).base64EncodedString()
        #expect(relay.conversations[0].commands.contains(secret))
        #expect(outcome.status == 0 && outcome.output.contains("> (struck out)\n"))
        #expect(!outcome.output.contains(secret) && !outcome.output.contains("a-word-nobody-knows"))
    }

    @Test func dryRunIsSaidAndTheLetterGoesAllTheSame() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try Program()
        try program.configure(relay, mode: "dry-run")
        let outcome = try await program.test("ops@example.org")
        #expect(
            outcome.output.hasPrefix(
                "mode dry-run: nothing leaves\n"
                    + "this one letter goes to ops@example.org all the same: it was asked for by hand\n"))
        #expect(outcome.status == 0 && relay.messages.count == 1)
    }

    @Test(arguments: [
        (
            Script().on(.recipient, .say("550 5.1.1 nobody here")),
            "minuted: relay: recipient: 550 5.1.1 nobody here; "
        ),
        (Script().on(.greeting, .say("554 5.7.1 go away")), "minuted: relay: greeting: 554 5.7.1 go away; "),
        (Script().on(.message, .drop), "minuted: relay: message: "),
    ])
    func whatTheRelayDoesNotTakeExits69WithItsWords(script: Script, said: String) async throws {
        let relay = try FakeRelay(script)
        defer { relay.stop() }
        let program = try Program()
        try program.configure(relay)
        let outcome = try await program.test("ops@example.org")
        #expect(outcome.status == 69)
        #expect(outcome.errors.hasPrefix(said), "\(outcome.errors)")
        #expect(!outcome.output.contains("relayed"))
    }

    @Test func relayThatIsAwayExits69() async throws {
        let relay = try FakeRelay()
        relay.stop()
        let program = try Program()
        try program.configure(relay)
        let outcome = try await program.test("ops@example.org", "--json")
        #expect(outcome.status == 69 && outcome.errors.hasPrefix("minuted: relay: connect: "))
        #expect(try outcome.json().relayed == false)
    }

    @Test func addressThatIsNoneExits65AndNothingIsSaidToTheRelay() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try Program()
        try program.configure(relay)
        let outcome = try await program.test("a@b>\r\nRCPT TO:<c@d")
        #expect(outcome.status == 65 && outcome.errors.hasPrefix("minuted: mail test: "))
        #expect(outcome.errors.split(separator: "\n").count == 1 && relay.conversations.isEmpty)
    }

    @Test func jsonHasTheDialogueAndNoDatabaseIsMade() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try Program()
        try program.configure(relay)
        let json = try await program.test("ops@example.org", "--json").json()
        #expect(json.keys == ["relayed", "recipient", "messageID", "reply", "dialogue"])
        #expect(json.relayed == true && json.reply == "250 2.0.0 taken")
        #expect(json.dialogue?[0] == "< 220 fake.example.org ESMTP")
        let files = try FileManager.default.contentsOfDirectory(
            atPath: program.folder.path(percentEncoded: false))
        #expect(!files.contains { $0.contains("sqlite") })
    }
}

extension Program {
    fileprivate func test(_ words: String...) async throws -> Outcome {
        try await run(["mail", "test"] + words + ["--config", path("minuted.yaml")])
    }
}
