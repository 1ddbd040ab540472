import RandomFixtures
import Store

extension FixedRandom {
    /// What somebody might type or paste to break out of where it stands.
    mutating func hostileText() -> String {
        switch number(1...20) {
        case 1:
            return String(
                repeating: pick(["x", "Łódź ", "\u{301}", "'", "<", "=", "😀"]), count: number(500...3_000))
        case 2: return ""
        default: return (0..<number(1...6)).map { _ in pick(Self.pieces) }.joined()
        }
    }

    /// The worst of it that the register takes where one line is wanted.
    mutating func line() -> String { taken { try Wording.checkLine($0, of: "line") } }

    /// The worst of it that the register takes where a text may have several lines.
    mutating func text() -> String { taken { try Wording.checkText($0, of: "text") } }

    private mutating func taken(_ check: (String) throws -> Void) -> String {
        while true {
            let text = oneIn(4) ? "Report on item \(number(1...99))" : hostileText()
            if (try? check(text)) != nil { return text }
        }
    }

    /// A copy with a few places cut, doubled, swapped or overwritten.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<number(1...8) {
            guard !bytes.isEmpty else { return Array(hostileText().utf8) }
            let place = number(0...(bytes.count - 1))
            let length = min(number(1...12), bytes.count - place)
            switch number(1...6) {
            case 1: bytes.removeSubrange(place..<(place + length))
            case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: number(0...bytes.count))
            case 3: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
            case 4: bytes.insert(contentsOf: Array(hostileText().utf8), at: place)
            case 5: bytes.swapAt(place, number(0...(bytes.count - 1)))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    mutating func damaged(_ text: String) -> String {
        String(decoding: damaged(Array(text.utf8)), as: UTF8.self)
    }

    private static let pieces = [
        "\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}", "\t", " ", "\u{A0}", "\0",
        "\u{1B}[31m", "\u{7F}", "\r\nBcc: victim@example.net\r\n\r\n", "\n.\nMAIL FROM:<a@b>\n",
        "\r\n.\r\n", "\n.", "..", ".", "\r\nFrom someone", "From someone", "--", "\r\n--=_",
        "=?utf-8?q?=0D=0A?=",
        "=0D=0ABcc: x", "=\r\n", "%0d%0a", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "\" onclick=\"x", "' style='x", "</p></body>", "<!--", "-->", "]]>", "&lt;", "&", "&#x3c;", "<", ">",
        "\"", "'", "\\", "`", "$(id)", ";", "'; DROP TABLE board; --", "{{board}}", "{{nobody.knows}}", "{{",
        "}}",
        "\u{202E}", "\u{202D}", "\u{2066}", "\u{200F}", "\u{200B}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}",
        "\u{E000}",
        "\u{E0001}", "\u{300}\u{301}", "Ünïcödé", "РВ", "日本", "😀", "@", "a@b.example", "<a@b.example>", ",",
        ":",
        "Harriet Osei", "VAWG", "MPS", "1 March 2027", "2027-02-30", "=1+1", "+44 20", "-1", "@SUM(A1)", "0",
        "99999999999999999999", "1/13/2027", "next meeting", "/", "|", "#", "*", "%s%n", "on", "null", "~",
    ]
}
