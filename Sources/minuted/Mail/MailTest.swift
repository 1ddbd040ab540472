import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Mail
import Reminders
import SMTPRelay

/// `minuted mail test`: one letter through the relay, whatever the mode.
struct MailTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send one letter through the relay, and show the dialogue.",
        discussion: """
            It goes in every mode, dry-run too, for it is asked for by hand. Passwords are struck out. Exits 69 \
            where the relay did not take it. No database is needed.
            """)

    @Argument(help: .init("Where it goes.", valueName: "address")) var address: String
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        guard let mailbox = Mailbox(address) else {
            throw Complaint(
                .badInput, "mail test", "\"\(address.onOneLine)\" is no address",
                "write one like h.osei@example.org")
        }
        let configuration = try options.configuration()
        announce(configuration, mailbox)
        let letter = TestLetter(to: mailbox, configuration, at: options.time)
        let recorder = DialogueRecorder { [options] in options.output.say($0.onOneLine) }
        let outcome = try await submit(letter, configuration, recorder)
        if options.json { Output.write(json(letter, outcome, recorder.lines).description + "\n") }
        try end(with: outcome)
    }

    private func announce(_ configuration: Configuration, _ mailbox: Mailbox) {
        if configuration.mode != .live {
            options.output.say("mode \(configuration.modeWords)")
            options.output.say("this one letter goes to \(mailbox) all the same: it was asked for by hand")
        }
        if configuration.sender == nil {
            Output.note(
                "mail test: no sender is configured, so it comes from \(configuration.letterSender.address)")
        }
    }

    private func submit(
        _ letter: TestLetter, _ configuration: Configuration, _ recorder: DialogueRecorder
    ) async throws -> SubmissionOutcome {
        try SelfCheck.pass()
        let secrets = Secrets(environment: ProcessInfo.processInfo.environment)
        let relay = try CurlRelay(configuration.relay, secrets: secrets, recorder: recorder)
        let outcome = await relay.submit(letter.message.bytes, in: letter.envelope, lane: 0)
        await relay.close()
        return outcome
    }

    private func end(with outcome: SubmissionOutcome) throws {
        switch outcome {
        case .relayed(let reply): options.output.say("relayed: \(reply.description.onOneLine)")
        case .relayAway(let why): throw refusal(why, "see whether it runs, and its url in the configuration")
        case .relayRefuses(let why):
            throw refusal(why, "see authentication, tls and sender in the configuration")
        case .bounced(let why): throw refusal(why, "it takes no letter for this address")
        case .deferred(let why): throw refusal(why, "try again later")
        case .unknown(let why): throw refusal(why, "the letter may have been sent; see whether it arrives")
        }
    }

    private func refusal(_ why: SubmissionFailure, _ remedy: String) -> Complaint {
        Complaint(.unavailable, "relay", why.description.onOneLine, remedy)
    }

    private func json(_ letter: TestLetter, _ outcome: SubmissionOutcome, _ dialogue: [String]) -> JSON {
        var reply: String?
        if case .relayed(let words) = outcome { reply = words.description }
        return [
            "relayed": reply != nil, "recipient": letter.envelope.recipient,
            "messageID": letter.message.id.text, "reply": reply, "dialogue": dialogue.map { $0.json }.json,
        ]
    }
}
