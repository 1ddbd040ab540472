import Foundation
import Mail

/// One message ready for the wire: addresses that cannot break a command, and
/// line ends that cannot be read two ways.
struct Submission: Sendable {
    let message: [UInt8]
    /// Empty for the null reverse-path.
    let reversePath: String
    let recipient: String

    /// Whether only a relay with SMTPUTF8 can take it (RFC 6531).
    var needsSMTPUTF8: Bool { !recipient.utf8.allSatisfy { $0 < 0x80 } }

    /// Refuses an unsafe address; makes every line end CRLF.
    ///
    /// libcurl writes addresses as they are and stuffs dots only after CRLF: a
    /// bare LF would let a message end early on some servers and carry a second
    /// one behind it.
    init(
        _ message: [UInt8], from reversePath: String?, to recipient: String
    ) throws(SubmissionFailure.Refusal) {
        if let reversePath, !Self.isSafe(reversePath) { throw .init(stage: .mail) }
        guard Self.isSafe(recipient) else { throw .init(stage: .recipient) }
        self.reversePath = try Self.withASCIIDomain(reversePath ?? "", .mail)
        self.recipient = try Self.withASCIIDomain(recipient, .recipient)
        self.message = Self.hasOnlyCRLF(message) ? message : Self.withCRLF(message)
    }

    /// The domain as `xn--`, which every relay can take (RFC 5890 §2.3.2.1).
    ///
    /// libcurl would do it too, but only in a UTF-8 locale, and a service has
    /// none.
    private static func withASCIIDomain(
        _ address: String, _ stage: SubmissionFailure.Stage
    ) throws(SubmissionFailure.Refusal) -> String {
        let domain = address.drop { $0 != "@" }.dropFirst()
        guard !domain.utf8.allSatisfy({ $0 < 0x80 }) else { return address }
        var components = URLComponents()
        components.host = String(domain)
        guard let encoded = components.encodedHost, CurlRelay.Server.isDomain(encoded) else {
            throw .init(stage: stage)
        }
        return address.dropLast(domain.count) + encoded
    }

    /// Whether an address can stand between `<` and `>` in a command (RFC 5321
    /// §4.1.2): one `@` with something on both sides, at most 254 octets, no
    /// control character, white space or angle bracket.
    static func isSafe(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && address.utf8.count <= 254 && address.unicodeScalars.allSatisfy(isHarmless)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
        default: scalar != "<" && scalar != ">"
        }
    }

    private static func hasOnlyCRLF(_ message: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in message {
            if (byte == .lf) != (previous == .cr) { return false }
            previous = byte
        }
        return previous != .cr
    }

    /// CR LF, a lone CR and a lone LF each become one CR LF.
    private static func withCRLF(_ message: [UInt8]) -> [UInt8] {
        var normal: [UInt8] = []
        normal.reserveCapacity(message.count + message.count / 32)
        var previous: UInt8 = 0
        for byte in message {
            if byte == .lf || byte == .cr {
                if !(byte == .lf && previous == .cr) { normal += [.cr, .lf] }
            } else {
                normal.append(byte)
            }
            previous = byte
        }
        return normal
    }
}

extension UInt8 {
    fileprivate static let cr = UInt8(ascii: "\r")
    fileprivate static let lf = UInt8(ascii: "\n")
}

extension SubmissionFailure {
    /// An address that is not let through to the wire.
    struct Refusal: Error {
        let stage: Stage

        var failure: SubmissionFailure {
            SubmissionFailure(stage: stage, transport: "not an address that fits an SMTP command; not sent")
        }
    }
}
