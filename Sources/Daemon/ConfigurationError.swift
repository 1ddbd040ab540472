/// Everything that is wrong with a configuration, in the order of its lines, so
/// that it is mended in one go.
package struct ConfigurationError: Error, Hashable, Sendable {
    package var problems: [ConfigurationProblem]

    package init(_ problems: [ConfigurationProblem]) { self.problems = problems.sorted() }
}

extension ConfigurationError: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong, where it stands, and what to do about it.
package struct ConfigurationProblem: Error, Hashable, Sendable {
    package var file: String
    /// Counted from 1; `nil` where the file as a whole is meant.
    package var line: Int?
    /// Counted from 1, in Unicode scalars.
    package var column: Int?
    package var what: String
    package var remedy: String

    package init(file: String, line: Int? = nil, column: Int? = nil, what: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.remedy = remedy
    }

    /// `minuted.yaml:3:12`.
    package var place: String {
        [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
}

extension ConfigurationProblem: CustomStringConvertible, Comparable {
    /// One line, whatever the file holds.
    package var description: String { LogFields.escaped("\(place): \(what); \(remedy)") }

    package static func < (a: Self, b: Self) -> Bool {
        (a.line ?? 0, a.column ?? 0) < (b.line ?? 0, b.column ?? 0)
    }
}
