/// What names one message for ever (RFC 5322 §3.6.4), without the angle
/// brackets around it: `5f3a…@actions.example.org`.
package struct MessageID: Hashable, Sendable {
    package let text: String

    /// Reads `left@right`: printable ASCII without white space, angle brackets
    /// or another `@`, at most 250 octets.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 250, parts.allSatisfy({ !$0.isEmpty }),
            text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    /// The identifier that the same parts always give, and no other parts do.
    ///
    /// - Parameter domain: the sender's; a domain beyond ASCII is digested too.
    package init(derivedFrom parts: [String], domain: some StringProtocol) {
        let name = Digest.sha256Hex(Self.joined(parts)).prefix(40)
        let plain = domain.utf8.allSatisfy(Self.isAllowed) && !domain.isEmpty && domain.utf8.count <= 200
        text = "\(name)@" + (plain ? String(domain) : Digest.sha256Hex(domain.utf8).prefix(16) + ".invalid")
    }

    /// The parts, each preceded by its length, so that no two lists give one text.
    private static func joined(_ parts: [String]) -> [UInt8] {
        parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (33...126).contains(byte) && !specials.contains(byte)
    }

    private static let specials = Array(#"<>()[]\,;:""#.utf8)
}

extension MessageID: CustomStringConvertible {
    package var description: String { "<\(text)>" }
}
