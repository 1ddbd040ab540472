/// The address of one mailbox as SMTP takes it: `h.osei@example.org`.
///
/// The only way a person's words reach an envelope or a header field's address.
/// What does not fit is refused where it enters, never stripped: libcurl passes
/// a line end in an address through to the wire.
package struct Mailbox: Hashable, Sendable {
    package let addressSpec: String

    /// Reads an addr-spec (RFC 5321 §4.1.2, dot-string only): at most 64 octets
    /// before the `@` and 254 in all, no white space, control character, quote,
    /// comment or angle bracket. Letters beyond ASCII are allowed (RFC 6531).
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            Self.isDotString(parts[0], allowing: Self.isLocalCharacter),
            Self.isDotString(parts[1], allowing: Self.isDomainCharacter),
            parts[1].split(separator: ".").allSatisfy({ !$0.hasPrefix("-") && !$0.hasSuffix("-") })
        else { return nil }
        addressSpec = text
    }

    package var localPart: Substring { addressSpec[..<addressSpec.firstIndex(of: "@")!] }
    package var domain: Substring { addressSpec.dropFirst(localPart.count + 1) }

    private static func isDotString(_ text: Substring, allowing: (Unicode.Scalar) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.count <= 64 && atom.unicodeScalars.allSatisfy(allowing)
        }
    }

    private static func isLocalCharacter(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isDomainCharacter(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || scalar == "-"
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default:
            scalar.value >= 0xA0
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
    }
}

extension Mailbox: CustomStringConvertible {
    package var description: String { addressSpec }
}
