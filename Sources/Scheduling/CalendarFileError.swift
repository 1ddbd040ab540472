/// Why a file of holidays cannot be taken in, where, and what to do about it.
package struct CalendarFileError: Error, Hashable, Sendable {
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in bytes; `nil` where the line as a whole is meant.
    package var column: Int?
    package var what: String
    package var remedy: String

    package init(line: Int, column: Int? = nil, what: String, remedy: String) {
        self.line = line
        self.column = column
        self.what = what
        self.remedy = remedy
    }
}

extension CalendarFileError: CustomStringConvertible {
    /// `3:12: what; what to do`, to stand behind the file's name and a colon.
    package var description: String {
        "\(line)" + (column.map { ":\($0)" } ?? "") + ": \(what); \(remedy)"
    }
}
