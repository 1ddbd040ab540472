import Reminders

extension Problem: JSONRepresentable {
    var json: JSON { ["severity": severity.rawValue, "where": place, "what": what] }
}

extension [Problem] {
    /// One a line, whatever was typed into the names in it.
    var lines: String { map { "\($0)".onOneLine + "\n" }.joined() }
}
