import ActionRegister
import Daemon
import Foundation
import Testing

@Suite struct ConfigurationTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func emptyFileIsAllDefaults() throws {
        #expect(try Configuration(yaml: "", file: "/etc/minuted/minuted.yaml") == Configuration())
        #expect(try Configuration(yaml: "relay:\n# url: x\nlog:\n", file: "/etc/m.yaml") == Configuration())
    }

    @Test func shippedFileIsTheDefaultsAndASender() throws {
        let path = Self.root.appending(path: "config/minuted.yaml").path(percentEncoded: false)
        var expected = Configuration()
        expected.sender = .init(address: Mailbox("actions@example.org")!)
        #expect(try Configuration(contentsOf: path) == expected)
    }

    /// Prose stands one space after its `#`; an option none, or two and more
    /// where it belongs to the one above.
    @Test func shippedFileParsesWithEveryOptionUncommented() throws {
        let path = Self.root.appending(path: "config/minuted.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
            .replacing(/(?m)^( *)#(| {2,})([a-z0-9-]+:)/) { "\($0.1)\($0.2)\($0.3)" }
            .replacing(/\/etc\/ssl\/certs\/[a-z]+-ca.pem/, with: path.path(percentEncoded: false))
        let configuration = try Configuration(yaml: text, file: "minuted.yaml")
        #expect(configuration.console != nil && configuration.answers != nil && configuration.health != nil)
        #expect(configuration.relay.oauth2?.secretExpires == CalendarDay(2027, 9, 1))
        #expect(configuration.sender?.envelope.mailbox(forLetter: 7) == Mailbox("actions+7@example.org"))
        #expect(configuration.log == Configuration().log)
        #expect(configuration.retention == Configuration().retention)
    }

    @Test func readsEveryKey() throws {
        let configuration = try Configuration(
            yaml: """
                database: data/m.sqlite
                mode: redirect
                redirect-to: ops@example.org
                allow-list: ["*@example.org"]
                sender: { address: a@example.org, envelope: "b+{id}@example.org" }
                relay: { url: smtps://mail.example.org, timeout: 10m, authentication: login, username: a@example.org,
                  connections: 4, rate: 30/minute, daily-limit: 10000 }
                console: { listen: "127.0.0.1:8480", url: "https://actions.example.org", sign-in: proxy-header }
                health: { listen: /run/minuted/health.sock, late-after: 90m }
                watch: { url: "https://ping.example.org/x?y=1" }
                log: { level: debug, format: json, addresses: hashed }
                """, file: "/srv/board/minuted.yaml")
        #expect(configuration.database == "/srv/board/data/m.sqlite")
        #expect(configuration.mode == .redirect && configuration.redirectTo == Mailbox("ops@example.org"))
        #expect(configuration.relay.url.port == 465 && configuration.relay.url.isImplicitTLS)
        #expect(configuration.relay.timeout == .seconds(600) && configuration.relay.connections == 4)
        #expect(
            configuration.relay.rate == Rate(30, per: .minute) && configuration.relay.dailyLimit == 10_000)
        #expect(configuration.console?.signIn == .proxyHeader)
        #expect(configuration.health?.listen == .unix(path: "/run/minuted/health.sock"))
        #expect(configuration.health?.lateAfter == .seconds(5400))
        #expect(configuration.watch?.absoluteString == "https://ping.example.org/x?y=1")
        #expect(configuration.log.addresses == .hashed && configuration.log.level == .debug)
    }

    @Test func tellsEverythingThatIsWrongInTheOrderOfTheLines() {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(
                yaml: "mod: live\nrelay:\n  timeout: 60\n  url: localhost\nlog: { level: loud }\n",
                file: "m.yaml")
        }
        #expect(
            error?.problems.map(\.place) == ["m.yaml:1:1", "m.yaml:3:12", "m.yaml:4:8", "m.yaml:5:15"])
        #expect(error?.problems.first?.description == "m.yaml:1:1: no key \"mod\"; did you mean \"mode\"?")
    }

    @Test(arguments: [
        ("smtp://localhost:25", true), ("smtp://127.0.0.9", true), ("smtp://[::1]:2525", true),
        ("smtps://mail.example.org", false), ("smtp://localhost.example.org", false),
        ("smtp://127.evil.example.org", false),
    ])
    func relayOnLoopbackIsToldByItsAddress(url: String, isLoopback: Bool) throws {
        #expect(try #require(RelayURL(url)).isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "localhost", "smtp://", "smtp://user@example.org", "smtp://example.org/x", "smtp://example.org:0",
        "smtp://example.org:70000", "smtp://exa mple.org", "http://example.org", "smtp://example.org\r\nX: y",
        "smtp://::1", "smtp://-a.example.org",
    ])
    func relayIsAHostAndAPortAndNothingElse(text: String) {
        #expect(RelayURL(text) == nil)
    }

    @Test func tlsIsRequiredUnlessTheRelayIsOnLoopback() {
        var relay = Configuration.Relay()
        #expect(relay.tlsInForce == .none)
        relay.url = RelayURL("smtp://mail.example.org:587")!
        #expect(relay.tlsInForce == .required)
        relay.url = RelayURL("smtps://localhost")!
        #expect(relay.tlsInForce == .required)
    }

    @Test(arguments: ["60", "s", "-1s", "1.5h", "0s", "1w", "99999999999999999999d", ""])
    func durationNeedsACountAndAUnit(text: String) {
        #expect(Duration(configured: text) == nil)
    }

    @Test func allowListKnowsAddressesAndDomains() throws {
        let domain = try #require(AddressPattern("*@Example.org"))
        #expect(domain.matches(Mailbox("x@example.ORG")!) && !domain.matches(Mailbox("x@sub.example.org")!))
        let one = try #require(AddressPattern("a@example.org"))
        #expect(one.matches(Mailbox("A@example.org")!) && !one.matches(Mailbox("b@example.org")!))
        #expect(
            AddressPattern("*") == nil && AddressPattern("*@") == nil && AddressPattern("a*@b.org") == nil)
    }

    @Test(arguments: [
        "a@{id}.example.org", "{id}+{id}@example.org", "a{id}", "<a@example.org>", "a@b\r\n.org",
    ])
    func reversePathHoldsTheNumberOnceBeforeTheAt(text: String) {
        #expect(ReversePath(text) == nil)
    }
}
