extension Sequence<String> {
    /// The one that somebody most likely meant by `text`, or `nil` where none is
    /// near: more than half of it, and more than two characters, would have to
    /// change.
    ///
    /// Case is no difference. Of several equally near the first is taken, so
    /// that the same mistake always gets the same advice.
    package func nearest(to text: String) -> String? {
        let wanted = Array(text.lowercased())
        let ranked = lazy.map { (word: $0, distance: wanted.editDistance(to: Array($0.lowercased()))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= Swift.max(2, wanted.count / 2) && best.distance < wanted.count
            ? best.word : nil
    }
}

extension Array<Character> {
    /// How many letters must be put in, left out, replaced or swapped with their
    /// neighbour to make the other word (optimal string alignment).
    package func editDistance(to other: [Character]) -> Int {
        var before: [Int] = []
        var above = Array<Int>(0...other.count)
        for i in indices {
            var row = [i + 1]
            for j in other.indices {
                var cost = Swift.min(above[j + 1] + 1, row[j] + 1, above[j] + (self[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, self[i] == other[j - 1], self[i - 1] == other[j] {
                    cost = Swift.min(cost, before[j - 1] + 1)
                }
                row.append(cost)
            }
            (before, above) = (above, row)
        }
        return above[other.count]
    }
}
