import ActionRegister
import Foundation
import Scheduling
import Testing

/// Every form that a rule can have, and what people make of it when they write.
@Suite struct RuleFormTests {
    @Test func everyFormIsReadAndPrintedAndReadAgain() throws {
        let forms = RuleForm.all
        #expect(forms.count == 1496 && Set(forms.map(\.sentence)).count == forms.count)
        for form in forms {
            #expect(try RuleSentence(parsing: form.sentence) == form.rule)
            #expect(form.rule.description == form.sentence)
        }
    }

    @Test(arguments: Rewriting.allCases)
    func everyFormIsReadHoweverItIsWritten(_ rewriting: Rewriting) throws {
        for form in RuleForm.all {
            let written = rewriting(form.sentence)
            #expect(try RuleSentence(parsing: written) == form.rule, "\(written)")
        }
    }

    @Test func everyCountIsReadInDigitsAndUpToNinetyNineInWords() throws {
        for count in RuleSentence.counts {
            let rule = RuleSentence(.before(DayOffset(count, .days), .meeting))
            #expect(try RuleSentence(parsing: rule.description) == rule)
            guard let words = NumberInWords(count) else { continue }
            for text in [words.text, words.text.replacing("-", with: " ")] {
                #expect(try RuleSentence(parsing: "\(text) days before the meeting") == rule, "\(text)")
            }
        }
    }

    /// The word is named by its place, and what is offered can be read.
    @Test func aStrangeWordAnywhereIsRefusedAtItsPlace() throws {
        for form in RuleForm.short {
            let words = form.sentence.split(separator: " ")
            for index in words.indices {
                var strange = words
                strange[index] = "xyzzy"
                let column = words[..<index].reduce(1) { $0 + $1.count + 1 }
                let written = strange.joined(separator: " ")
                let error = #expect(throws: RuleError.self) { try RuleSentence(parsing: written) }
                #expect(error?.column == column && error?.what.contains("\"xyzzy\"") == true, "\(written)")
                #expect(try RuleSentence(parsing: error?.nearest ?? "").description == error?.nearest)
            }
        }
    }

    /// A letter that is missing does not hide what was meant.
    @Test func aSlipOfThePenIsOfferedItsOwnRule() throws {
        for form in RuleForm.short {
            let words = form.sentence.split(separator: " ").map(String.init)
            for index in words.indices where words[index].count > 4 && words[index].first!.isLetter {
                var slipped = words
                slipped[index].remove(at: slipped[index].index(slipped[index].startIndex, offsetBy: 2))
                let written = slipped.joined(separator: " ")
                let error = #expect(throws: RuleError.self, "\(written)") {
                    try RuleSentence(parsing: written)
                }
                #expect(error?.nearest == form.sentence, "\(written)")
            }
        }
    }

    /// What ends too soon is refused at its last word or at its end, unless it is a rule.
    @Test func aSentenceCutShortIsRefusedOrARule() throws {
        for form in RuleForm.short {
            let words = form.sentence.split(separator: " ")
            for count in words.indices {
                let written = words[..<count].joined(separator: " ")
                do {
                    let rule = try RuleSentence(parsing: written)
                    #expect(form.sentence.hasPrefix(rule.description), "\(written)")
                } catch {
                    let last = written.count - (words[..<count].last?.count ?? 0) + 1
                    #expect([last, written.count + 1].contains(error.column), "\(written): \(error)")
                }
            }
        }
    }
}

/// A rule beside its sentence, which the grammar's own words make and no printer.
struct RuleForm {
    var sentence: String
    var rule: RuleSentence

    private typealias Timing = (String, RuleSentence.Timing)

    static let all = timings.flatMap { timing in times.flatMap { form(timing, at: $0) } }

    /// Each timing once, and one with all that may follow.
    static let short =
        timings.filter { !$0.0.contains("21") && !$0.0.hasPrefix("1 ") }.flatMap {
            form($0, at: nil).prefix(1)
        }
        + form(timings[0], at: "08:30")

    private static let times: [String?] = [nil, "00:00", "08:30", "23:59"]

    private static func form(_ timing: Timing, at time: String?) -> [RuleForm] {
        if case .when = timing.1, time != nil { return [] }
        return Audience.allCases.map { audience in
            let said = timing.0 + (time.map { " at \($0)" } ?? "")
            return RuleForm(
                sentence: audience == .owner ? said : "\(said) to the \(audience)",
                rule: RuleSentence(timing.1, at: time.flatMap { TimeOfDay($0) }, to: audience))
        }
    }

