/// How a board numbers its actions: `VAWG-{nnn}`, `A-{yy}-{nnn}`, `Action {n}`.
///
/// `{n}` is the number, padded to as many digits as it has letters; `{yy}` or
/// `{yyyy}` is the year, each with a series of its own.
package struct ReferencePattern: Hashable, Sendable {
    private let pieces: [Piece]

    fileprivate enum Piece: Hashable, Sendable {
        case text(String)
        case number(digits: Int)
        case year(digits: Int)
    }

    /// `nil` unless the number occurs exactly once, the year at most once, and
    /// nothing else stands in braces.
    package init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { pieces.append(.text(String(rest[..<brace]))) }
            guard let end = rest[brace...].firstIndex(of: "}"), let piece = Self.field(rest[brace...end])
            else { return nil }
            pieces.append(piece)
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        guard pieces.count(where: \.isNumber) == 1, pieces.count(where: \.isYear) <= 1 else { return nil }
        self.pieces = pieces
    }

    private static func field(_ text: Substring) -> Piece? {
        switch text.dropFirst().dropLast() {
        case "yy": .year(digits: 2)
        case "yyyy": .year(digits: 4)
        case let name where !name.isEmpty && name.count <= 9 && name.allSatisfy { $0 == "n" }:
            .number(digits: name.count)
        default: nil
        }
    }

    /// The reference that has a number, in a year where the pattern names one.
    package func reference(_ number: Int, year: Int) -> String {
        pieces.map { $0.printed(number: number, year: year) }.joined()
    }

    /// What the references that are numbered together have in common: `A-27-{n}`.
    package func series(year: Int) -> String {
        pieces.map { $0.isNumber ? "{n}" : $0.printed(number: 0, year: year) }.joined()
    }

    /// The series and the number of a reference that follows the pattern.
    package func parts(of reference: String) -> (series: String, number: Int)? {
        var series = ""
        var number = 0
        var rest = reference[...]
        for (index, piece) in pieces.enumerated() {
            let nextIsDigit = pieces[(index + 1)...].first.map(\.beginsWithDigit) ?? false
            guard let taken = piece.take(from: rest, stopsEarly: nextIsDigit) else { return nil }
            series += piece.isNumber ? "{n}" : String(taken)
            if piece.isNumber { number = Int(taken)! }
            rest = rest[taken.endIndex...]
        }
        return rest.isEmpty ? (series, number) : nil
    }
}

extension ReferencePattern.Piece {
    fileprivate var isNumber: Bool {
        if case .number = self { true } else { false }
    }

    fileprivate var isYear: Bool {
        if case .year = self { true } else { false }
    }

    fileprivate var beginsWithDigit: Bool {
        if case .text(let text) = self { text.first!.isWholeNumber } else { true }
    }

    fileprivate func printed(number: Int, year: Int) -> String {
        switch self {
        case .text(let text): text
        case .number(let digits): Self.padded(number, to: digits)
        case .year(let digits): Self.padded(digits == 2 ? year % 100 : year, to: digits)
        }
    }

    private static func padded(_ number: Int, to digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The beginning of `text` that the piece stands for; a number takes all the
    /// digits there are, or just its own where digits follow it.
    fileprivate func take(from text: Substring, stopsEarly: Bool) -> Substring? {
        switch self {
        case .text(let own): text.hasPrefix(own) ? text.prefix(own.count) : nil
        case .year(let digits): Self.digits(text, digits...digits)
        case .number(let digits): Self.digits(text, 1...(stopsEarly ? digits : 9))
        }
    }

    private static func digits(_ text: Substring, _ count: ClosedRange<Int>) -> Substring? {
        let taken = text.prefix { ("0"..."9").contains($0) }.prefix(count.upperBound)
        return taken.count >= count.lowerBound ? taken : nil
    }
}
