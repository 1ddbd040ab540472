package import ActionRegister
package import Foundation

/// A message as RFC 5322 and MIME know it: one text said twice, plain and HTML.
///
/// Its header section has the fields of the contract and no others. A value
/// gives the same bytes every time and everywhere: boundaries derive from the
/// Message-ID, and no clock, host name or random number is asked.
package struct Message: Hashable, Sendable {
    package var id: MessageID
    package var from: NamedMailbox
    /// Where answers go; without one, to From.
    package var replyTo: NamedMailbox?
    package var to: NamedMailbox
    package var subject: String
    package var date: Date
    /// The zone in which Date is written.
    package var timeZone: TimeZone
    /// The thread it belongs to, oldest first; the last is what it replies to.
    package var references: [MessageID]
    /// A language tag (RFC 5646): ASCII.
    package var language: String
    /// Where one click ends such letters (RFC 8058); only where the relay signs the
    /// field, for else nobody heeds it.
    package var unsubscribe: String?
    package var text: String
    package var html: HTML

    package init(
        id: MessageID, from: NamedMailbox, replyTo: NamedMailbox? = nil, to: NamedMailbox, subject: String,
        date: Date, timeZone: TimeZone, references: [MessageID] = [], language: String = "en-GB",
        text: String, html: HTML
    ) {
        self.id = id
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.date = date
        self.timeZone = timeZone
        self.references = references
        self.language = language
        self.text = text
        self.html = html
    }

    /// The whole message: 7-bit, every line ended by CRLF and at most 998
    /// octets long, ready for DATA but for dot stuffing.
    ///
    /// Only the local part of an address can bring in octets above 127
    /// (RFC 6532); no other form of it exists.
    package var bytes: [UInt8] { MessageWriter(self).bytes() }
}

/// A mailbox with the name that readers see before it.
package struct NamedMailbox: Hashable, Sendable {
    package var name: String?
    package var mailbox: Mailbox

    package init(_ name: String? = nil, _ mailbox: Mailbox) {
        self.name = name
        self.mailbox = mailbox
    }
}
