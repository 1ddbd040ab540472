import ActionRegister
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// What reaches the relay when all goes well, and when connections come and go.
@Suite(.timeLimit(.minutes(5))) struct WireTests {
    @Test func aMessageTravelsInOneTransaction() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let client = try relay.client()
        let outcome = await client.submit(letter, in: envelope, lane: 0)
        await client.close()
        #expect(outcome == .relayed(SMTPReply(code: 250, enhancedStatus: "2.0.0", text: "taken")))
        #expect(
            relay.conversations.map(\.commands) == [
                [
                    "EHLO actions.example.org", "MAIL FROM:<board@example.org> SIZE=\(letter.count)",
                    "RCPT TO:<h.osei@example.org>", "DATA", "QUIT",
                ]
            ])
        #expect(relay.messages == [letter])
    }

    @Test func anEmptyReversePathIsAllowed() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let bounce = Envelope(reversePath: nil, recipient: envelope.recipient)
        #expect(try await relay.client().submit(letter, in: bounce, lane: 0).kind == "relayed")
        #expect(relay.conversations[0].commands[1].hasPrefix("MAIL FROM:<> "))
    }

    @Test func aSecondMessageUsesTheSameConnection() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let client = try relay.client()
        for _ in 0..<2 { #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed") }
        #expect(relay.conversations.count == 1)
        #expect(relay.messages == [letter, letter])
    }

    @Test func anIdleConnectionTheRelayClosedIsReplacedSilently() async throws {
        let relay = try FakeRelay(Script.obedient.on(.message, .say("250 2.0.0 taken"), .drop), .obedient)
        defer { relay.stop() }
        let client = try relay.client()
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        await relay.isOver(0)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(relay.conversations.count == 2)
    }

    @Test(
        "a kept connection that fails before the message is at stake is replaced",
        arguments: [
            [Script.Move.say("421 4.7.0 too many messages in this connection"), .drop], [.drop], [.reset],
        ])
    func staleConnection(moves: [Script.Move]) async throws {
        var first = Script.obedient.on(.mail, .say("250 2.1.0 once"))
        first = moves.count == 1 ? first.on(.mail, moves[0]) : first.on(.mail, moves[0], moves[1])
        let relay = try FakeRelay(first, .obedient)
        defer { relay.stop() }
        let client = try relay.client()
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(relay.conversations.count == 2)
    }

    @Test func aRefusedRecipientDoesNotSpoilTheNextMessage() async throws {
        let relay = try FakeRelay(Script.obedient.on(.recipient, .say("550 5.1.1 no such user")))
        defer { relay.stop() }
        let client = try relay.client()
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "bounced recipient")
        #expect(relay.messages.isEmpty)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "bounced recipient")
        #expect(relay.conversations.allSatisfy { !$0.commands.contains("DATA") })
    }

    @Test func lanesAreConnectionsOfTheirOwn() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        var configuration = try CurlRelay.Configuration(url: relay.url, tls: .none, lanes: 3)
        configuration.timeout = .seconds(30)
        let client = CurlRelay(configuration)
        #expect(client.lanes == 3)
        for lane in 0..<3 { #expect(await client.submit(letter, in: envelope, lane: lane).kind == "relayed") }
        await client.close()
        #expect(relay.conversations.map(\.commands.last) == ["QUIT", "QUIT", "QUIT"])
    }

    @Test func aLaneWithoutWorkSaysQuit() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        var configuration = try CurlRelay.Configuration(url: relay.url, tls: .none, lanes: 1)
        configuration.idleTimeout = .milliseconds(50)
        let client = CurlRelay(configuration)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        await relay.isOver(0)
        #expect(relay.conversations[0].commands.last == "QUIT")
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
    }

    @Test func closingDoesNotWaitForARelayThatIgnoresQuit() async throws {
        let gate = Gate()
        defer { gate.open() }
        let relay = try FakeRelay(Script.obedient.on(.quit, .stall(gate)))
        defer { relay.stop() }
        let client = try relay.client(timeout: .seconds(600), quitTimeout: .milliseconds(100))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        await client.close()
        #expect(relay.conversations[0].isOver == false)
    }

    @Test func aRefusalDoesNotWaitForARelayThatIgnoresQuit() async throws {
        let gate = Gate()
        defer { gate.open() }
        let script = Script.obedient.on(.recipient, .say("550 5.1.1 no such user")).on(.quit, .stall(gate))
        let relay = try FakeRelay(script)
        defer { relay.stop() }
        let client = try relay.client(timeout: .seconds(600), quitTimeout: .milliseconds(100))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "bounced recipient")
        #expect(relay.conversations[0].isOver == false)
    }

    @Test(
        "dots and line ends arrive as they were meant",
        arguments: [
            ("a\r\n.\r\nb\r\n", "a\r\n.\r\nb\r\n"), (".first\r\n", ".first\r\n"),
            ("..\r\n.x\r\n", "..\r\n.x\r\n"),
            ("no end", "no end\r\n"), ("a\nb\r\nc\rd\n", "a\r\nb\r\nc\r\nd\r\n"),
            ("a\r\r\nb\n\r", "a\r\n\r\nb\r\n\r\n"),
            ("smuggled\n.\nMAIL FROM:<x@y>\n", "smuggled\r\n.\r\nMAIL FROM:<x@y>\r\n"),
            ("a\r\n.\rMAIL FROM:<x@y>\r\n", "a\r\n.\r\nMAIL FROM:<x@y>\r\n"),
        ])
    func lineEnds(sent: String, heard: String) async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        #expect(try await relay.client().submit(Array(sent.utf8), in: envelope, lane: 0).kind == "relayed")
        #expect(relay.messages == [Array(heard.utf8)])
    }

    @Test func aLongMessageArrivesWhole() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let lines = (0..<20_000).map { ".\($0) and something to fill the line\r\n" }
        let long = Array(lines.joined().utf8)
        #expect(try await relay.client().submit(long, in: envelope, lane: 0).kind == "relayed")
        #expect(relay.messages == [long])
    }

    @Test func aRelayWithoutExtensionsIsSpokenToPlainly() async throws {
        let relay = try FakeRelay(Script(extensions: []))
        defer { relay.stop() }
        #expect(try await relay.client().submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(relay.conversations[0].commands[1] == "MAIL FROM:<board@example.org>")
    }

    @Test func anAddressBeyondASCIITravelsBySMTPUTF8Only() async throws {
        let international = Envelope(reversePath: nil, recipient: Mailbox("zoë@example.org")!)
        let able = try FakeRelay()
        let unable = try FakeRelay(Script(extensions: []))
        defer { [able, unable].forEach { $0.stop() } }
        #expect(try await able.client().submit(letter, in: international, lane: 0).kind == "relayed")
        #expect(able.conversations[0].commands.contains("RCPT TO:<zoë@example.org>"))

        let client = try unable.client()
        #expect(await client.submit(letter, in: international, lane: 0).kind == "bounced mail")
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        let commands = unable.conversations.flatMap(\.commands)
        #expect(!commands.contains { $0.contains("zo") })
    }

    @Test func aDomainBeyondASCIITravelsEncoded() async throws {
        let relay = try FakeRelay(Script(extensions: []))
        defer { relay.stop() }
        let international = Envelope(reversePath: nil, recipient: Mailbox("z.mueller@bücher.example")!)
        #expect(try await relay.client().submit(letter, in: international, lane: 0).kind == "relayed")
        #expect(relay.conversations[0].commands.contains("RCPT TO:<z.mueller@xn--bcher-kva.example>"))
    }
}
