/// Keeps a spreadsheet from taking a cell for a formula (OWASP, "CSV
/// injection"): a cell that begins with `= + - @`, a tab or a line end is given a
/// `'` in front, and import takes it off again.
///
/// Apostrophes before such a sign are guarded as well, so that taking off gives
/// back exactly what was put on.
package enum FormulaGuard {
    package static func added(to text: String) -> String {
        isSign(afterApostrophes: text.unicodeScalars) ? "'" + text : text
    }

    package static func removed(_ text: String) -> String {
        guard text.unicodeScalars.first == "'", isSign(afterApostrophes: text.unicodeScalars) else {
            return text
        }
        return String(text.unicodeScalars.dropFirst())
    }

    private static func isSign(afterApostrophes scalars: String.UnicodeScalarView) -> Bool {
        scalars.first { $0 != "'" }.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    }
}
