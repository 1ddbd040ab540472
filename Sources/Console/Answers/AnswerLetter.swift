import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// The letter with a fresh link to an owner's page.
struct AnswerLetter {
    let message: Message

    init(_ host: ConsoleHost, _ desk: AnswerDesk, _ link: URL, _ mailbox: Mailbox) {
        let from = desk.board.from ?? host.sending().sender.address
        let link = link.absoluteString
        let words = [
            "Dear \(desk.person.salutation ?? desk.person.name),",
            "You asked for a fresh link to your actions for the \(desk.board.name):",
        ]
        let closing = "If you did not ask, nothing has to be done."
        let paragraphs: [HTML] = words.map { "<p>\($0)</p>\n" }
        message = Message(
            id: MessageID(
                derivedFrom: ["answers", desk.token, "\(host.realTime().timeIntervalSince1970)"],
                domain: from.domain),
            from: NamedMailbox("\(desk.board.name) secretariat", from),
            replyTo: desk.board.secretariat.map { NamedMailbox(nil, $0) },
            to: NamedMailbox(desk.person.name, mailbox), subject: "\(desk.board.name): your actions",
            date: host.now(), timeZone: TimeZone(identifier: desk.board.timeZone) ?? .gmt,
            text: (words + [link, closing]).joined(separator: "\n\n") + "\n",
            html: """
                <!DOCTYPE html>
                <html lang="en-GB">
                <body>
                \(paragraphs)<p><a href="\(link)">Your actions</a></p>
                <p>\(closing)</p>
                </body>
                </html>

                """)
    }
}
