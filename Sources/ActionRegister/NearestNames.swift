/// The names a mistyped one may have meant.
///
/// Distance is counted over folded names: one for each letter left out, put in,
/// changed, or swapped with its neighbour. A name that holds the other whole,
/// as `Achterberg` is held in `Tom Achterberg`, counts as one letter away.
package struct NearestNames: Sendable {
    private let names: [(name: String, folded: [UInt8])]

    package init(_ names: some Sequence<String>) {
        var seen: Set<FoldedName> = []
        self.names = names.compactMap { name in
            let folded = FoldedName(name)
            return seen.insert(folded).inserted ? (name, Array(folded.text.utf8)) : nil
        }
    }

    /// At most `limit` names, the nearest first and equals in the order given;
    /// none where nothing is near: more than a third of the letters wrong is
    /// another name.
    package func nearest(to text: String, limit: Int = 3) -> [String] {
        let wanted = Array(FoldedName(text).text.utf8)
        guard !wanted.isEmpty else { return [] }
        let near = names.enumerated().compactMap { place, candidate -> (Int, Int, String)? in
            let distance = Self.distance(wanted, candidate.folded)
            let allowed = max(1, max(wanted.count, candidate.folded.count) / 3)
            return distance <= allowed ? (distance, place, candidate.name) : nil
        }
        return near.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(limit).map(\.2)
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a == b { return 0 }
        let (short, long) = a.count < b.count ? (a, b) : (b, a)
        if short.count >= 3, holds(long, short) { return 1 }
        return editDistance(a, b)
    }

    private static func holds(_ long: [UInt8], _ short: [UInt8]) -> Bool {
        (0...(long.count - short.count)).contains { long[$0...].starts(with: short) }
    }

    /// The optimal string alignment distance, row by row.
    private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
