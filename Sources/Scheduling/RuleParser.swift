package import ActionRegister

extension RuleSentence {
    /// How many units or steps a rule can name.
    ///
    /// A rule that reaches further than a year is a slip of the pen.
    package static let counts = 1...366

    /// Reads a rule, forgiving articles, case, plurals, commas, hyphens, extra
    /// spaces, number words and fortnights.
    package init(parsing sentence: String) throws(RuleError) {
        do {
            var parser = RuleParser(sentence)
            self = try parser.sentence()
        } catch {
            throw RuleError(
                column: error.column, what: error.what,
                nearest: RuleSentence.nearest(to: sentence).description)
        }
    }
}

extension DayOffset {
    /// Reads how long before a meeting its papers are due: `5 clear working days
    /// before the meeting`, where the last three words may be left out.
    package init(papersDue sentence: String) throws(RuleError) {
        do {
            var parser = RuleParser(sentence)
            self = try parser.papersDue()
        } catch {
            let nearest = DayOffset.nearestPapersDue(to: sentence)
            throw RuleError(column: error.column, what: error.what, nearest: nearest.papersDueSentence)
        }
    }

    /// The canonical form of what `init(papersDue:)` reads.
    package var papersDueSentence: String { "\(self) before \(RuleSentence.Anchor.meeting.rawValue)" }
}

/// Reads one sentence from left to right.
///
///     rule     := timing ["at" HH:MM] ["to" audience]
///     timing   := N unit ("before" | "after") anchor | "on" anchor | "when" event
///               | "every" N unit "while overdue" ["up to" K "times"]
///
/// Clear working days count only towards an anchor, and a `when` rule has no
/// time of its own: its notice goes when the thing has happened.
private struct RuleParser {
    private var words: SentenceReader

    init(_ sentence: String) { words = SentenceReader(sentence) }

    mutating func sentence() throws(Misreading) -> RuleSentence {
        var rule = RuleSentence(try timing())
        var (hasTime, hasAudience) = (false, false)
        while words.peeked != nil {
            if !hasTime, case let column = words.column, words.take("at") {
                rule.at = try time(of: rule.timing, at: column)
                hasTime = true
            } else if !hasAudience, words.take("to") {
                rule.audience = try audience()
                hasAudience = true
            } else {
                throw words.misread(expected: Self.endings(hasTime, hasAudience))
            }
        }
        return rule
    }

    mutating func papersDue() throws(Misreading) -> DayOffset {
        let offset = try offset(clear: true)
        guard words.peeked != nil else { return offset }
        guard words.take("before") else { throw words.misread(expected: "\"before the meeting\"") }
        guard words.take("meeting") else { throw words.misread(expected: "\"the meeting\"") }
        guard words.peeked == nil else { throw words.misread(expected: "nothing more") }
        return offset
    }

    private static func endings(_ hasTime: Bool, _ hasAudience: Bool) -> String {
        switch (hasTime, hasAudience) {
        case (false, false): "\"at\" and a time, \"to\" and an audience, or nothing more"
        case (false, true): "\"at\" and a time, or nothing more"
        case (true, false): "\"to\" and an audience, or nothing more"
        case (true, true): "nothing more"
        }
    }
}

extension RuleParser {
    private mutating func timing() throws(Misreading) -> RuleSentence.Timing {
        if words.take("when") { return .when(try event()) }
        if words.take("on") { return .on(try anchor()) }
        if words.take("every") { return try every() }
        let column = words.column
        let offset = try offset(clear: true)
        if words.take("before") { return .before(offset, try anchor()) }
        guard words.take("after") else { throw words.misread(expected: "\"before\" or \"after\"") }
        guard offset.unit != .clearWorkingDays else { throw Self.clearOnlyBefore(column) }
        return .after(offset, try anchor())
    }

    private static func clearOnlyBefore(_ column: Int) -> Misreading {
        Misreading(column: column, what: "clear working days are counted only before something")
    }

    private mutating func every() throws(Misreading) -> RuleSentence.Timing {
        let offset = try offset(clear: false)
        guard words.take("while") else { throw words.misread(expected: "\"while overdue\"") }
        guard words.take("overdue") else { throw words.misread(expected: "\"overdue\"") }
        guard words.take("up") else { return .every(offset, limit: nil) }
        guard words.take("to") else { throw words.misread(expected: "\"to\" and a number of times") }
        let limit = try count("a number of times")
        guard words.take("time") else { throw words.misread(expected: "\"times\"") }
        return .every(offset, limit: limit)
    }

