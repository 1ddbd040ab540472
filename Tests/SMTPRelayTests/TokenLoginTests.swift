import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// XOAUTH2 as libcurl speaks it, with a token from an endpoint in this process.
@Suite(
    .timeLimit(.minutes(5)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl"))
final class TokenLoginTests {
    let identity: TLSIdentity
    let script = Script(extensions: ["AUTH LOGIN XOAUTH2"])

    init() throws {
        identity = try TLSIdentity(named: "localhost", addresses: "DNS:login.example.org,IP:127.0.0.1")
    }

    deinit { identity.remove() }

    private func grant(_ endpoint: FakeTokenEndpoint) -> TokenGrant {
        TokenGrant(
            endpoint: endpoint.url, clientID: "minuted", clientSecret: "a&b=c d+\u{e9}",
            scope: "https://outlook.office365.com/.default", caFile: identity.certificateFile)
    }

    private func client(
        _ relay: FakeRelay, _ endpoint: FakeTokenEndpoint, recorder: DialogueRecorder? = nil
    ) throws -> CurlRelay {
        try relay.client(
            authentication: .xoauth2(username: "board@example.org", grant(endpoint)), recorder: recorder)
    }

    private func sasl(_ token: String) -> String {
        Data("user=board@example.org\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8).base64EncodedString()
    }

    private func outcome(_ client: CurlRelay) async -> SubmissionOutcome {
        await client.submit(letter, in: envelope, lane: 0)
    }

    @Test func theRelayIsToldMailboxAndTokenInTheExactForm() async throws {
        let (relay, endpoint) = (try FakeRelay(script), try FakeTokenEndpoint(identity: identity))
        defer { relay.stop(); endpoint.stop() }
        #expect(await outcome(try client(relay, endpoint)).kind == "relayed")
        #expect(relay.conversations[0].commands.prefix(3).dropFirst() == ["AUTH XOAUTH2", sasl("token-1")])
    }

    @Test func theEndpointIsAskedByAFormOfClientCredentials() async throws {
        let (relay, endpoint) = (try FakeRelay(script), try FakeTokenEndpoint(identity: identity))
        defer { relay.stop(); endpoint.stop() }
        #expect(await outcome(try client(relay, endpoint)).kind == "relayed")
        let request = try #require(endpoint.requests.first)
        #expect(request.line == "POST /token HTTP/1.1")
        #expect(request.fields.contains("Content-Type: application/x-www-form-urlencoded"))
        #expect(
            request.body
                == "grant_type=client_credentials&client_id=minuted&client_secret=a%26b%3Dc%20d%2B%C3%A9"
                + "&scope=https%3A%2F%2Foutlook.office365.com%2F.default")
    }

    @Test func oneTokenServesAllLanes() async throws {
        let gate = Gate()
        let relay = try FakeRelay(script)
        let endpoint = try FakeTokenEndpoint(.hold(gate, then: .token(lifetime: 3599)), identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let configuration = try CurlRelay.Configuration(
            url: relay.url, ehloName: "actions.example.org", tls: .none,
            authentication: .xoauth2(username: "board@example.org", grant(endpoint)), lanes: 4)
        let client = CurlRelay(configuration)
        let kinds = await withTaskGroup(of: String.self) { group in
            for lane in 0..<4 { group.addTask { await client.submit(letter, in: envelope, lane: lane).kind } }
            gate.open()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(kinds == Array(repeating: "relayed", count: 4))
        #expect(endpoint.requests.count == 1 && relay.conversations.count == 4)
    }

    @Test func aConnectionThatIsKeptIsUsedThoughItsTokenHasEnded() async throws {
        let (relay, endpoint) = (
            try FakeRelay(script), try FakeTokenEndpoint(.token(lifetime: 0), identity: identity)
        )
        defer { relay.stop(); endpoint.stop() }
        let client = try client(relay, endpoint)
        for _ in 0..<2 { #expect(await outcome(client).kind == "relayed") }
        #expect(relay.conversations.count == 1 && endpoint.requests.count == 1)
        await client.close()
        #expect(await outcome(client).kind == "relayed")
        #expect(relay.conversations[1].commands.contains(sasl("token-2")))
    }

    @Test(
        "a refused token is replaced once, in whatever way the relay refuses it",
        arguments: ["535 5.7.3 Authentication unsuccessful", "334 eyJzdGF0dXMiOiI0MDAifQ=="])
    func refusedToken(answer: String) async throws {
        let relay = try FakeRelay(script.on(.auth, .say(answer)), script)
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        #expect(await outcome(try client(relay, endpoint)).kind == "relayed")
        #expect(
            relay.conversations.map { $0.commands.dropFirst(2).first } == [sasl("token-1"), sasl("token-2")])
    }

    @Test func aSecondRefusalStopsTheRelay() async throws {
        let relay = try FakeRelay(script.on(.auth, .say("535 5.7.3 Authentication unsuccessful [LO2P]")))
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let outcome = await outcome(try client(relay, endpoint))
        #expect(outcome.kind == "refuses auth")
        #expect(outcome.failure?.description == "auth: 535 5.7.3 Authentication unsuccessful [LO2P]")
        #expect(relay.conversations.count == 2 && endpoint.requests.count == 2)
    }

    /// The relay waits for an empty line; libcurl hangs up instead.
    @Test func aRefusalInAChallengeIsToldInItsWords() async throws {
        let challenge = Data(#"{"status":"401","schemes":"bearer"}"#.utf8).base64EncodedString()
        let relay = try FakeRelay(script.on(.auth, .say("334 " + challenge)))
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let outcome = await outcome(try client(relay, endpoint))
        #expect(outcome.kind == "refuses auth")
        #expect(outcome.failure?.transport?.hasSuffix(#": {"status":"401","schemes":"bearer"}"#) == true)
        #expect(relay.messages.isEmpty)
    }

    @Test(arguments: ["454 4.7.0 Temporary authentication failure", "432 4.3.2 slower", "421 4.7.0 later"])
    func aLoginThatIsRefusedForNowFetchesNoOtherToken(reply: String) async throws {
        let relay = try FakeRelay(script.on(.auth, .say(reply)))
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        #expect(await outcome(try client(relay, endpoint)).kind == "away auth")
        #expect(endpoint.requests.count == 1)
    }

    @Test(
        "what the endpoint answers is sorted by who can mend it",
        arguments: [
            (
                FakeTokenEndpoint.Answer.say(
                    401,
                    #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"}"#
                ),
                "refuses token",
                "token: 127.0.0.1: it answered 401 invalid_client: AADSTS7000215: Invalid client secret provided. Trace ID: 1"
            ),
            (
                .say(400, "<html>no</html>"), "refuses token",
                "token: 127.0.0.1: it answered 400 <html>no</html>"
            ),
            (.say(200, "{}"), "refuses token", "token: 127.0.0.1: it answered 200 and no bearer token"),
            (
                .say(200, #"{"access_token":"a\u0001b"}"#), "refuses token",
                "token: 127.0.0.1: it answered 200 and no bearer token"
            ),
            (
                .say(200, #"{"access_token":"abc","token_type":"mac"}"#), "refuses token",
                "token: 127.0.0.1: it answered 200 and no bearer token"
            ),
            (.say(302, ""), "refuses token", "token: 127.0.0.1: it answered 302"),
            (.say(503, ""), "away token", "token: 127.0.0.1: it answered 503"),
            (
                .say(429, #"{"error":"slow_down"}"#), "away token",
                "token: 127.0.0.1: it answered 429 slow_down"
            ),
            (.drop, "away token", "token: 127.0.0.1: "),
        ])
    func endpoints(answer: FakeTokenEndpoint.Answer, kind: String, words: String) async throws {
        let (relay, endpoint) = (try FakeRelay(script), try FakeTokenEndpoint(answer, identity: identity))
        defer { relay.stop(); endpoint.stop() }
        let outcome = await outcome(try client(relay, endpoint))
        #expect(outcome.kind == kind)
        #expect(
            outcome.failure?.description.hasPrefix(words) == true, "\(String(describing: outcome.failure))")
        #expect(relay.conversations.isEmpty)
    }

    @Test func anEndpointThatIsAwayIsSaidSo() async throws {
        let (relay, endpoint) = (try FakeRelay(script), try FakeTokenEndpoint(identity: identity))
        defer { relay.stop() }
        endpoint.stop()
        #expect(await outcome(try client(relay, endpoint)).kind == "away token")
        #expect(
            await outcome(try client(relay, endpoint)).failure?.description.hasPrefix("token: 127.0.0.1: ")
                == true)
    }

    @Test func anEndpointWithAnUnknownCertificateGetsNoSecret() async throws {
        let (relay, endpoint) = (try FakeRelay(script), try FakeTokenEndpoint(identity: identity))
        defer { relay.stop(); endpoint.stop() }
        var grant = grant(endpoint)
        grant.caFile = nil
        let client = try relay.client(authentication: .xoauth2(username: "board@example.org", grant))
        #expect(await outcome(client).kind == "refuses token")
        #expect(endpoint.requests.isEmpty)
    }

    @Test func aProxyIsAskedForTheEndpointByNameAndHearsNoSecret() async throws {
        let relay = try FakeRelay(script)
        let proxy = try FakeTokenEndpoint(identity: identity, isBehindProxy: true)
        defer { relay.stop(); proxy.stop() }
        var grant = grant(proxy)
        grant.endpoint = URL(string: "https://login.example.org/tenant/oauth2/v2.0/token")!
        grant.proxy = URL(string: "http://127.0.0.1:\(proxy.port)")!
        let client = try relay.client(authentication: .xoauth2(username: "board@example.org", grant))
        #expect(await outcome(client).kind == "relayed")
        #expect(
            proxy.requests.map(\.line) == [
                "CONNECT login.example.org:443 HTTP/1.1", "POST /tenant/oauth2/v2.0/token HTTP/1.1",
            ])
        #expect(proxy.requests[0].body == "")
    }

    @Test func noTokenIsInTheDialogueOrInAFailureEvenWhereTheRelayRepeatsIt() async throws {
        let recorder = DialogueRecorder()
        let scripts = ["token-1", "token-2"].map { token in
            script.on(.auth, .say("535 5.7.3 not \(sasl(token)), not \(token)"))
        }
        let relay = try FakeRelay(scripts[0], scripts[1])
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let outcome = await outcome(try client(relay, endpoint, recorder: recorder))
        #expect(relay.conversations.map { $0.commands[2] } == [sasl("token-1"), sasl("token-2")])
        #expect(outcome.failure?.description == "auth: 535 5.7.3 not (struck out), not (struck out)")
        let dialogue = recorder.lines.filter { !$0.contains("example.org") && !$0.contains("XOAUTH2") }
        let login = ["< 334", "> (struck out)", "< 535 5.7.3 not (struck out), not (struck out)"]
        #expect(dialogue == login + login)
    }

    @Test func anEndpointThatRepeatsTheSecretIsNotQuoted() async throws {
        let relay = try FakeRelay(script)
        let endpoint = try FakeTokenEndpoint(
            .say(
                400,
                #"{"error":"invalid_client","error_description":"a&b=c d+é a%26b%3Dc%20d%2B%C3%A9"}"#),
            identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let words = await outcome(try client(relay, endpoint)).failure?.description
        #expect(words?.hasSuffix("invalid_client: (struck out) (struck out)") == true, "\(words ?? "")")
    }

    @Test func aGrantAndATokenPrintAsNeither() throws {
        let grant = TokenGrant(
            endpoint: URL(string: "https://x.example.org")!, clientID: "a", clientSecret: "cellar")
        let token = try #require(AccessToken("attic"))
        var dumped = ""
        dump((grant, token), to: &dumped)
        for text in [dumped, "\(grant) \(token)", String(reflecting: grant) + String(reflecting: token)] {
            #expect(!text.contains("cellar") && !text.contains("attic"))
        }
    }

    @Test func aProbeLogsInByATokenAndSaysWhatWasRefused() async throws {
        let relay = try FakeRelay(
            script, script.on(.auth, .say("535 5.7.139 SmtpClientAuthentication is disabled")))
        let endpoint = try FakeTokenEndpoint(identity: identity)
        defer { relay.stop(); endpoint.stop() }
        let client = try client(relay, endpoint)
        #expect(await client.probe() == nil)
        #expect(await client.probe()?.description == "auth: 535 5.7.139 SmtpClientAuthentication is disabled")
        let refusing = try FakeTokenEndpoint(
            .say(400, #"{"error":"unauthorized_client"}"#), identity: identity)
        defer { refusing.stop() }
        #expect(
            await (try self.client(relay, refusing)).probe()?.description
                == "token: 127.0.0.1: it answered 400 unauthorized_client")
    }
}
