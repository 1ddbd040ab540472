import ActionRegister
import Foundation
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// The conversations in `Dialogues`, one a file, each held with libcurl as it is:
/// both sides must keep to the words, and the outcome must be the one it states.
@Suite(
    .timeLimit(.minutes(1)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl"))
final class DialogueTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Dialogues")
    static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    let identity: TLSIdentity

    init() throws { identity = try TLSIdentity(named: "localhost", addresses: "DNS:localhost,IP:127.0.0.1") }

    deinit { identity.remove() }

    @Test("every dialogue ends as it says", arguments: names)
    func dialogue(name: String) async throws {
        let dialogue = try Dialogue(
            String(contentsOf: Self.folder.appending(path: name), encoding: .utf8))
        let relay = try DialogueRelay(dialogue, identity)
        let client = try client(dialogue, port: relay.port)
        for expected in dialogue.outcomes {
            let outcome = await client.submit(message(dialogue), in: envelope(dialogue), lane: 0)
            #expect(outcome.told(like: expected) == expected, "\(dialogue.title)")
        }
        await client.close()
        relay.stop()
        let departures = await relay.departures()
        #expect(departures == [], "\(dialogue.title)")
        #expect(!dialogue.outcomes.isEmpty)
    }

    @Test func thereIsADialogueForEveryStageAndKind() throws {
        let outcomes = try Self.names.flatMap { name in
            try Dialogue(String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)).outcomes
        }
        let kinds = Set(outcomes.map { String($0.prefix { $0 != ":" }) })
        for stage in ["greeting", "ehlo", "startTLS", "auth", "mail", "recipient", "data", "message"] {
            #expect(kinds.contains("away \(stage)") && kinds.contains("refuses \(stage)"), "\(stage)")
        }
        let judged = ["deferred", "bounced", "unknown"].map { kind in kinds.filter { $0.hasPrefix(kind) } }
        #expect(
            judged == [
                ["deferred mail", "deferred recipient", "deferred data", "deferred message"],
                ["bounced mail", "bounced recipient", "bounced message"], ["unknown message"],
            ])
    }

    private func client(_ dialogue: Dialogue, port: Int) throws -> CurlRelay {
        let options = Set(dialogue.options)
        let login = CurlRelay.Credentials(username: "board", password: "secret")
        let scheme = options.contains("TLS from the first byte") ? "smtps" : "smtp"
        let isSecure = scheme == "smtps" || options.contains("TLS")
        var configuration = try CurlRelay.Configuration(
            url: "\(scheme)://127.0.0.1:\(port)", ehloName: "actions.example.org",
            tls: isSecure ? .required : .none,
            caFile: options.contains("unknown authority") ? nil : identity.certificateFile,
            authentication: options.contains("login plain")
                ? .plain(login) : options.contains("login login") ? .login(login) : .none, lanes: 1)
        configuration.timeout = options.contains("impatient") ? .seconds(1) : .seconds(30)
        configuration.connectTimeout = configuration.timeout
        return CurlRelay(configuration)
    }

    private func message(_ dialogue: Dialogue) -> [UInt8] {
        guard dialogue.options.contains("long letter") else { return letter }
        return letter + Array(repeating: Array("A line of the letter.\r\n".utf8), count: 400_000).joined()
    }

    private func envelope(_ dialogue: Dialogue) -> Envelope {
        guard dialogue.options.contains("international") else { return SMTPRelayTests.envelope }
        return Envelope(
            reversePath: SMTPRelayTests.envelope.reversePath, recipient: Mailbox("zoë@example.org")!)
    }
}

extension SubmissionOutcome {
    /// Its kind and stage, with the words where those it is to be like have some.
    fileprivate func told(like expected: String) -> String {
        guard expected.contains(":") else { return kind }
        if case .relayed(let reply) = self { return "relayed: \(reply)" }
        return kind.prefix { $0 != " " } + " \(failure!)"
    }
}
