/// What people wrote, made fit to stand inside a sentence of ours.
extension Words {
    /// The text on one line, without control characters and without those that
    /// turn the direction of what follows them; nothing else is changed.
    static func line(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var scalars = String.UnicodeScalarView()
        var isAfterSpace = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
            case 0...32, 127..<160, 0x2028, 0x2029:
                if !isAfterSpace { scalars.append(" ") }
                isAfterSpace = true
            default:
                scalars.append(scalar)
                isAfterSpace = false
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// The beginning of the text in quotation marks, cut at a space after about
    /// `longest` characters: enough to know it again on a phone.
    static func quotation(_ text: String, longest: Int = 200) -> String {
        let text = line(text)
        guard text.utf8.count > longest, text.count > longest else {
            return "\"" + (text.last == "." ? text.dropLast() : text[...]) + "\""
        }
        let beginning = text.prefix(longest)
        let cut = beginning.lastIndex(of: " ") ?? beginning.endIndex
        return "\"" + beginning[..<cut] + "…\""
    }

    /// Printable ASCII without white space at its ends or doubled: the usual case.
    private static func isPlain(_ text: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard (32...126).contains(byte), byte != 32 || previous != 32 else { return false }
            previous = byte
        }
        return previous != 32
    }
}
