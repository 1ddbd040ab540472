/// What words must be like to be kept: somebody can read them, and neither a
/// header nor a terminal is led astray by them.
package enum Wording {
    /// Refuses what is not one line with something to read on it: a name, a reference.
    ///
    /// - Throws: `RegisterError.invalid` with the character that is in the way.
    package static func checkLine(_ text: String, of what: String) throws {
        try refuseBlank(text, what)
        try checkLineIfAny(text, of: what)
    }

    /// The same where nothing is a value too.
    package static func checkLineIfAny(_ text: String, of what: String) throws {
        try refuse(text, what, where: \.breaksLine)
    }

    /// Refuses what is not a text with something to read in it; it may have several lines.
    package static func checkText(_ text: String, of what: String) throws {
        try refuseBlank(text, what)
        try checkTextIfAny(text, of: what)
    }

    /// The same where nothing is a value too.
    package static func checkTextIfAny(_ text: String, of what: String) throws {
        try refuse(text, what) { $0.breaksLine && !$0.isSpacing && !$0.ordersText }
    }

    private static func refuseBlank(_ text: String, _ what: String) throws {
        guard !text.unicodeScalars.contains(where: \.isVisible) else { return }
        throw RegisterError.invalid(
            what: "the \(what) is empty", instead: "write at least one letter or digit")
    }

    private static func refuse(
        _ text: String, _ what: String, where isBad: (Unicode.Scalar) -> Bool
    ) throws {
        guard let bad = text.unicodeScalars.first(where: isBad) else { return }
        throw RegisterError.invalid(what: "the \(what) holds \(bad.words)", instead: "take it out")
    }
}

extension Unicode.Scalar {
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: false
        default: !properties.isDefaultIgnorableCodePoint
        }
    }

    /// Whether a line cannot hold it.
    fileprivate var breaksLine: Bool {
        properties.generalCategory == .control || value == 0x2028 || value == 0x2029 || ordersText
    }

    /// Whether it is a line's end or a tab.
    fileprivate var isSpacing: Bool { ["\t", "\n", "\r", "\u{2028}", "\u{2029}"].contains(self) }

    /// Whether it turns the order in which letters are shown.
    fileprivate var ordersText: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }

    /// `a line break (U+000A)`.
    fileprivate var words: String {
        let digits = String(value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        if ordersText { return "a character that turns the order of letters (\(code))" }
        return isSpacing && self != "\t" ? "a line break (\(code))" : "a control character (\(code))"
    }
}
