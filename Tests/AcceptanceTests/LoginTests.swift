import Foundation
import RelayFixtures
import Testing

/// Logging in to the relay, from the configuration to the wire.
@Suite(
    .timeLimit(.minutes(2)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl"))
final class LoginTests {
    let identity: TLSIdentity
    let secret = "a-word-nobody-knows"

    init() throws { identity = try TLSIdentity(named: "localhost", addresses: "IP:127.0.0.1") }

    deinit { identity.remove() }

    private func program(_ relay: FakeRelay, _ endpoint: FakeTokenEndpoint) throws -> Program {
        let program = try Program(environment: ["MINUTED_OAUTH2_CLIENT_SECRET": secret])
        try program.configure(
            relay, "  authentication: xoauth2", "  username: board@example.org",
            "  oauth2: { token-url: \"\(endpoint.url)\", client-id: minuted, ca-file: \(identity.certificateFile) }"
        )
        return program
    }

    @Test func mailTestLogsInByATokenAndShowsNone() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH XOAUTH2"]))
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let outcome = try await program(relay, endpoint).run([
            "mail", "test", "ops@example.org", "--config", "minuted.yaml",
        ])
        let sasl = Data("user=board@example.org\u{1}auth=Bearer token-1\u{1}\u{1}".utf8).base64EncodedString()
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(relay.conversations[0].commands.contains(sasl))
        #expect(outcome.output.contains("> AUTH XOAUTH2\n< 334\n> (struck out)\n< 235 2.7.0 welcome\n"))
        for word in [secret, "token-1", sasl] { #expect(!outcome.output.contains(word)) }
    }

    @Test func checkSaysWhatTheTokenEndpointRefuses() async throws {
        let relay = try FakeRelay(Script(extensions: ["AUTH XOAUTH2"]))
        let endpoint = try FakeTokenEndpoint(
            .say(
                401,
                #"{"error":"invalid_client","error_description":"AADSTS7000222: The secret has expired."}"#),
            identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let program = try await Program.withBoard(environment: ["MINUTED_OAUTH2_CLIENT_SECRET": secret])
        try program.configure(
            relay, "  authentication: xoauth2", "  username: board@example.org",
            "  oauth2: { token-url: \"\(endpoint.url)\", client-id: minuted, ca-file: \(identity.certificateFile) }"
        )
        let outcome = try await program.configured("check", now: Program.now)
        #expect(outcome.status == 1)
        #expect(
            outcome.output.contains(
                "error: relay \(relay.url): token: 127.0.0.1: it answered 401 invalid_client: AADSTS7000222: "
                    + "The secret has expired.; see relay.oauth2 and the credential oauth2-client-secret\n"))
        #expect(!outcome.output.contains(secret) && relay.conversations.isEmpty)
    }

    @Test func relayWithoutALoginStopsAsAWholeAndNoLetterIsTouched() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay, environment: ["MINUTED_RELAY_PASSWORD": secret])
        try program.configure(relay, "  authentication: plain", "  username: board")
        let outcome = try await program.configured("run-once")
        #expect(outcome.status == 69)
        #expect(
            outcome.errors.hasSuffix(
                "minuted: relay: auth: the relay offers no AUTH PLAIN; see minuted check; the letters wait\n")
        )
        #expect(relay.messages.isEmpty)
        let letters = try await program.configured("outbox", "list", "--json").json().elements
        #expect(letters.map(\.state) == ["queued"] && letters.map(\.attempts) == [0])
    }
}
