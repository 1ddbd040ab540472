/// Takes a text apart into records, one at a time.
struct CSVReader {
    let separator: Unicode.Scalar
    private let file: String
    private let limits: CSVLimits
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var place = InputPlace.start

    init(_ text: String, file: String, limits: CSVLimits) {
        self.file = file
        self.limits = limits
        scalars = Array(text.unicodeScalars)
        let named = Self.namedSeparator(scalars)
        separator = named ?? Self.likeliestSeparator(scalars)
        if named != nil { skipLine() }
    }

    /// The next record, or `nil` at the end of the text.
    mutating func record() throws(InputRefusal) -> [CSVCell]? {
        guard index < scalars.count else { return nil }
        var cells = [try cell()]
        while peek == separator {
            advance()
            cells.append(try cell())
            guard cells.count <= limits.columns else { throw tooManyColumns() }
        }
        skipLineEnd()
        return cells
    }

    // MARK: - Cells

    private mutating func cell() throws(InputRefusal) -> CSVCell {
        let start = index
        let begin = place
        while let scalar = peek, scalar == " " || (scalar == "\t" && separator != "\t") { advance() }
        if peek == "\"" { return try quotedCell() }
        while let scalar = peek, scalar != separator, !scalar.isLineEnd { advance() }
        return CSVCell(FormulaGuard.removed(text(scalars[start..<index])), at: begin)
    }

    private mutating func quotedCell() throws(InputRefusal) -> CSVCell {
        let begin = place
        var content: [Unicode.Scalar] = []
        advance()
        while true {
            guard let scalar = peek else { throw unclosedQuote(begin) }
            advance()
            if scalar == "\"" {
                guard peek == "\"" else { break }
                advance()
            }
            content.append(scalar)
        }
        try skipAfterQuote()
        return CSVCell(FormulaGuard.removed(text(content[...])), at: begin)
    }

    private mutating func skipAfterQuote() throws(InputRefusal) {
        while let scalar = peek, scalar != separator, !scalar.isLineEnd {
            guard scalar == " " || scalar == "\t" else {
                throw refusal(
                    at: place, "there are words after the quote that closes the cell",
                    advice: "write quotes inside a quoted cell twice")
            }
            advance()
        }
    }

    // MARK: - Scalars

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func advance() {
        let isLineEnd =
            scalars[index] == "\n"
            || (scalars[index] == "\r" && !scalars[(index + 1)...].starts(with: ["\n"]))
        place = isLineEnd ? InputPlace(line: place.line + 1, column: 1) : place.next
        index += 1
    }

    private mutating func skipLineEnd() {
        if peek == "\r" { advance() }
        if peek == "\n" { advance() }
    }

    private mutating func skipLine() {
        while let scalar = peek, !scalar.isLineEnd { advance() }
        skipLineEnd()
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    // MARK: - Separators

    /// Excel's own first line: `sep=;`.
    private static func namedSeparator(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar? {
        guard scalars.count > 4, scalars.starts(with: "sep=".unicodeScalars) else { return nil }
        return scalars.count == 5 || scalars[5].isLineEnd ? scalars[4] : nil
    }

    /// The one that the header line has most of, outside quotes.
    private static func likeliestSeparator(_ scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var isQuoted = false
        var hasWords = false
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar.isLineEnd, !isQuoted, hasWords { break }
            if !isQuoted { counts[scalar, default: 0] += 1 }
            hasWords = hasWords || !scalar.properties.isWhitespace
        }
        let candidates: [Unicode.Scalar] = [",", ";", "\t"]
        return candidates.reduce(",") { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
    }

    // MARK: - Refusals

    private func unclosedQuote(_ begin: InputPlace) -> InputRefusal {
        refusal(
            at: begin, "a quote opens here and is never closed",
            advice: "close it, or write quotes inside a quoted cell twice")
    }

    private func tooManyColumns() -> InputRefusal {
        refusal(
            at: place, "there are more than \(limits.columns) columns",
            advice: "export the register alone, without the rest of the sheet")
    }

    private func refusal(at place: InputPlace, _ what: String, advice: String) -> InputRefusal {
        InputRefusal([InputProblem(file: file, at: place, what, advice: advice)])
    }
}

extension Unicode.Scalar {
    var isLineEnd: Bool { self == "\n" || self == "\r" }
}
