import Daemon
import Foundation

/// Rows for people, in columns as wide as their widest cell.
struct Table {
    var columns: [String]
    var rows: [[String]] = []
    /// What is said where there are no rows.
    var empty = "none"

    /// The table as text; the headings are bold where `isTerminal`.
    ///
    /// What people typed cannot move the cursor or break a line.
    func text(isTerminal: Bool) -> String {
        guard !rows.isEmpty else { return empty + "\n" }
        let cells = rows.map { $0.map { $0.onOneLine } }
        let widths = columns.indices.map { column in
            cells.map { $0[column].count }.reduce(columns[column].count, max)
        }
        let head = Self.line(columns.map { $0.uppercased() }, widths)
        let lines = cells.map { Self.line($0, widths) }
        return ([isTerminal ? "\u{1B}[1m\(head)\u{1B}[0m" : head] + lines).map { $0 + "\n" }.joined()
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { $0.padded(to: $1) }
        return String(padded.joined(separator: "  ").trimmingSuffix(while: \.isWhitespace))
    }
}

extension String {
    /// Line ends as spaces, and everything that could move a cursor escaped.
    var onOneLine: String { LogFields.escaped(split(whereSeparator: \.isNewline).joined(separator: " ")) }

    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        self[..<(lastIndex { !predicate($0) }.map(index(after:)) ?? startIndex)]
    }
}
