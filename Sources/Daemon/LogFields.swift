import Foundation

/// `name=value` pairs in one line that nothing a person typed can break.
package struct LogFields: Sendable {
    package private(set) var text = ""

    package init() {}

    package func with(_ name: String, _ value: String?) -> LogFields {
        guard let value else { return self }
        var fields = self
        fields.text += (text.isEmpty ? "" : " ") + name + "=" + Self.quoted(value)
        return fields
    }

    /// The value as it is where it is one plain word; otherwise in quotes, with
    /// quotes, backslashes and everything that is not printable escaped.
    package static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy { isPrintable($0) && !" \"\\=".unicodeScalars.contains($0) }
        return isPlain ? value : "\"" + escaped(value, also: "\"\\") + "\""
    }

    /// One line: line ends, control characters, marks that change the direction
    /// of writing and unassigned characters become `\u{…}`.
    package static func escaped(_ text: String, also more: String = "") -> String {
        // Nearly all that is logged is such.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && !more.utf8.contains($0) }) { return text }
        var line = ""
        for scalar in text.unicodeScalars {
            if more.unicodeScalars.contains(scalar) {
                line += "\\\(scalar)"
            } else if isPrintable(scalar) {
                line.unicodeScalars.append(scalar)
            } else {
                line += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return line
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            false
        default: true
        }
    }
}
