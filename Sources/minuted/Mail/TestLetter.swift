import ActionRegister
import Daemon
import Foundation
import Mail
import Reminders

/// A letter that says only that letters can go.
struct TestLetter {
    let message: Message
    let envelope: Envelope

    init(to mailbox: Mailbox, _ configuration: Configuration, at now: Date) {
        let sender = configuration.letterSender
        let from = sender.address
        let words = [
            "This is a test. Somebody at \(from) asked minuted to send one letter to you.",
            "If you can read it, the mail server of \(from.domain) takes letters over and they arrive.",
            "Nothing is asked of you, and no action or meeting is meant.",
        ]
        message = Message(
            id: MessageID(derivedFrom: ["mail test", UUID().uuidString], domain: from.domain),
            from: NamedMailbox("minuted", from), to: NamedMailbox(nil, mailbox),
            subject: "minuted: a test letter",
            date: now, timeZone: .current, text: words.joined(separator: "\n\n") + "\n",
            html:
                "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<body>\n\(words.map { "<p>\($0)</p>\n" })</body>\n</html>\n"
        )
        envelope = Envelope(reversePath: sender.reversePath(.new), recipient: mailbox)
    }
}
