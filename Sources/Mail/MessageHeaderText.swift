/// Words of a person made fit for a header field (RFC 5322 §2.2, RFC 2047).
///
/// A field's value is a list of tokens that are not broken and may be folded
/// between. GMime would write encoded words longer than the 75 octets that
/// RFC 2047 §2 allows, and choose their charset by itself.
enum MessageHeaderText {
    /// In Unicode scalars; mail programs cut subjects at about 255.
    static let longest = 250

    /// The tokens of free text: its words, or encoded words where they would not pass.
    static func tokens(of text: String) -> [String] {
        let text = fit(text)
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return words.allSatisfy(isPlain) ? words : encodedWords(of: text)
    }

    /// Whether a word passes as it is, is short enough to fold before, and is not
    /// taken for an encoded one.
    private static func isPlain(_ word: String) -> Bool {
        (1...60).contains(word.utf8.count) && isPrintable(word) && !word.hasPrefix("=?")
    }

    /// The tokens of a name before an address: atoms, one quoted string, or encoded words.
    static func tokens(ofName name: String) -> [String] {
        let plain = tokens(of: name)
        if !plain.contains(where: { $0.hasOctet { !isAtomText($0) } }) || plain[0].hasPrefix("=?") {
            return plain
        }
        let escaped = plain.joined(separator: " ").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\"\(escaped)\""]
    }

    /// The value with a fold before each token that would pass column 76.
    static func folded(_ tokens: [String], after name: String) -> String {
        var value = ""
        var column = name.utf8.count + 1
        for token in tokens {
            let isLong = column + 1 + token.utf8.count > 76 && !value.isEmpty
            value += isLong ? "\r\n " : " "
            value += token
            column = (isLong ? 0 : column) + 1 + token.utf8.count
        }
        return value
    }

    /// One line without control characters, not endless: a line end never gets
    /// as far as the encoder, and a name of ten kilobytes does not fill the screen.
    static func fit(_ text: String) -> String {
        guard text.utf8.count > longest || !isPrintable(text) else { return text }
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars.lazy.compactMap(kept) {
            count += 1
            scalars.append(count <= longest ? scalar : "…")
            if count > longest { break }
        }
        return String(scalars)
    }

    /// The scalar, a space for a control or a line end, or nothing for what would
    /// turn the direction of the rest of the line.
    private static func kept(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0..<32, 127..<160, 0x2028, 0x2029: " "
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: nil
        default: scalar
        }
    }

    private static func isPrintable(_ text: String) -> Bool {
        !text.hasOctet { $0 < 32 || $0 > 126 }
    }

    /// RFC 5322 §3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || atomSigns.contains(byte)
    }

    private static let atomSigns = Array("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// The text in UTF-8 by the Q encoding, in words that never part a character
    /// and of at most 64 octets, so that one fits in 76 columns after any field name.
    private static func encodedWords(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let encoded = encoded(scalar)
            if word.utf8.count + encoded.utf8.count > 52 {
                words.append(word)
                word = ""
            }
            word += encoded
        }
        return (words + [word]).map { "=?utf-8?Q?\($0)?=" }
    }

    /// The few characters that RFC 2047 §5(3) leaves as they are in a name, `_`
    /// for a space, and hexadecimal digits for all others.
    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        return UTF8.encode(scalar)!.reduce(into: "") { text, byte in
            let isKept = isLetterOrDigit(byte) || "!*+-/".utf8.contains(byte)
            text += isKept ? String(Unicode.Scalar(byte)) : "=" + Digest.hex([byte]).uppercased()
        }
    }
}
