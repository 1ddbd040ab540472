import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// TLS by OpenSSL on both ends; the certificate is made by Debian's `openssl`.
@Suite(
    .timeLimit(.minutes(5)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl"))
final class TLSTests {
    let identity: TLSIdentity

    init() throws { identity = try TLSIdentity(named: "localhost", addresses: "DNS:localhost,IP:127.0.0.1") }

    deinit { identity.remove() }

    @Test func startTLSComesBeforeEverythingThatMatters() async throws {
        let relay = try FakeRelay(Script.startingTLS(identity, extensions: ["AUTH PLAIN"]))
        defer { relay.stop() }
        let login = CurlRelay.Credentials(username: "board", password: "secret")
        let client = try relay.client(
            tls: .required, caFile: identity.certificateFile, authentication: .plain(login))
        for _ in 0..<2 { #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed") }
        let words = relay.conversations[0].commands.map { $0.prefix { $0 != " " } }
        #expect(words.prefix(4) == ["EHLO", "STARTTLS", "EHLO", "AUTH"])
        #expect(relay.conversations.count == 1)
        #expect(relay.messages == [letter, letter])
    }

    /// Microsoft offers AUTH in TLS only.
    @Test func whatIsOfferedBeforeTLSIsNotMissed() async throws {
        let login = CurlRelay.Credentials(username: "board", password: "secret")
        for (before, after) in [("", "250 AUTH PLAIN"), ("AUTH PLAIN", "250 fake.example.org")] {
            let greeting = Script.multiLine(
                250, ["fake.example.org", "STARTTLS", before].filter { !$0.isEmpty })
            let relay = try FakeRelay(
                Script.startingTLS(identity).on(.ehlo, .say(greeting)).on(.ehlo, .say(after)))
            defer { relay.stop() }
            let client = try relay.client(
                tls: .required, caFile: identity.certificateFile, authentication: .plain(login))
            let kind = await client.submit(letter, in: envelope, lane: 0).kind
            #expect(kind == (before.isEmpty ? "relayed" : "refuses auth"))
        }
    }

    @Test func implicitTLS() async throws {
        let relay = try FakeRelay(Script(implicitTLS: identity))
        defer { relay.stop() }
        let client = try relay.client(scheme: "smtps", tls: .required, caFile: identity.certificateFile)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        await client.close()
        #expect(relay.conversations[0].commands.last == "QUIT")
    }

    @Test func anUnknownCertificateStopsTheRelay() async throws {
        let relay = try FakeRelay(Script.startingTLS(identity), Script(implicitTLS: identity))
        defer { relay.stop() }
        let starting = try await relay.client(tls: .required).submit(letter, in: envelope, lane: 0)
        #expect(starting.kind == "refuses startTLS")
        let implicit = try await relay.client(scheme: "smtps", tls: .required)
            .submit(letter, in: envelope, lane: 0)
        #expect(implicit.kind.hasPrefix("refuses"))
        #expect(relay.messages.isEmpty)
    }

    @Test func aCertificateForAnotherHostStopsTheRelay() async throws {
        let other = try TLSIdentity(named: "other.example.org", addresses: "DNS:other.example.org")
        defer { other.remove() }
        let relay = try FakeRelay(Script.startingTLS(other))
        defer { relay.stop() }
        let client = try relay.client(tls: .required, caFile: other.certificateFile)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "refuses startTLS")
        #expect(relay.messages.isEmpty)
    }

    @Test func aStrippedSTARTTLSStopsTheRelay() async throws {
        let relay = try FakeRelay(.obedient)
        defer { relay.stop() }
        let client = try relay.client(tls: .required)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "refuses ehlo")
        #expect(!relay.conversations[0].commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test(
        "STARTTLS refused for now or for good",
        arguments: [
            ("454 4.7.0 TLS not available now", "away startTLS"), ("502 5.5.1 no", "refuses startTLS"),
        ])
    func refusedSTARTTLS(reply: String, kind: String) async throws {
        let relay = try FakeRelay(Script(extensions: ["STARTTLS"]).on(.startTLS, .say(reply)))
        defer { relay.stop() }
        #expect(try await relay.client(tls: .required).submit(letter, in: envelope, lane: 0).kind == kind)
        #expect(relay.messages.isEmpty)
    }

    @Test func aConnectionLostInTheHandshakeIsARelayAway() async throws {
        let relay = try FakeRelay(
            Script(extensions: ["STARTTLS"]).on(.startTLS, .say("220 2.0.0 ready"), .drop))
        defer { relay.stop() }
        let client = try relay.client(tls: .required)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "away startTLS")
    }

    /// What comes in clear behind the reply to STARTTLS must not count as said in TLS.
    @Test func repliesInjectedBeforeTheHandshakeAreNotBelieved() async throws {
        let injected = "220 2.0.0 ready\r\n250-evil.example.org\r\n250 AUTH PLAIN"
        let relay = try FakeRelay(
            Script(extensions: ["STARTTLS"]).on(.startTLS, .say(injected), .startTLS(identity)))
        defer { relay.stop() }
        let client = try relay.client(tls: .required, caFile: identity.certificateFile)
        #expect(await client.submit(letter, in: envelope, lane: 0).failure != nil)
        #expect(relay.messages.isEmpty)
    }
}
