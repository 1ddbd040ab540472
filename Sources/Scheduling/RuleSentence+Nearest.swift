import ActionRegister

extension RuleSentence {
    /// The rule that somebody most likely meant by a sentence that is none.
    ///
    /// Every form of rule is tried with the numbers and the time the sentence
    /// has; the one wins that is the fewest words away.
    static func nearest(to sentence: String) -> RuleSentence {
        let clues = SentenceClues(sentence)
        let timings = clues.numbers.first == 0 ? Self.onTimings : Self.timings(clues.count, clues.limit)
        let candidates = timings.flatMap { timing in
            clues.times(for: timing).flatMap { time in
                Audience.allCases.map { RuleSentence(timing, at: time, to: $0) }
            }
        }
        return clues.nearest(of: candidates)
    }

    private static let onTimings = Anchor.allCases.map { Timing.on($0) }

    private static func timings(_ count: Int, _ limit: Int) -> [Timing] {
        let offsets = DayOffset.Unit.allCases.map { DayOffset(count, $0) }
        let open = offsets.filter { $0.unit != .clearWorkingDays }
        return Anchor.allCases.flatMap { anchor in offsets.map { Timing.before($0, anchor) } }
            + Anchor.allCases.flatMap { anchor in open.map { Timing.after($0, anchor) } }
            + open.flatMap { [Timing.every($0, limit: nil), .every($0, limit: limit)] }
            + onTimings + Event.allCases.map { Timing.when($0) }
    }
}

extension DayOffset {
    static func nearestPapersDue(to sentence: String) -> DayOffset {
        let clues = SentenceClues(sentence)
        let offsets = Unit.allCases.map { DayOffset(clues.count, $0) }
        let nearest = clues.nearest(of: offsets.map { RuleSentence(.before($0, .meeting)) })
        return offsets.first { RuleSentence(.before($0, .meeting)) == nearest } ?? offsets[0]
    }
}

/// What can be made out in a sentence that cannot be read.
private struct SentenceClues {
    /// Its words in lower case and without articles, with digits for numbers
    /// and the grammar's own words for some that mean the same.
    private let plain: [String]
    let numbers: [Int]
    private let time: TimeOfDay?

    init(_ sentence: String) {
        let words = Self.plainWords(of: sentence)
        plain = words
        numbers = words.compactMap { Int($0) }
        time = words.lazy.compactMap(Self.time).first ?? (words.contains("at") ? .nine : nil)
    }

    /// The number of units meant; where none is said, one as good as any.
    var count: Int { usable.first ?? 2 }
    var limit: Int { usable.dropFirst().first ?? 4 }
    private var usable: [Int] { numbers.filter(RuleSentence.counts.contains) }

    func times(for timing: RuleSentence.Timing) -> [TimeOfDay?] {
        if case .when = timing { return [nil] }
        return time == nil ? [nil] : [time, nil]
    }

    func nearest(of candidates: [RuleSentence]) -> RuleSentence {
        var distance = WordDistance(from: plain)
        return candidates.map { (rule: $0, distance: distance(to: Self.plainWords(of: $0.description))) }
            .min { $0.distance < $1.distance }!.rule
    }

    /// No rule has as many words, or as long ones, as are looked at.
    private static func plainWords(of sentence: String) -> [String] {
        var words = SentenceReader(sentence).words.prefix(40).map { String($0.text.prefix(40)) }[...]
        words.removeAll { $0 == "the" }
        var plain: [String] = []
        while let word = words.first {
            let number = NumberWord.read(words)
            plain.append(number.map { String($0.number) } ?? same[word] ?? time(word)?.description ?? word)
            words = words.dropFirst(number?.length ?? 1)
        }
        return plain
    }

    private static let same = [
        "a": "1", "an": "1", "prior": "before", "preceding": "before", "ahead": "before",
        "following": "after", "past": "after", "business": "working", "late": "overdue",
        "fortnight": "weeks", "fortnights": "weeks",
        "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "secretary": "secretariat",
    ]

    /// A time in one of the ways people write it: `9:30`, `9.30`, `9am`, `5pm`.
    private static func time(_ word: String) -> TimeOfDay? {
        let isLate = word.hasSuffix("pm")
        let bare = isLate || word.hasSuffix("am") ? String(word.dropLast(2)) : word
        if bare != word, let hour = Int(bare), (1...12).contains(hour) {
            return TimeOfDay(hour: hour % 12 + (isLate ? 12 : 0), minute: 0)
        }
        let time = TimeOfDay(String(bare.map { $0 == "." ? ":" : $0 }))
        return isLate ? time.flatMap { TimeOfDay(minutes: $0.minutes % 720 + 720) } : time
    }
}
