/// The words of a sentence, taken one after the other.
///
/// Case, commas, hyphens between words, a full stop at the end and extra spaces
/// are no part of them; whatever else is written is a word, if only one to be
/// refused.
struct SentenceReader {
    struct Word {
        /// In lower case.
        var text: String
        /// As it was written.
        var original: String
        /// The place of its first character, counted from 1.
        var column: Int

        /// As it was written, fit for a terminal: not long, and without control characters.
        var shown: String {
            let clean = original.prefix(40).unicodeScalars.map {
                $0.properties.generalCategory == .control ? "?" : $0
            }
            return String(String.UnicodeScalarView(clean)) + (original.count > 40 ? "…" : "")
        }
    }

    private(set) var words: [Word] = []
    private var next = 0
    private let end: Int

    init(_ sentence: String) {
        let characters = Array(sentence)
        end = characters.count + 1
        var begin = 0
        for index in 0...characters.count {
            guard index == characters.count || Self.separates(characters, at: index) else { continue }
            if begin < index { add(characters[begin..<index]) }
            begin = index + 1
        }
    }

    private mutating func add(_ characters: ArraySlice<Character>) {
        let original = String(characters)
        words.append(Word(text: original.lowercased(), original: original, column: characters.startIndex + 1))
    }

    /// A hyphen parts two words, but is a sign at the beginning of one.
    private static func separates(_ characters: [Character], at index: Int) -> Bool {
        let character = characters[index]
        if character.isWhitespace || ",;\"“”".contains(character) { return true }
        if character == "." { return index == characters.count - 1 }
        guard "-‐‑–".contains(character), index > 0 else { return false }
        return characters[index - 1].isLetter || characters[index - 1].isNumber
    }
}

extension SentenceReader {
    var peeked: Word? { next < words.count ? words[next] : nil }
    /// Where the next word stands, or where the sentence ends.
    var column: Int { peeked?.column ?? end }

    /// Takes the next word, articles aside, if it is this one or its plural.
    mutating func take(_ word: String) -> Bool {
        var ahead = next
        while ahead < words.count, words[ahead].text != word, Self.articles.contains(words[ahead].text) {
            ahead += 1
        }
        guard ahead < words.count, Self.isForm(words[ahead].text, of: word) else { return false }
        next = ahead + 1
        return true
    }

    mutating func takeAny() -> Word? {
        guard let word = peeked else { return nil }
        next += 1
        return word
    }

    mutating func skipArticles(_ articles: Set<String> = Self.articles) {
        while let word = peeked, articles.contains(word.text) { next += 1 }
    }

    /// What to say of the next word, or of the end, where something else belongs.
    func misread(expected: String) -> Misreading {
        guard let word = peeked else {
            return Misreading(column: end, what: "the sentence ends too soon, expected \(expected)")
        }
        return Misreading(
            column: word.column, what: "\"\(word.shown)\" is not understood, expected \(expected)")
    }

    static let articles: Set = ["the", "a", "an"]

    private static func isForm(_ text: String, of word: String) -> Bool {
        text == word || text == word + "s" || text + "s" == word
            || (word.hasSuffix("y") && text == word.dropLast() + "ies")
    }
}
