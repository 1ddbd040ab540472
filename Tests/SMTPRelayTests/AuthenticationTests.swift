import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

@Suite(.timeLimit(.minutes(1))) struct AuthenticationTests {
    let credentials = CurlRelay.Credentials(username: "board", password: "DATA in the cellar")

    @Test func plainSaysNameAndPassword() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH LOGIN PLAIN"]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        let secret = Data("\0board\0DATA in the cellar".utf8).base64EncodedString()
        #expect(relay.conversations[0].commands.prefix(3).dropFirst() == ["AUTH PLAIN", secret])
    }

    @Test func loginSaysOneAfterTheOther() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH PLAIN LOGIN"]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .login(credentials))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        let secrets = ["board", "DATA in the cellar"].map { Data($0.utf8).base64EncodedString() }
        #expect(
            relay.conversations[0].commands.prefix(4).dropFirst() == ["AUTH LOGIN", secrets[0], secrets[1]])
    }

    @Test(
        "a login is refused for now or until somebody acts",
        arguments: [
            ("535 5.7.8 bad credentials", "refuses auth"), ("454 4.7.0 temporary failure", "away auth"),
            ("421 4.7.0 too many attempts", "away auth"),
        ])
    func refusals(reply: String, kind: String) async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH PLAIN"]).on(.auth, .say(reply), .drop))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == kind)
    }

    @Test func refusedOnceAndThenAccepted() async throws {
        let relay = try FakeRelay(
            Script(extensions: ["AUTH PLAIN"]).on(.auth, .say("535 5.7.8 not yet")),
            Script(extensions: ["AUTH PLAIN"]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "refuses auth")
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
    }

    @Test func aRelayWithoutOurMechanismIsNotSpokenToInAnother() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH LOGIN"]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        #expect(await client.submit(letter, in: envelope, lane: 0).kind.hasPrefix("refuses"))
        #expect(relay.messages.isEmpty)
    }

    @Test func theRecordedDialogueHoldsNoSecret() async throws {
        let recorder = DialogueRecorder()
        let relay = try FakeRelay(Script(extensions: ["AUTH PLAIN"]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials), recorder: recorder)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        #expect(
            recorder.lines == [
                "< 220 fake.example.org ESMTP", "> EHLO actions.example.org", "< 250-fake.example.org",
                "< 250 AUTH PLAIN", "> AUTH PLAIN", "< 334", "> (struck out)", "< 235 2.7.0 welcome",
                "> MAIL FROM:<board@example.org>", "< 250 2.1.0 sender noted",
                "> RCPT TO:<h.osei@example.org>",
                "< 250 2.1.5 recipient noted", "> DATA", "< 354 go on",
                "> (the message, \(letter.count) bytes)", "< 250 2.0.0 taken",
            ])
    }

    @Test func credentialsPrintAsNeitherNameNorPassword() {
        let authentication = CurlRelay.Authentication.plain(credentials)
        var dumped = ""
        dump(authentication, to: &dumped)
        for text in ["\(authentication)", String(reflecting: authentication), dumped] {
            #expect(!text.contains("cellar") && !text.contains("board"))
        }
    }

    @Test func anInitialResponseIsStruckOut() {
        var exchange = Exchange()
        #expect(exchange.send("AUTH PLAIN AGJvYXJkAHNlY3JldA==") == "AUTH PLAIN (struck out)")
    }
}
