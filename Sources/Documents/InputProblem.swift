/// A place in a file: line and character of the line, both counted from 1.
package struct InputPlace: Hashable, Comparable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static let start = InputPlace(line: 1, column: 1)

    package static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// Something in a file that cannot be taken in, where it stands, and what its
/// writer can do about it.
package struct InputProblem: Error, Hashable, Sendable {
    package var file: String
    package var place: InputPlace
    package var what: String
    package var advice: String

    package init(file: String, at place: InputPlace, _ what: String, advice: String) {
        self.file = file
        self.place = place
        self.what = what
        self.advice = advice
    }
}

extension InputProblem: CustomStringConvertible {
    /// `people.csv:4:12: WHAT; WHAT TO DO`, on one line.
    package var description: String { "\(file):\(place.line):\(place.column): \(what); \(advice)" }
}

/// Every problem of a file, in the order of their places: nothing of it is taken
/// in.
package struct InputRefusal: Error, Hashable, Sendable {
    package var problems: [InputProblem]

    package init(_ problems: [InputProblem]) { self.problems = problems }
}

extension InputRefusal: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The problems of one file, gathered while its rows are judged.
struct ProblemList {
    let file: String
    private(set) var problems: [InputProblem] = []

    init(file: String) { self.file = file }

    mutating func add(at place: InputPlace, _ what: String, advice: String) {
        problems.append(InputProblem(file: file, at: place, what, advice: advice))
    }

    mutating func add(_ others: ProblemList) { problems += others.problems }

    func refuseIfAny() throws(InputRefusal) {
        guard !problems.isEmpty else { return }
        throw InputRefusal(problems.sorted { $0.place < $1.place })
    }
}

extension String {
    /// The text as an error shows it: in quotes, on one line, and not too long.
    var quoted: String {
        let line = String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? " " : $0 }))
        return "\"" + (line.count > 60 ? line.prefix(59) + "…" : line) + "\""
    }

    /// Without the white space around it, and with every run of it inside, line
    /// ends included, as one space.
    var tidied: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Unicode.Scalar {
    var isControl: Bool { properties.generalCategory == .control }
}

extension Sequence<String> {
    /// `A, B or C`.
    func listed(_ word: String) -> String {
        let all = Array(self)
        guard all.count > 1 else { return all.first ?? "" }
        return all.dropLast().joined(separator: ", ") + " \(word) " + all[all.count - 1]
    }
}
