package import Mail

extension SMTPReply {
    /// What is kept of a reply's words; a server may say more than a log bears.
    static let longestText = 1000

    /// Reads the lines of one reply: `550-5.1.1 No such`, `550 5.1.1 user`.
    ///
    /// The code is the last line's; text and enhanced status are of every line
    /// with that code, joined. What a relay says ends in logs and on pages, so
    /// control characters become spaces and the length is limited.
    package init?(lines: [String]) {
        guard let code = lines.last.flatMap(Self.code) else { return nil }
        let texts = lines.filter { Self.code(of: $0) == code }.map { $0.dropFirst(4) }
        let parts = texts.map(Self.splitStatus)
        let words = parts.map { Self.safe($0.text) }.filter { !$0.isEmpty }.joined(separator: " ")
        self.init(
            code: code, enhancedStatus: parts.lazy.compactMap(\.status).first,
            text: words.utf8.count <= Self.longestText ? words : String(words.prefix(Self.longestText)))
    }

    /// `250` of `250-PIPELINING`; nil for what is no line of a reply.
    static func code(of line: some StringProtocol) -> Int? {
        let digits = line.utf8.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return (200...599).contains(code) ? code : nil
    }

    /// Takes `5.1.1 ` off the front (RFC 2034 §4).
    private static func splitStatus(_ text: Substring) -> (status: String?, text: Substring) {
        guard let first = text.utf8.first, "245".utf8.contains(first) else { return (nil, text) }
        let word = text.prefix { $0 != " " && $0 != "\t" }
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]),
            numbers.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return (nil, text) }
        return (String(word), text[word.endIndex...])
    }

    /// One line without control characters, invisible marks or space around it.
    static func safe(_ text: some StringProtocol) -> String {
        if isPlain(text) { return String(text) }
        let scalars = text.unicodeScalars.map { isPrintable($0) ? $0 : " " }
        let words = String(String.UnicodeScalarView(scalars)).split(separator: " ")
        return words.joined(separator: " ")
    }

    /// Whether it is safe as it stands, as nearly all replies are: printable
    /// ASCII without a space at an end or two in a row.
    private static func isPlain(_ text: some StringProtocol) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
