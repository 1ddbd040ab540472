/// Takes short words and numbers from the front of a text.
struct TextScanner {
    private(set) var rest: Substring

    init(_ text: some StringProtocol) { rest = Substring(text) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ characters: String) {
        rest = rest.drop { characters.contains($0) }
    }

    /// Takes one of the characters, if the text goes on with it.
    mutating func take(_ characters: String) -> Character? {
        guard let first = rest.first, characters.contains(first) else { return nil }
        return rest.removeFirst()
    }

    /// Takes the digits the text goes on with: between one and `count` of them,
    /// and no more follow.
    mutating func number(upTo count: Int) -> (value: Int, digits: Int)? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...count).contains(digits.count), let value = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return (value, digits.count)
    }

    /// Takes the letters the text goes on with, in lower case.
    mutating func word() -> String {
        let word = rest.prefix(while: \.isLetter)
        rest = rest.dropFirst(word.count)
        return word.lowercased()
    }
}
