import Testing

@testable import SMTPRelay

@Suite struct ConfigurationTests {
    typealias Configuration = CurlRelay.Configuration

    @Test(
        "a url names a scheme, a host and perhaps a port",
        arguments: [
            ("smtp://mail.example.org", "smtp://mail.example.org:25/"),
            ("SMTP://mail.example.org:587/", "smtp://mail.example.org:587/"),
            ("smtps://mail.example.org", "smtps://mail.example.org:465/"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525/"),
        ])
    func urls(text: String, url: String) throws {
        #expect(try Configuration(url: text).server.url(ehloName: nil) == url)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "mail.example.org", "http://mail.example.org", "smtp://",
            "smtp://user:secret@mail.example.org",
            "smtp://mail.example.org/name", "smtp://mail.example.org?x", "smtp://mail.example.org#x",
            "smtp://mail.example.org:0", "smtp://mail.example.org:65536", "smtp://mail_1.example.org",
            "smtp://-a.example.org", "smtp://mail.example.org\r\nQUIT", "smtp://bücher.example",
        ])
    func badURLs(text: String) {
        #expect(throws: CurlRelay.ConfigurationError.url(text)) { try Configuration(url: text) }
    }

    @Test(
        "an EHLO name that could break the line is refused",
        arguments: [
            "a b", "a\r\nMAIL FROM:<x@y>", "a%0d%0aQUIT", "", "a/b", "a..b", "a?b", "a#b", "[127.0.0.1]",
        ])
    func ehloNames(name: String) {
        #expect(throws: CurlRelay.ConfigurationError.ehloName(name)) {
            try Configuration(url: "smtp://mail.example.org", ehloName: name)
        }
    }

    @Test(
        "clear text stays on this machine",
        arguments: [
            "mail.example.org", "127.example.org", "notlocalhost", "localhost.example.org", "10.0.0.1",
            "128.0.0.1",
        ])
    func clearTextAbroad(host: String) {
        #expect(throws: CurlRelay.ConfigurationError.clearTextAbroad(host)) {
            try Configuration(url: "smtp://\(host)", tls: .none)
        }
    }

    @Test(arguments: ["localhost", "LOCALHOST", "relay.localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
    func clearTextOnLoopbackIsAllowed(host: String) throws {
        #expect(try Configuration(url: "smtp://\(host)", tls: .none).tls == .none)
    }

    @Test func otherSettingsAreChecked() {
        #expect(throws: CurlRelay.ConfigurationError.tlsNoneOverTLS) {
            try Configuration(url: "smtps://localhost", tls: .none)
        }
        #expect(throws: CurlRelay.ConfigurationError.caFile("/no/such/file")) {
            try Configuration(url: "smtp://localhost", caFile: "/no/such/file")
        }
        for lanes in [0, 65] {
            #expect(throws: CurlRelay.ConfigurationError.lanes(lanes)) {
                try Configuration(url: "smtp://localhost", lanes: lanes)
            }
        }
        for credentials in [("", "x"), ("a\0b", "x"), ("a", "x\0y")] {
            let login = CurlRelay.Credentials(username: credentials.0, password: credentials.1)
            #expect(throws: CurlRelay.ConfigurationError.credentials) {
                try Configuration(url: "smtp://localhost", authentication: .plain(login))
            }
        }
    }
}
