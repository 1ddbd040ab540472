/// The line ends of a text, made one kind.
enum MessageLines {
    /// The text with LF for every CRLF, CR or LF and one at its end, without NUL.
    ///
    /// GMime turns each LF into CRLF; a bare CR or a NUL would pass as it is.
    static func normalised(_ text: String) -> String {
        var text = text
        if text.hasOctet(where: { $0 == 13 || $0 == 0 }) { text = rewritten(text) }
        if text.utf8.last != 10 { text += "\n" }
        return text
    }

    /// The octets with CRLF for every LF.
    static func withCRLF(_ octets: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count + octets.count / 32 + 16)
        for octet in octets {
            if octet == 10 { result.append(13) }
            result.append(octet)
        }
        return result
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
