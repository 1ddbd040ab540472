import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

@Suite(.timeLimit(.minutes(5))) struct AuthenticationTests {
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

    @Test(
        "a relay that does not offer our mechanism gets no letter",
        arguments: [
            (
                Script(extensions: ["AUTH LOGIN CRAM-MD5"]),
                "auth: the relay offers no AUTH PLAIN, but LOGIN CRAM-MD5"
            ),
            (Script(extensions: ["SIZE 1000"]), "auth: the relay offers no AUTH PLAIN"),
            (Script(extensions: ["AUTH"]), "auth: the relay offers no AUTH PLAIN"),
            (
                Script().on(.ehlo, .say("500 5.5.1 what?")).on(.ehlo, .say("250 fake")),
                "auth: the relay offers no AUTH PLAIN"
            ),
        ])
    func missingMechanisms(script: Script, words: String) async throws {
        let relay = try FakeRelay(script)
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        let outcome = await client.submit(letter, in: envelope, lane: 0)
        #expect(outcome.kind == "refuses auth" && outcome.failure?.description == words)
        #expect(await client.probe()?.stage == .some(.auth) || relay.conversations.count > 1)
        #expect(
            relay.conversations.allSatisfy {
                !$0.commands.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("AUTH") }
            })
    }

    @Test(arguments: ["AUTH PLAIN", "auth login plain", "AUTH LOGIN  PLAIN"])
    func theOfferIsReadAsItIsWritten(offer: String) async throws {
        let relay = try FakeRelay(Script(extensions: [offer]))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        for _ in 0..<2 { #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed") }
    }

    @Test func aPasswordThatIsRepeatedIsStruckOut() async throws {
        let secret = Data("\0board\0DATA in the cellar".utf8).base64EncodedString()
        let echo = "535 5.7.8 not \(secret), not DATA in the cellar"
        let relay = try FakeRelay(Script(extensions: ["AUTH PLAIN"]).on(.auth, .say(echo)))
        defer { relay.stop() }
        let client = try relay.client(authentication: .plain(credentials))
        let outcome = await client.submit(letter, in: envelope, lane: 0)
        #expect(outcome.failure?.description == "auth: 535 5.7.8 not (struck out), not (struck out)")
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
