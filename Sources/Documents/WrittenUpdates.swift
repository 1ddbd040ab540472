import ActionRegister

/// The notes in one cell of an action log, in the order written.
///
/// A line that begins with a day is a note of that day, and the lines after it
/// continue it; what comes before the first such line is of no day of its own.
struct WrittenUpdates: Hashable {
    struct Note: Hashable {
        var day: CalendarDay?
        var lines: [String]
    }

    private(set) var notes: [Note] = []

    init(_ cell: String) {
        for line in cell.split(whereSeparator: \.isNewline) {
            if let dated = Self.dated(line) {
                notes.append(dated)
            } else if !line.allSatisfy(\.isWhitespace) {
                continueNote(with: String(line).tidied)
            }
        }
        notes.removeAll { $0.lines.isEmpty }
    }

    var latestDay: CalendarDay? { notes.compactMap(\.day).max() }

    private mutating func continueNote(with line: String) {
        if notes.isEmpty { notes.append(Note(day: nil, lines: [])) }
        notes[notes.count - 1].lines.append(line)
    }

    private static func dated(_ line: Substring) -> Note? {
        guard let (day, rest) = WrittenDay.prefix(of: line) else { return nil }
        let words = rest.drop { $0.isWhitespace || ":;,.)-–—".contains($0) }
        return Note(day: day, lines: words.isEmpty ? [] : [String(words).tidied])
    }
}
