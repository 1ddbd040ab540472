import Foundation
package import Mail
package import Reminders
import SMTPRelay
package import Store

/// Whether the relay serves us: what the daemon wrote down, and a try just now.
package struct RelayReport: Hashable, Sendable {
    package let url: RelayURL
    /// That it took nothing when the daemon last tried.
    package var trouble: RelayTrouble?
    /// What a try just now came to; `nil` where none was made.
    package var probe: Probe?

    package enum Probe: Hashable, Sendable {
        case served
        case failed(SubmissionFailure)
    }

    package init(_ url: RelayURL) { self.url = url }

    /// Asks it, where one is named or needed and can be set up.
    package mutating func ask(_ configuration: ConfigurationReport) async {
        guard configuration.needsRelay, let relay = configuration.relay else { return }
        probe = await relay.probe().map { .failed($0) } ?? .served
    }

    /// What was just tried is truer than what was written down; but a relay that
    /// lets us in may still refuse our sender.
    package var problem: Problem? {
        if case .failed(let failure) = probe { return problem("\(failure)", failure.stage.remedy) }
        guard let trouble else { return nil }
        let (since, next) = (trouble.since.formatted(.iso8601), trouble.until.formatted(.iso8601))
        return problem(
            "\(trouble.refuses ? "it has refused us" : "it has been away") since \(since): \(trouble.words)",
            "\(trouble.refuses ? "mend what it says" : "see whether it runs"); one letter tries it again at \(next), or now: minuted outbox retry --all"
        )
    }

    private func problem(_ what: String, _ remedy: String) -> Problem {
        Problem(.error, "relay \(url)", what, remedy)
    }
}

extension SubmissionFailure.Stage {
    /// What to look at, where a relay would not serve us.
    fileprivate var remedy: String {
        switch self {
        case .connect: "see whether it runs there, and relay.url"
        case .greeting, .ehlo: "see relay.url, relay.tls and relay.ehlo-name, and the relay's own log"
        case .startTLS: "see relay.tls and relay.ca-file, and the relay's certificate"
        case .auth: "see relay.username and the credential \(Secrets.relayPassword)"
        case .mail, .recipient, .data, .message: "see the relay's own log"
        }
    }
}
