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
        let months = words.drop { $0 != "of" && $0 != "in" }.dropFirst().compactMap(
            CalendarNames.month(near:))
        return MeetingPattern(
            words.lazy.compactMap(CalendarNames.ordinal(near:)).first ?? .first,
            words.lazy.compactMap(CalendarNames.weekday(near:)).first ?? .monday,
            of: months.isEmpty || words.contains("every") ? everyMonth : Set(months))
    }

    static let everyMonth = Set(1...12)
}

private struct MeetingPatternParser {
    private var words: SentenceReader

    init(_ sentence: String) { words = SentenceReader(sentence) }

    mutating func pattern() throws(Misreading) -> MeetingPattern {
        words.skipArticles()
        let ordinal = try take(CalendarNames.ordinal(named:), "first, second, third, fourth or last")
        let weekday = try take(CalendarNames.weekday(named:), "a day from Monday to Sunday")
        guard words.take("of") || words.take("in") else { throw words.misread(expected: "\"of\" and months") }
        return MeetingPattern(ordinal, weekday, of: try months())
    }

    private mutating func months() throws(Misreading) -> Set<Int> {
        if words.take("every") || words.take("each") {
            guard words.take("month") else { throw words.misread(expected: "\"month\"") }
            guard words.peeked == nil else { throw words.misread(expected: "nothing more") }
            return MeetingPattern.everyMonth
        }
        var months: Set<Int> = []
        repeat {
            months.insert(try take(CalendarNames.month(named:), "a month or \"every month\""))
            while words.take("and") || words.take("&") {}
        } while words.peeked != nil
        return months
    }

    private mutating func take<Named>(
        _ name: (String) -> Named?, _ expected: String
    ) throws(Misreading) -> Named {
        guard let named = words.peeked.flatMap({ name($0.text) }) else {
            throw words.misread(expected: expected)
        }
        _ = words.takeAny()
        return named
    }
}
