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
        return problem(trouble)
    }

    private func problem(_ trouble: RelayTrouble) -> Problem {
        let (what, remedy) =
            switch (trouble.refuses, trouble.asksForRest) {
            case (true, _): ("it has refused us", "mend what it says")
            case (_, true): ("it has asked for rests", "see relay.rate and relay.connections")
            default: ("it has been away", "see whether it runs")
            }
        let (since, next) = (trouble.since.formatted(.iso8601), trouble.until.formatted(.iso8601))
        return problem(
            "\(what) since \(since): \(trouble.words)",
            "\(remedy); one letter tries it again at \(next), or now: minuted outbox retry --all",
            trouble.isPassing ? .note : .error)
    }

    private func problem(_ what: String, _ remedy: String, _ severity: Problem.Severity = .error) -> Problem {
        Problem(severity, "relay \(url)", what, remedy)
    }
}

extension SubmissionFailure.Stage {
    /// What to look at, where a relay would not serve us.
    fileprivate var remedy: String {
        switch self {
        case .token: "see relay.oauth2 and the credential \(Secrets.oauth2ClientSecret)"
        case .connect: "see whether it runs there, and relay.url"
        case .greeting, .ehlo: "see relay.url, relay.tls and relay.ehlo-name, and the relay's own log"
        case .startTLS: "see relay.tls and relay.ca-file, and the relay's certificate"
        case .auth: "see relay.authentication, relay.username and the credential \(Secrets.relayPassword)"
        case .mail, .recipient, .data, .message: "see the relay's own log"
        }
    }
}
