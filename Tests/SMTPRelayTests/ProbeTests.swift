import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

@Suite(.timeLimit(.minutes(5))) struct ProbeTests {
    let credentials = CurlRelay.Credentials(username: "board", password: "the cellar")

    @Test func aRelayThatServesUsIsLeftWithQuitAndWithoutALetter() async throws {
        let relay = try FakeRelay(.obedient)
        defer { relay.stop() }
        #expect(try await relay.client().probe() == nil)
        await relay.isOver(0)
        #expect(relay.conversations.map(\.commands) == [["EHLO actions.example.org", "NOOP", "QUIT"]])
    }

    @Test func loginIsTried() async throws {
        let relay = try FakeRelay(
            Script(extensions: ["AUTH PLAIN"]),
            Script(extensions: ["AUTH PLAIN"]).on(.auth, .say("535 5.7.8 bad credentials")))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        #expect(await client.probe() == nil)
        #expect(await client.probe()?.description == "auth: 535 5.7.8 bad credentials")
    }

    @Test func nobodyAtThePort() async throws {
        let relay = try FakeRelay(.obedient)
        let client = try relay.client()
        relay.stop()
        _ = await client.probe()
        let failure = await client.probe()
        #expect(failure?.stage == .connect && failure?.reply == nil)
    }

    @Test(
        "a relay that shows us the door is heard",
        arguments: [
            (Script.Moment.greeting, "554 5.3.2 not today", "greeting: 554 5.3.2 not today"),
            (.greeting, "421 4.3.2 later", "greeting: 421 4.3.2 later"),
            (.ehlo, "550 5.7.1 who are you", "ehlo: 550 5.7.1 who are you"),
        ])
    func refusals(moment: Script.Moment, reply: String, failure: String) async throws {
        // libcurl asks by HELO where EHLO is refused.
        let relay = try FakeRelay(Script().on(moment, .say(reply)).on(moment, .say(reply)))
        defer { relay.stop() }
        #expect(try await relay.client().probe()?.description == failure)
    }

    @Test func missingStartTLSIsInTheWay() async throws {
        let relay = try FakeRelay(.obedient)
        defer { relay.stop() }
        let failure = try await relay.client(tls: .required).probe()
        #expect(failure != nil)
        #expect(!relay.conversations[0].commands.contains("NOOP"))
    }

    @Test func certificateIsVerified() async throws {
        let identity = try TLSIdentity(named: "relay", addresses: "IP:127.0.0.1")
        defer { identity.remove() }
        let relay = try FakeRelay(.startingTLS(identity))
        defer { relay.stop() }
        let stranger = try await relay.client(tls: .required).probe()
        #expect(stranger?.transport?.contains("certificate") == true)
        let known = try relay.client(tls: .required, caFile: identity.certificateFile)
        #expect(await known.probe() == nil)
    }

    @Test func aStalledRelayEndsInTime() async throws {
        let gate = Gate()
        let relay = try FakeRelay(Script().on(.greeting, .stall(gate)))
        defer { relay.stop() }
        let failure = try await relay.client(timeout: .milliseconds(200)).probe()
        gate.open()
        #expect(failure?.stage == .greeting)
    }

    @Test func aLaneCarriesLettersBeforeAndAfter() async throws {
        let relay = try FakeRelay(.obedient)
        defer { relay.stop() }
        let client = try relay.client()
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(await client.probe() == nil)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(relay.messages.count == 2)
        await client.close()
    }
}
