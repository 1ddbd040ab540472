extension Letter {
    /// The letter as plain text, complete in itself: every paragraph on one line.
    package var text: String {
        blocks.map(\.text).joined(separator: "\n\n") + "\n"
    }
}

extension Letter.Block {
    fileprivate var text: String {
        switch self {
        case .paragraph(let lines): lines.joined(separator: "\n")
        case .heading(let words): words
        case .items(let items):
            items.enumerated().map { "\($0 + 1). \($1.text)" }.joined(separator: "\n\n")
        case .link(let words, let address): words + "\n" + address
        case .list(let lines): lines.map { "- " + $0 }.joined(separator: "\n")
        }
    }
}

extension Letter.Item {
    fileprivate var text: String { ([heading] + lines).joined(separator: "\n") }
}
