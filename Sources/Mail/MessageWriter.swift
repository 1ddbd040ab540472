import ActionRegister
import Foundation

/// Writes one message: its fields and the frame of its parts as plain text, the
/// parts' encoding by GMime.
///
/// GMime's own message and part objects would write the same octets at twice
/// the cost, and would have their fields set raw all the same.
struct MessageWriter {
    private let message: Message
    private let boundary: String

    init(_ message: Message) {
        self.message = message
        // "=_" cannot stand in quoted-printable text (RFC 2045 §6.7).
        boundary = "=_" + Digest.sha256Hex(message.id.text.utf8).prefix(32)
    }

    func bytes() -> [UInt8] {
        let header = fields.map { name, tokens in
            name + ":" + MessageHeaderText.folded(tokens, after: name) + "\r\n"
        }
        var bytes = Array(header.joined().utf8)
        append(message.text, as: "plain", to: &bytes)
        append(message.html.description, as: "html", to: &bytes)
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }

    private func append(_ text: String, as subtype: String, to bytes: inout [UInt8]) {
        let frame = """
            \r\n--\(boundary)\r\nContent-Type: text/\(subtype); charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n
            """
        bytes += frame.utf8
        bytes += MessageLines.withCRLF(GMime.quotedPrintable(MessageLines.normalised(text)))
    }

    /// The header section but for the fields of the body.
    private var fields: [(name: String, tokens: [String])] {
        var fields = [("From", tokens(of: message.from))]
        if let replyTo = message.replyTo { fields.append(("Reply-To", tokens(of: replyTo))) }
        fields += [
            ("To", tokens(of: message.to)), ("Subject", MessageHeaderText.tokens(of: message.subject)),
            ("Date", [MessageDate.text(of: message.date, in: message.timeZone)]),
            ("Message-ID", [message.id.description]),
        ]
        if let parent = message.references.last {
            fields.append(("References", message.references.map(\.description)))
            fields.append(("In-Reply-To", [parent.description]))
        }
        if let unsubscribe = message.unsubscribe {
            fields.append(("List-Unsubscribe", ["<\(unsubscribe)>"]))
            fields.append(("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]))
        }
        return fields + [
            ("Auto-Submitted", ["auto-generated"]), ("X-Auto-Response-Suppress", ["AutoReply"]),
            ("Content-Language", MessageHeaderText.tokens(of: message.language)), ("MIME-Version", ["1.0"]),
            ("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]),
        ]
    }

    private func tokens(of mailbox: NamedMailbox) -> [String] {
        let address = GMime.address(mailbox.mailbox.addressSpec)
        guard let name = mailbox.name, !name.isEmpty else { return [address] }
        return MessageHeaderText.tokens(ofName: name) + ["<\(address)>"]
    }
}
