import ActionRegister

/// How far a sentence is from what was written, word by word.
///
/// A word left out is a smaller slip than one that would have to go, a
/// misspelling is smaller than both, and nobody is written to whom the sentence
/// does not name.
struct WordDistance {
    private let written: [String]
    private var known: [[String]: Int] = [:]

    init(from written: [String]) { self.written = written }

    mutating func callAsFunction(to sentence: [String]) -> Int {
        var above = sentence.reduce(into: [0]) { $0.append($0.last! + Self.missing($1)) }
        for word in written {
            var row = [above[0] + Self.surplus]
            for (index, meant) in sentence.enumerated() {
                let kept = above[index] + replacing(word, by: meant)
                let dropped = above[index + 1] + Self.surplus
                row.append(min(kept, dropped, row[index] + Self.missing(meant)))
            }
            above = row
        }
        return above[sentence.count]
    }

    private static let surplus = 3

    private static func missing(_ word: String) -> Int { Audience(rawValue: word) == nil ? 2 : 6 }

    /// The letters to mend, where less than half are wrong; else it is another word.
    private mutating func replacing(_ word: String, by meant: String) -> Int {
        if let cost = known[[word, meant]] { return cost }
        let letters = Array(word).editDistance(to: Array(meant))
        let isSlip = 2 * letters < max(word.count, meant.count)
        let cost = isSlip ? letters : Self.surplus + Self.missing(meant)
        known[[word, meant]] = cost
        return cost
    }
}
