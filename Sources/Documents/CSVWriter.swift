package import Foundation

/// Writes records as RFC 4180 has them: commas, CR LF, quotes where they are
/// needed, and the formula guard on every cell.
package enum CSVWriter {
    /// The file's octets, UTF-8.
    ///
    /// - Parameter marksUTF8: Puts a byte order mark first; Excel takes the file
    ///   for Windows-1252 without it, and most other programs dislike it.
    package static func data(_ records: [[String]], marksUTF8: Bool = false) -> Data {
        Data(((marksUTF8 ? "\u{FEFF}" : "") + text(records)).utf8)
    }

    package static func text(_ records: [[String]]) -> String {
        records.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let guarded = FormulaGuard.added(to: text)
        guard needsQuotes(guarded) else { return guarded }
        // By scalars: a quote with a combining mark on it is still a quote.
        let doubled = guarded.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
        return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
    }

    /// White space at the ends is quoted too, since readers differ on it, and so
    /// is what a reader could take for the file's mark or a named separator.
    private static func needsQuotes(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.contains { ",;\"".unicodeScalars.contains($0) || $0.isControl }
            || scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true
            || scalars.first == "\u{FEFF}" || scalars.starts(with: "sep=".unicodeScalars)
    }
}
