import ActionRegister
package import Foundation
package import Reminders
package import SMTPRelay

/// What a configuration that can be read still lacks.
package struct ConfigurationReport: Sendable {
    package let configuration: Configuration
    /// The relay it names; `nil` where that cannot be set up.
    package let relay: CurlRelay?
    /// Why it cannot be: a secret that is missing, which only the service may see.
    package let relayProblems: [Problem]
    private let today: CalendarDay

    /// - Parameter environment: where secrets come from.
    package init(_ configuration: Configuration, environment: [String: String], at now: Date) {
        self.configuration = configuration
        today = CalendarDay(number: Int32((now.timeIntervalSince1970 / 86_400).rounded(.down)))
        guard CurlRelay.curlFault == nil else {
            // What the program lacks says why.
            (relay, relayProblems) = (nil, [])
            return
        }
        do {
            relay = try CurlRelay(configuration.relay, secrets: Secrets(environment: environment))
            relayProblems = []
        } catch {
            relay = nil
            relayProblems = Problem.causes(of: error, at: "relay")
        }
    }

    package var problems: [Problem] { [secretExpires, mode, bouncePath].compactMap { $0 } }

    /// A relay that nobody has named is not asked while nothing can leave.
    package var needsRelay: Bool { configuration.mode != .dryRun || configuration.relay != .init() }

    private var secretExpires: Problem? {
        guard let day = configuration.relay.oauth2?.secretExpires, day - today <= 30 else { return nil }
        return Problem(
            day < today ? .error : .warning, "relay.oauth2.secret-expires",
            "the client secret \(day < today ? "expired" : "expires") on \(day)",
            "make a new one, put it into the credential \(Secrets.oauth2ClientSecret) and set the day anew")
    }

    private var mode: Problem? {
        if configuration.mode == .live { return nil }
        return Problem(.note, "mode", configuration.modeWords, "when everything is right: mode: live")
    }

    private var bouncePath: Problem? {
        guard let sender = configuration.sender, !sender.envelope.pattern.contains("{id}") else { return nil }
        let example = "actions+{id}@\(sender.address.domain)"
        guard sender.namesBouncePath || configuration.mode != .live else {
            return Problem(
                .warning, "sender.envelope", "nobody has said where letters go that come back",
                "write one like \(example) and have the mail server pipe it to minuted bounce")
        }
        return Problem(
            .note, "sender.envelope", "bounces come back without the number of their letter",
            "write one like \(example), if the mail server takes it")
    }
}