    private mutating func event() throws(Misreading) -> RuleSentence.Event {
        if words.take("assigned") { return .assigned }
        guard words.take("meeting") else {
            words.skipArticles()
            throw words.misread(expected: "\"assigned\" or \"the meeting moves\"")
        }
        guard words.take("moves") else { throw words.misread(expected: "\"moves\"") }
        return .meetingMoves
    }

    private mutating func anchor() throws(Misreading) -> RuleSentence.Anchor {
        if words.take("meeting") { return .meeting }
        words.skipArticles()
        let start = words
        for (first, second, anchor) in Self.pairs where words.take(first) {
            if words.take(second) { return anchor }
            guard words.peeked == nil else { throw words.misread(expected: "\"\(second)\"") }
        }
        throw start.misread(expected: "the meeting, the papers deadline or the due date")
    }

    private static let pairs: [(String, String, RuleSentence.Anchor)] = [
        ("papers", "deadline", .papersDeadline), ("due", "date", .dueDate),
    ]
}

extension RuleParser {
    private mutating func offset(clear: Bool) throws(Misreading) -> DayOffset {
        let column = words.column
        let count = try count("a number of days")
        if words.take("fortnight") { return try Self.weeks(2 * count, column) }
        if words.take("day") { return DayOffset(count, .days) }
        if words.take("week") { return DayOffset(count, .weeks) }
        let isClear = words.take("clear")
        if isClear && !clear { throw Self.clearOnlyBefore(column) }
        guard words.take("working") else { throw words.misread(expected: Self.units(isClear, clear)) }
        guard words.take("day") else { throw words.misread(expected: "\"days\"") }
        return DayOffset(count, isClear ? .clearWorkingDays : .workingDays)
    }

    private static func weeks(_ count: Int, _ column: Int) throws(Misreading) -> DayOffset {
        guard RuleSentence.counts.contains(count) else { throw outOfBounds("\(count) weeks", column) }
        return DayOffset(count, .weeks)
    }

    private static func units(_ isClear: Bool, _ clear: Bool) -> String {
        isClear ? "\"working days\"" : "days, weeks\(clear ? ", working days or clear" : " or") working days"
    }

    /// A number; `a` and `an` are 1 here, and `the` says nothing.
    private mutating func count(_ expected: String) throws(Misreading) -> Int {
        words.skipArticles(["the"])
        guard let word = words.peeked else { throw words.misread(expected: expected) }
        if word.text == "a" || word.text == "an" {
            _ = words.takeAny()
            return 1
        }
        guard let (number, length) = words.number else { throw words.misread(expected: expected) }
        guard RuleSentence.counts.contains(number) else { throw Self.outOfBounds(word.shown, word.column) }
        for _ in 0..<length { _ = words.takeAny() }
        return number
    }

    private static func outOfBounds(_ number: String, _ column: Int) -> Misreading {
        let bounds = "\(RuleSentence.counts.lowerBound) to \(RuleSentence.counts.upperBound)"
        let isZero = NumberWord.read([number.lowercased()])?.number == 0
        let advice = isZero ? ", and the day itself is \"on\"" : ""
        return Misreading(column: column, what: "\"\(number)\" cannot be counted, only \(bounds)\(advice)")
    }

    private mutating func time(
        of timing: RuleSentence.Timing, at column: Int
    ) throws(Misreading) -> TimeOfDay {
        if case .when = timing {
            let what = "a notice goes within the board's sending hours and has no time of its own"
            throw Misreading(column: column, what: what)
        }
        guard let time = words.peeked.flatMap({ TimeOfDay($0.text) }) else {
            throw words.misread(expected: "a time from 00:00 to 23:59")
        }
        _ = words.takeAny()
        return time
    }

    private mutating func audience() throws(Misreading) -> Audience {
        for audience in Audience.allCases where words.take(audience.rawValue) { return audience }
        words.skipArticles()
        throw words.misread(expected: "the owner, the deputy, the chair or the secretariat")
    }
}

extension SentenceReader {
    /// The number that the next words say, and how many of them.
    fileprivate var number: (number: Int, length: Int)? {
        NumberWord.read(words.drop { $0.column < column }.map(\.text))
    }
}