    private static let anchors: [(String, RuleSentence.Anchor)] = [
        ("the meeting", .meeting), ("the papers deadline", .papersDeadline), ("the due date", .dueDate),
    ]

    private static let open: [(String, DayOffset)] = [
        ("1 day", DayOffset(1, .days)), ("2 days", DayOffset(2, .days)), ("21 days", DayOffset(21, .days)),
        ("1 week", DayOffset(1, .weeks)), ("2 weeks", DayOffset(2, .weeks)),
        ("21 weeks", DayOffset(21, .weeks)),
        ("1 working day", DayOffset(1, .workingDays)), ("2 working days", DayOffset(2, .workingDays)),
        ("21 working days", DayOffset(21, .workingDays)),
    ]

    private static let clear: [(String, DayOffset)] = [
        ("1 clear working day", DayOffset(1, .clearWorkingDays)),
        ("2 clear working days", DayOffset(2, .clearWorkingDays)),
        ("21 clear working days", DayOffset(21, .clearWorkingDays)),
    ]

    private static let limits: [(String, Int?)] = [("", nil), (", up to 1 time", 1), (", up to 4 times", 4)]

    private static let anchored: [Timing] = anchors.flatMap { word, anchor in
        let before: [Timing] = (open + clear).map { ("\($0) before \(word)", .before($1, anchor)) }
        let after: [Timing] = open.map { ("\($0) after \(word)", .after($1, anchor)) }
        return before + after + [("on \(word)", .on(anchor))]
    }

    private static let repeated: [Timing] = open.flatMap { said, offset in
        limits.map { ("every \(said) while overdue\($0)", .every(offset, limit: $1)) }
    }

    private static let timings =
        anchored + repeated + [
            ("when assigned", .when(.assigned)), ("when the meeting moves", .when(.meetingMoves)),
        ]
}

/// One of the ways in which people do not write what the printer prints.
enum Rewriting: CaseIterable {
    case capitals, capitalised, withoutArticles, otherArticles, otherNumber, numbersInWords, hyphens,
        spaces, fullStop, withoutCommas, audienceFirst, shortTimes

    func callAsFunction(_ sentence: String) -> String {
        switch self {
        case .capitals: sentence.uppercased()
        case .capitalised: sentence.split(separator: " ").map(\.capitalized).joined(separator: " ")
        case .withoutArticles: sentence.replacing("the ", with: "")
        case .otherArticles: sentence.replacing("the ", with: "a ")
        case .otherNumber: words(of: sentence, Self.turned)
        case .numbersInWords: words(of: sentence) { NumberInWords($0)?.text ?? $0 }
        case .hyphens: sentence.replacing("working day", with: "working-day")
        case .spaces: "  " + sentence.replacing(" ", with: "   ") + " \t"
        case .fullStop: sentence + "."
        case .withoutCommas: sentence.replacing(",", with: "")
        case .audienceFirst: Self.audienceFirst(sentence)
        case .shortTimes: sentence.replacing(" at 08:30", with: ", at 8:30")
        }
    }

    private func words(of sentence: String, _ change: (String) -> String) -> String {
        sentence.split(separator: " ").map { change(String($0)) }.joined(separator: " ")
    }

    /// The other grammatical number of a word that has two.
    private static func turned(_ word: String) -> String {
        let singular = ["day", "week", "time", "meeting", "date", "deadline", "chair", "deputy"]
        if word == "deputy" { return "deputies" }
        if singular.contains(word) { return word + "s" }
        return singular.contains(String(word.dropLast())) && word.hasSuffix("s")
            ? String(word.dropLast()) : word
    }

    private static func audienceFirst(_ sentence: String) -> String {
        guard let time = sentence.range(of: " at "), let to = sentence.range(of: " to the ") else {
            return sentence
        }
        let (at, audience) = (sentence[time.lowerBound..<to.lowerBound], sentence[to.lowerBound...])
        return String(sentence[..<time.lowerBound] + audience + at)
    }
}

/// A number from 1 to 99 as it is spoken.
struct NumberInWords {
    let text: String

    init?(_ number: Int) {
        let small = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        switch number {
        case 1...19: text = small[number - 1]
        case 20...99:
            text = tens[number / 10 - 2] + (number % 10 == 0 ? "" : "-" + small[number % 10 - 1])
        default: return nil
        }
    }

    init?(_ digits: String) {
        guard let number = Int(digits) else { return nil }
        self.init(number)
    }
}
