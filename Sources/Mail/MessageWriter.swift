import ActionRegister
internal import CGMime
import Foundation

/// Writes one message with GMime; nothing outside knows that GMime is there.
///
/// Every object made here is given up in the function that made it: GMime takes
/// its own share of what it is handed.
struct MessageWriter {
    private let message: Message

    init(_ message: Message) {
        _ = GMime.isReady
        self.message = message
    }

    func bytes() -> [UInt8] {
        let mime = g_mime_message_new(0)!
        defer { g_object_unref(mime) }
        addFields(to: cgmime_object_of_message(mime))
        addBody(to: mime)
        return GMime.bytes(of: cgmime_object_of_message(mime))
    }

    private func addFields(to mime: UnsafeMutablePointer<GMimeObject>) {
        add("From", tokens(of: message.from), to: mime)
        if let replyTo = message.replyTo { add("Reply-To", tokens(of: replyTo), to: mime) }
        add("To", tokens(of: message.to), to: mime)
        add("Subject", MessageHeaderText.tokens(of: message.subject), to: mime)
        add("Date", [date], to: mime)
        add("Message-ID", [message.id.description], to: mime)
        if let parent = message.references.last {
            add("References", message.references.map(\.description), to: mime)
            add("In-Reply-To", [parent.description], to: mime)
        }
        add("Auto-Submitted", ["auto-generated"], to: mime)
        add("X-Auto-Response-Suppress", ["AutoReply"], to: mime)
        add("Content-Language", MessageHeaderText.tokens(of: message.language), to: mime)
    }

    /// Appends a field as it is: the value is raw, so GMime neither encodes nor folds it.
    private func add(_ name: String, _ tokens: [String], to mime: UnsafeMutablePointer<GMimeObject>) {
        let fields = g_mime_object_get_header_list(mime)
        g_mime_header_list_append(fields, name, "", nil)
        let field = g_mime_header_list_get_header_at(fields, g_mime_header_list_get_count(fields) - 1)
        g_mime_header_set_raw_value(field, MessageHeaderText.folded(tokens, after: name) + "\r\n")
    }

    private func tokens(of mailbox: NamedMailbox) -> [String] {
        let address = GMime.address(mailbox.mailbox.addressSpec)
        guard let name = mailbox.name, !name.isEmpty else { return [address] }
        return MessageHeaderText.tokens(ofName: name) + ["<\(address)>"]
    }

    /// As RFC 5322 §3.3 writes it: `Mon, 23 Nov 2026 09:00:00 +0000`.
    private var date: String {
        let offset = message.timeZone.secondsFromGMT(for: message.date)
        let zone = g_time_zone_new_offset(gint32(offset))
        defer { g_time_zone_unref(zone) }
        let utc = g_date_time_new_from_unix_utc(gint64(message.date.timeIntervalSince1970.rounded(.down)))
        defer { g_date_time_unref(utc) }
        let local = g_date_time_to_timezone(utc, zone)
        defer { g_date_time_unref(local) }
        return GMime.taking(g_mime_utils_header_format_date(local))
    }

    private func addBody(to mime: UnsafeMutablePointer<GMimeMessage>) {
        let body = g_mime_multipart_new_with_subtype("alternative")!
        defer { g_object_unref(body) }
        // "=_" cannot stand in quoted-printable text (RFC 2045 §6.7).
        g_mime_multipart_set_boundary(body, "=_" + Digest.sha256Hex(message.id.text.utf8).prefix(32))
        add(message.text, as: "plain", to: body)
        add(message.html.description, as: "html", to: body)
        g_mime_message_set_mime_part(mime, cgmime_object_of_multipart(body))
    }

    private func add(_ text: String, as subtype: String, to body: UnsafeMutablePointer<GMimeMultipart>) {
        let part = g_mime_part_new_with_type("text", subtype)!
        defer { g_object_unref(part) }
        g_mime_object_set_content_type_parameter(cgmime_object_of_part(part), "charset", "utf-8")
        g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
        let stream = GMime.stream(of: MessageLines.normalised(text))
        defer { g_object_unref(stream) }
        let content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)!
        defer { g_object_unref(content) }
        g_mime_part_set_content(part, content)
        g_mime_multipart_add(body, cgmime_object_of_part(part))
    }
}

/// The line ends of a text, made one kind.
enum MessageLines {
    /// The text with LF for every CRLF, CR or LF and one at its end, without NUL.
    ///
    /// GMime turns each LF into CRLF; a bare CR or a NUL would pass as it is.
    static func normalised(_ text: String) -> String {
        var text = text
        if text.utf8.contains(where: { $0 == 13 || $0 == 0 }) { text = rewritten(text) }
        if text.utf8.last != 10 { text += "\n" }
        return text
    }

    private static func rewritten(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\0": break
            case "\n" where previous == "\r": break
            case "\r": scalars.append("\n")
            default: scalars.append(scalar)
            }
            previous = scalar
        }
        return String(scalars)
    }
}
