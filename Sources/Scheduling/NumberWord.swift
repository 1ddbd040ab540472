/// Whole numbers as people write them: `12`, `twelve`, `twenty-one`.
enum NumberWord {
    /// The number at the beginning of some words, and how many words it takes;
    /// a number with a sign or a fraction is none.
    static func read(_ words: some RandomAccessCollection<String>) -> (number: Int, length: Int)? {
        guard let first = words.first else { return nil }
        if let number = digits(first) { return (number, 1) }
        if let number = small.firstIndex(of: first) { return (number, 1) }
        guard let ten = tens.firstIndex(of: first) else { return nil }
        let one = words.dropFirst().first.flatMap(small.firstIndex) ?? 0
        return (1..<10).contains(one) ? (10 * ten + one, 2) : (10 * ten, 1)
    }

    private static func digits(_ word: String) -> Int? {
        word.utf8.allSatisfy { (48...57).contains($0) } && word.utf8.count <= 9 ? Int(word) : nil
    }

    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
}
