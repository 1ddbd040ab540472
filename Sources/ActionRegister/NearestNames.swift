extension Sequence<String> {
    /// Those of the names that a slip of the fingers could have turned into `text`,
    /// nearest first: what an error offers.
    package func nearest(to text: String, limit: Int = 3) -> [String] {
        let wanted = Array(text.lowercased())
        let slips = Swift.max(1, Swift.min(3, wanted.count / 3))
        return map { name in (name, wanted.distance(to: Array(name.lowercased()))) }
            .filter { $0.1 <= slips }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .prefix(limit).map(\.0)
    }
}

extension Array where Element: Equatable {
    /// How many insertions, deletions, replacements and swaps of neighbours turn
    /// one into the other (optimal string alignment).
    fileprivate func distance(to other: Self) -> Int {
        var before = [Int]()
        var row = Swift.Array(0...other.count)
        for i in indices {
            var next = [i + 1]
            for j in other.indices {
                let same = self[i] == other[j]
                var best = Swift.min(next[j] + 1, row[j + 1] + 1, row[j] + (same ? 0 : 1))
                if i > 0, j > 0, self[i] == other[j - 1], self[i - 1] == other[j] {
                    best = Swift.min(best, before[j - 1] + 1)
                }
                next.append(best)
            }
            (before, row) = (row, next)
        }
        return row[other.count]
    }
}
