import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// A letter that somebody asked for, with the link it is about.
struct LinkLetter {
    /// What makes its Message-ID its own.
    var mark: [String]
    var from: NamedMailbox
    var replyTo: NamedMailbox?
    var person: Person
    var mailbox: Mailbox
    var subject: String
    /// What stands before the link.
    var words: String
    var link: URL
    /// What the link is called where it is not printed.
    var linkWords: String
    /// What stands after it.
    var closing: String
    var date: Date
    var timeZone = TimeZone.gmt

    var message: Message {
        let greeting = "Dear \(person.salutation ?? person.name),"
        let address = link.absoluteString
        return Message(
            id: MessageID(derivedFrom: mark, domain: from.mailbox.domain), from: from, replyTo: replyTo,
            to: NamedMailbox(person.name, mailbox), subject: subject, date: date, timeZone: timeZone,
            text: [greeting, words, address, closing].joined(separator: "\n\n") + "\n",
            html: """
                <!DOCTYPE html>
                <html lang="en-GB">
                <body>
                <p>\(greeting)</p>
                <p>\(words)</p>
                <p><a href="\(address)">\(linkWords)</a></p>
                <p>\(closing)</p>
                </body>
                </html>

                """)
    }
}

extension LinkLetter {
    /// Lets somebody in to the console once.
    init(signingIn person: Person, at mailbox: Mailbox, by key: AccessKey, _ host: ConsoleHost) {
        self.init(
            mark: ["sign-in", Digest.hex(key.hash)],
            from: NamedMailbox("minuted", host.sending().sender.address), person: person, mailbox: mailbox,
            subject: "Sign in to minuted",
            words:
                "Somebody, we hope you, asked to sign in to minuted. This link lets you in once, within 15 minutes:",
            link: host.url.appending(path: "sign-in").appending(path: key.text),
            linkWords: "Sign in to minuted",
            closing: "If it was not you, nothing has to be done: without this letter nobody gets in.",
            date: host.now())
    }

    /// A fresh link to an owner's page.
    init(freshFor desk: AnswerDesk, at mailbox: Mailbox, _ link: URL, _ host: ConsoleHost) {
        let board = desk.board
        self.init(
            mark: ["answers", desk.token, "\(host.realTime().timeIntervalSince1970)"],
            from: NamedMailbox("\(board.name) secretariat", board.from ?? host.sending().sender.address),
            replyTo: board.secretariat.map { NamedMailbox(nil, $0) }, person: desk.person, mailbox: mailbox,
            subject: "\(board.name): your actions",
            words: "You asked for a fresh link to your actions for the \(board.name):", link: link,
            linkWords: "Your actions", closing: "If you did not ask, nothing has to be done.",
            date: host.now(), timeZone: TimeZone(identifier: board.timeZone) ?? .gmt)
    }
}
