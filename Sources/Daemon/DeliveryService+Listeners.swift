import ActionRegister
import Console
import Foundation
import Logging
import Mail
import Reminders
import SMTPRelay
package import ServiceLifecycle
import Store

extension DeliveryService {
    /// The listeners that a configuration names; none where it names none, and
    /// then nothing of a server is begun.
    ///
    /// - Throws: where the database cannot be asked for the key of the owners' links.
    package func listeners(_ configuration: Configuration, version: String) throws -> [any Service] {
        try [health(configuration, version: version), console(configuration), answers(configuration)]
            .compactMap { $0 }
    }

    private func health(_ configuration: Configuration, version: String) -> (any Service)? {
        configuration.health.map { health in
            HealthService(at: health.listen, clock: clock, logger: logger) { [self] in
                await self.health(version: version)
            }
        }
    }

    private func console(_ configuration: Configuration) -> (any Service)? {
        configuration.console.map { console in
            ListenerService(
                "console", at: console.listen,
                ConsoleResponder(host(at: console.url, signIn: console.signIn, configuration)),
                clock: clock, logger: logger)
        }
    }

    private func answers(_ configuration: Configuration) throws -> (any Service)? {
        guard let answers = configuration.answers, let links = try configuration.answerLinks(of: store) else {
            return nil
        }
        return ListenerService(
            "answer", at: answers.listen,
            AnswerResponder(host(at: answers.url, signIn: .link, configuration), links: links),
            clock: clock, logger: logger)
    }

    private func host(
        at url: URL, signIn: Configuration.Console.SignIn, _ configuration: Configuration
    ) -> ConsoleHost {
        var host = ConsoleHost(
            store: store, url: url, logger: logger, now: { [clock] in clock.now },
            realTime: { WallClock.system.now }, secret: { Secrets.random() },
            sending: { [self] in delivery.configuration.consoleSending })
        host.signIn = signIn == .link ? .link : .proxyHeader
        host.problems = { [self] in
            try Checkup(
                store, delivery.configuration, environment: environment, at: clock.now,
                clock: WallClock.system.now
            ).problems
        }
        host.post = { [self] message, mailbox in await post(message, to: mailbox) }
        host.ring = { Doorbell.ring(beside: configuration.database) }
        return host
    }

    /// Hands a letter with a link over at once: whoever asks waits for it, and it opens
    /// nothing a quarter of an hour later.
    ///
    /// It goes to its reader or not at all: whoever reads redirected letters must not
    /// sign in, or answer, as somebody else.
    private func post(_ message: Message, to mailbox: Mailbox) async {
        let configuration = delivery.configuration
        let recipient: Mailbox
        switch configuration.sendingMode.route(for: mailbox) {
        case .send(let to): recipient = to
        case .redirect: return logger.warning("a link was not sent", metadata: ["why": "redirect"])
        case .hold(let reason):
            return logger.warning("a link was not sent", metadata: ["why": "\(reason.rawValue)"])
        }
        do {
            try FenceGate(store, database: configuration.database).pass()
            let relay = try CurlRelay(configuration.relay, secrets: Secrets(environment: environment))
            let envelope = Envelope(
                reversePath: configuration.letterSender.reversePath(.new), recipient: recipient)
            let outcome = await relay.submit(message.bytes, in: envelope, lane: 0)
            await relay.close()
            if case .relayed = outcome { return }
            logger.warning("a link was not sent", metadata: ["why": "\(outcome)"])
        } catch {
            logger.warning("a link was not sent", metadata: ["why": "\(error)"])
        }
    }
}

extension Configuration {
    fileprivate var consoleSending: ConsoleHost.Sending {
        ConsoleHost.Sending(mode: sendingMode, words: modeWords, sender: shownSender)
    }
}

extension Secrets {
    /// 32 bytes from the kernel.
    package static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
