import ActionRegister
import Mail
import RelayFixtures

@testable import SMTPRelay

let letter = Array("From: board@example.org\r\nSubject: Actions\r\n\r\nDear Ms Osei,\r\n".utf8)
let envelope = Envelope(
    reversePath: Mailbox("board@example.org")!, recipient: Mailbox("h.osei@example.org")!)

extension FakeRelay {
    /// A client of one lane, in clear unless told; patient, for nothing here
    /// waits unless the test means it to.
    func client(
        scheme: String = "smtp", tls: CurlRelay.Configuration.TLS = .none, caFile: String? = nil,
        authentication: CurlRelay.Authentication = .none, timeout: Duration = .seconds(30),
        quitTimeout: Duration = .seconds(30), recorder: DialogueRecorder? = nil
    ) throws -> CurlRelay {
        var configuration = try CurlRelay.Configuration(
            url: "\(scheme)://127.0.0.1:\(port)", ehloName: "actions.example.org", tls: tls, caFile: caFile,
            authentication: authentication, lanes: 1)
        configuration.timeout = timeout
        configuration.connectTimeout = timeout
        configuration.quitTimeout = quitTimeout
        return CurlRelay(configuration, recorder: recorder)
    }

    /// Submits one message to a relay that plays `script`, and says QUIT.
    static func outcome(_ script: Script, timeout: Duration = .seconds(30)) async throws -> SubmissionOutcome
    {
        let relay = try FakeRelay(script)
        defer { relay.stop() }
        let client = try relay.client(timeout: timeout)
        let outcome = await client.submit(letter, in: envelope, lane: 0)
        await client.close()
        return outcome
    }
}

extension SubmissionOutcome {
    /// Its kind and stage alone: `bounced recipient`.
    var kind: String {
        switch self {
        case .relayed: "relayed"
        case .deferred(let failure): "deferred \(failure.stage)"
        case .bounced(let failure): "bounced \(failure.stage)"
        case .unknown(let failure): "unknown \(failure.stage)"
        case .relayAway(let failure): "away \(failure.stage)"
        case .relayRefuses(let failure): "refuses \(failure.stage)"
        }
    }

    var failure: SubmissionFailure? {
        switch self {
        case .relayed: nil
        case .deferred(let failure), .bounced(let failure), .unknown(let failure), .relayAway(let failure),
            .relayRefuses(let failure):
            failure
        }
    }
}
