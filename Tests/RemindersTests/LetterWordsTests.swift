import ActionRegister
import Testing

@testable import Reminders

@Suite struct LetterWordsTests {
    @Test(arguments: [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (200, "200")])
    func smallNumbersAreWords(number: Int, words: String) { #expect(Words.count(number) == words) }

    @Test(arguments: [
        (1, "first"), (2, "second"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"),
        (23, "23rd"), (24, "24th"), (111, "111th"),
    ])
    func ordinals(number: Int, words: String) { #expect(Words.ordinal(number) == words) }

    @Test(arguments: [(1, "once"), (2, "twice"), (3, "three times"), (12, "12 times")])
    func howOften(number: Int, words: String) { #expect(Words.times(number) == words) }

    @Test(arguments: [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
    func lists(items: [String], words: String) { #expect(Words.list(items) == words) }

    @Test(arguments: [
        ("Done", "Done."), ("Done.", "Done."), ("Done?", "Done?"), ("", ""), ("\"Done\"", "\"Done\"."),
    ])
    func sentencesEnd(text: String, sentence: String) { #expect(Words.sentence(text) == sentence) }

    @Test func aDayIsWrittenAsPeopleWriteIt() {
        let day = CalendarDay(2026, 12, 7)
        #expect(day.words == "Monday 7 December 2026")
        #expect(day.words(on: CalendarDay(2026, 1, 1)) == "Monday 7 December")
        #expect(day.words(on: CalendarDay(2027, 1, 1)) == "Monday 7 December 2026")
        #expect(
            (0..<7).map { (day + $0).words.prefix { $0 != " " } } == [
                "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
            ])
        #expect(CalendarDay(2028, 2, 29).words == "Tuesday 29 February 2028")
    }

    @Test(arguments: [
        ("plain", "plain"), ("  two   spaces ", "two spaces"), ("a\r\nb\n\nc", "a b c"),
        ("a\0b\u{7F}c", "a b c"),
        ("\u{202E}gnp.exe\u{202C}", "gnp.exe"), ("a\u{2028}b", "a b"), ("שלום\u{200F}", "שלום\u{200F}"),
        ("", ""),
        ("Łódź – „ja“", "Łódź – „ja“"), ("\n", ""),
    ])
    func whatAPersonWroteBecomesOneLine(text: String, line: String) { #expect(Words.line(text) == line) }

    @Test func aQuotationIsCutAtASpace() {
        #expect(Words.quotation("Done.") == "\"Done\"")
        #expect(Words.quotation("one two three", longest: 9) == "\"one two…\"")
        #expect(Words.quotation("onetwothree", longest: 9) == "\"onetwothr…\"")
        #expect(Words.quotation("éééé", longest: 4) == "\"éééé\"")
    }
}
