import Mail

/// A bearer token that prints as none.
struct AccessToken: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// For the one call that hands it over.
    let revealed: String

    /// The characters of RFC 6750 §2.1: nothing that could end a line or a field.
    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~+/=".utf8.contains(byte)
            }
        }
        guard !text.isEmpty, text.utf8.count <= Self.longest, isPlain else { return nil }
        revealed = text
    }

    var description: String { "AccessToken(struck out)" }
    var customMirror: Mirror { Mirror(self, children: [:]) }

    /// A relay takes no longer line than 12,288 octets in base64 (RFC 4954 §4).
    private static let longest = 9000
}

/// Why there is no token to log in with.
struct TokenFailure: Error {
    let failure: SubmissionFailure
    /// Whether somebody has to change something before there will be one.
    let isRefusal: Bool

    init(_ words: String, isRefusal: Bool) {
        failure = SubmissionFailure(stage: .token, transport: words)
        self.isRefusal = isRefusal
    }

    var outcome: SubmissionOutcome { isRefusal ? .relayRefuses(failure) : .relayAway(failure) }
}
