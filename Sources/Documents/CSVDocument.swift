package import Foundation

/// The records of a CSV file, each cell with its place in it.
///
/// RFC 4180, with what spreadsheets and people make of it: commas, semicolons
/// or tabs, any kind of line end, white space around a quoted cell. Records
/// without a word in them are left out.
package struct CSVDocument: Hashable, Sendable {
    package var separator: Unicode.Scalar
    package var records: [[CSVCell]]

    /// Refuses the first thing that makes the rest unreadable: a quote that is
    /// never closed, words after a closing quote, a limit.
    package init(_ contents: Data, file: String, limits: CSVLimits = .init()) throws(InputRefusal) {
        guard contents.count <= limits.octets else {
            let what = "the file has \(contents.count) octets, more than \(limits.octets)"
            throw InputRefusal([InputProblem(file: file, at: .start, what, advice: "import it in parts")])
        }
        var reader = CSVReader(try TextDecoding.decode(contents, file: file), file: file, limits: limits)
        separator = reader.separator
        records = []
        while let record = try reader.record() {
            if record.contains(where: { !$0.isBlank }) { records.append(record) }
        }
    }
}

/// How much one file may hold; beyond it something else than a register was
/// given.
package struct CSVLimits: Hashable, Sendable {
    package var octets = 32 << 20
    package var columns = 200

    package init() {}
}

/// One cell, without its quotes and its formula guard.
package struct CSVCell: Hashable, Sendable {
    package var text: String
    /// Where it begins, its opening quote included.
    package var place: InputPlace

    package init(_ text: String, at place: InputPlace) {
        self.text = text
        self.place = place
    }

    package var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}
