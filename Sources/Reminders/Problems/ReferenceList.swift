/// References of actions for a sentence: the first few, and how many there are.
package struct ReferenceList: Hashable, Sendable {
    private(set) var first: [String] = []
    private(set) var count = 0

    private static let limit = 5

    package init() {}

    package mutating func add(_ reference: String) {
        if count < Self.limit { first.append(reference) }
        count += 1
    }

    /// `VAWG-001`, `VAWG-001 and VAWG-004`, `VAWG-001, … and 7 more`.
    var words: String {
        let more = count - first.count
        return Words.list(first + (more > 0 ? ["\(more) more"] : []))
    }

    /// `VAWG-001 is`, `VAWG-001 and VAWG-004 are`.
    package func words(_ one: String, _ several: String) -> String {
        "\(words) \(count == 1 ? one : several)"
    }
}
