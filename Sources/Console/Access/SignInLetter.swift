import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// The letter with a link that lets somebody in once.
struct SignInLetter {
    let message: Message

    init(_ host: ConsoleHost, to person: Person, _ mailbox: Mailbox, _ key: AccessKey) {
        let from = host.sending().sender.address
        let link = host.url.appending(path: "sign-in").appending(path: key.text).absoluteString
        let words = [
            "Dear \(person.salutation ?? person.name),",
            "Somebody, we hope you, asked to sign in to minuted. This link lets you in once, within 15 minutes:",
        ]
        let closing = "If it was not you, nothing has to be done: without this letter nobody gets in."
        let paragraphs: [HTML] = words.map { "<p>\($0)</p>\n" }
        message = Message(
            id: MessageID(derivedFrom: ["sign-in", Digest.hex(key.hash)], domain: from.domain),
            from: NamedMailbox("minuted", from), to: NamedMailbox(person.name, mailbox),
            subject: "Sign in to minuted", date: host.now(), timeZone: .gmt,
            text: (words + [link, closing]).joined(separator: "\n\n") + "\n",
            html: """
                <!DOCTYPE html>
                <html lang="en-GB">
                <body>
                \(paragraphs)<p><a href="\(link)">Sign in to minuted</a></p>
                <p>\(closing)</p>
                </body>
                </html>

                """)
    }
}
