import ActionRegister

extension MeetingPattern {
    /// Reads `first monday of mar, jun, sep, dec` or `last thursday of every
    /// month`; names may be shortened to three letters, and months be joined by
    /// `and`.
    package init(parsing sentence: String) throws(SentenceError) {
        do {
            var parser = MeetingPatternParser(sentence)
            self = try parser.pattern()
        } catch {
            throw SentenceError(
                column: error.column, what: error.what, nearest: Self.nearest(to: sentence).description)
        }
    }

    /// The pattern made of the words nearest to those of the sentence.
    private static func nearest(to sentence: String) -> MeetingPattern {
        let words = SentenceReader(sentence).words.map(\.text)
        let months = words.compactMap { near($0, among: monthNames).map { $0 + 1 } }
        return MeetingPattern(
            words.lazy.compactMap { near($0, among: Ordinal.names).map { Ordinal.allCases[$0] } }.first
                ?? .first,
            words.lazy.compactMap { near($0, among: Weekday.names).map { Weekday.allCases[$0] } }.first
                ?? .monday,
            of: months.isEmpty ? Set(1...12) : Set(months))
    }

    private static func near(_ word: String, among names: [String]) -> Int? {
        if let exact = MeetingPatternParser.index(of: word, in: names) { return exact }
        return word.count < 3 ? nil : names.nearest(to: word).flatMap(names.firstIndex)
    }
}

extension MeetingPattern.Ordinal {
    fileprivate static let names = allCases.map { "\($0)" }
}

extension Weekday {
    fileprivate static let names = allCases.map { $0.name.lowercased() }
}

private struct MeetingPatternParser {
    private var words: SentenceReader

    init(_ sentence: String) { words = SentenceReader(sentence) }

    mutating func pattern() throws(Misreading) -> MeetingPattern {
        words.skipArticles()
        let ordinal = try name(of: MeetingPattern.Ordinal.names, "first, second, third, fourth or last")
        let weekday = try name(of: Weekday.names, "a day from Monday to Sunday")
        guard words.take("of") || words.take("in") else { throw words.misread(expected: "\"of\" and months") }
        return MeetingPattern(
            MeetingPattern.Ordinal.allCases[ordinal], Weekday.allCases[weekday], of: try months())
    }

    private mutating func months() throws(Misreading) -> Set<Int> {
        if words.take("every") || words.take("each") {
            guard words.take("month") else { throw words.misread(expected: "\"month\"") }
            guard words.peeked == nil else { throw words.misread(expected: "nothing more") }
            return Set(1...12)
        }
        var months: Set<Int> = []
        repeat {
            months.insert(try name(of: MeetingPattern.monthNames, "a month or \"every month\"") + 1)
            while words.take("and") || words.take("&") {}
        } while words.peeked != nil
        return months
    }

    private mutating func name(of names: [String], _ expected: String) throws(Misreading) -> Int {
        guard let word = words.peeked, let index = Self.index(of: word.text, in: names) else {
            throw words.misread(expected: expected)
        }
        _ = words.takeAny()
        return index
    }

    /// The name that a word is, begins with at least three letters, or gives as `1st`.
    static func index(of word: String, in names: [String]) -> Int? {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : word
        if names == MeetingPattern.Ordinal.names {
            return names.firstIndex(of: word) ?? ["1st", "2nd", "3rd", "4th"].firstIndex(of: word)
        }
        return word.count < 3 ? nil : names.firstIndex { $0.hasPrefix(word) }
    }
}
