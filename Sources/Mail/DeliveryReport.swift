/// What a returned message says of the letter it brings back (RFC 3464).
package struct DeliveryReport: Hashable, Sendable {
    /// The server that wrote it: `mx.example.org`.
    package var reporter: String?
    /// One for each recipient it speaks of.
    package var recipients: [Recipient]
    /// Of the letter that came back, without angle brackets; `nil` where the
    /// report brings no header section along.
    package var messageID: String?
    /// Where the report itself was sent, as its header fields tell: one of them is
    /// the reverse-path of the letter.
    package var returnedTo: [String]

    package struct Recipient: Hashable, Sendable {
        /// The address it was last tried at.
        package var final: String?
        /// The address the letter was sent to, where the server still knew it.
        package var original: String?
        package var action: Action
        /// `5.1.1` (RFC 3463).
        package var status: String?
        /// The words of the server that refused it, in one line.
        package var diagnostic: String?
    }

    /// What became of it (RFC 3464 §2.3.3).
    package enum Action: String, Hashable, Sendable {
        /// Nobody will try again.
        case failed
        /// It is still being tried.
        case delayed
        case delivered, relayed, expanded
    }
}

extension DeliveryReport {
    /// Reads a message of type multipart/report; `nil` for any other, an answer
    /// by hand or an out-of-office among them.
    package init?(_ message: ReceivedMessage) {
        guard let status = message.parts.first(where: { $0.type == "message/delivery-status" }) else {
            return nil
        }
        let groups = Self.groups(of: status.text)
        recipients = groups.compactMap(Recipient.init)
        guard !recipients.isEmpty else { return nil }
        let notice = message.text ?? ""
        for index in recipients.indices where recipients[index].diagnostic == nil {
            recipients[index].diagnostic = recipients[index].words(in: notice)
        }
        reporter = groups.first?["reporting-mta"].map(Self.afterType)
        messageID = message.returnedMessageID
        returnedTo = ["Delivered-To", "X-Original-To", "To"].flatMap { name in
            message.fields.filter { $0.name.lowercased() == name.lowercased() }.map { Self.bare($0.value) }
        }
    }

    /// The blocks of fields of a delivery-status body (RFC 3464 §2.1), by their
    /// names in lower case.
    private static func groups(of text: String) -> [[String: String]] {
        let lines = text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        var groups: [[Substring]] = [[]]
        for line in lines {
            if line.allSatisfy(\.isWhitespace) {
                groups.append([])
            } else {
                groups[groups.count - 1].append(line)
            }
        }
        return groups.filter { !$0.isEmpty }.map(fields)
    }

    /// Folded lines go on with white space (RFC 5322 §2.2.3).
    private static func fields(of lines: [Substring]) -> [String: String] {
        var fields: [String: String] = [:]
        var last: String?
        for line in lines {
            if line.first?.isWhitespace ?? false, let last {
                fields[last]! += " " + OneLine.of(line)
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].lowercased()
                fields[name] = OneLine.of(line[line.index(after: colon)...])
                last = name
            }
        }
        return fields
    }

    /// `rfc822; a@example.org` without its type.
    fileprivate static func afterType(_ value: String) -> String {
        OneLine.of(value.split(separator: ";", maxSplits: 1).last ?? "")
    }

    /// `a@example.org` of `<a@example.org>` and of `Somebody <a@example.org>`.
    fileprivate static func bare(_ value: String) -> String {
        guard let open = value.lastIndex(of: "<"), let close = value.lastIndex(of: ">"), open < close else {
            return OneLine.of(value)
        }
        return OneLine.of(value[value.index(after: open)..<close])
    }
}

extension DeliveryReport.Recipient {
    fileprivate init?(_ fields: [String: String]) {
        guard let action = fields["action"].flatMap({ DeliveryReport.Action(rawValue: $0.lowercased()) })
        else {
            return nil
        }
        self.action = action
        final = fields["final-recipient"].map { DeliveryReport.bare(DeliveryReport.afterType($0)) }
        original = fields["original-recipient"].map { DeliveryReport.bare(DeliveryReport.afterType($0)) }
        status = fields["status"].flatMap { $0.split(separator: " ").first.map(String.init) }
        diagnostic = fields["diagnostic-code"].map { String(DeliveryReport.afterType($0).prefix(500)) }
    }

    /// What the notice for people says behind this address: on the same line, or
    /// on the indented ones below it. Exim and OpenSMTPD tell the reason there alone.
    fileprivate func words(in notice: String) -> String? {
        guard let address = final ?? original else { return nil }
        let lines = notice.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let place = lines.firstIndex(where: { $0.drop(while: \.isWhitespace).hasPrefix(address) })
        else {
            return nil
        }
        let rest = lines[place].drop(while: \.isWhitespace).dropFirst(address.count)
        // Another address may begin with this one.
        guard rest.first.map({ $0 == ":" || $0.isWhitespace }) ?? true else { return nil }
        let below = lines[(place + 1)...].prefix {
            $0.first?.isWhitespace == true && !$0.allSatisfy(\.isWhitespace)
        }
        let words = OneLine.of(([rest] + below).joined(separator: " "))
        return words.isEmpty ? nil : String(words.drop { ": ".contains($0) }.prefix(500))
    }
}

extension ReceivedMessage {
    /// Of the message or the header section that a report brings along.
    fileprivate var returnedMessageID: String? {
        let inner = parts.last { $0.type == "message/rfc822" || $0.type == "text/rfc822-headers" }
        let returned = inner.flatMap { ReceivedMessage(Array(($0.text + "\n\n").utf8)) }
        return returned?["Message-ID"].map(DeliveryReport.bare)
    }
}

/// Words from outside, fit for a log, a table and a letter.
enum OneLine {
    /// White space is folded, control and format characters are left out.
    static func of(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    }
}
