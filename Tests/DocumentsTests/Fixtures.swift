import Documents
import Foundation

extension CSVDocument {
    static func fixture(_ text: String) throws -> CSVDocument {
        try CSVDocument(Data(text.utf8), file: "f.csv")
    }

    var texts: [[String]] { records.map { $0.map(\.text) } }
}

/// The same numbers in every run: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A table whose records all hold a word, made of what CSV finds hard.
    mutating func table() -> [[String]] {
        let columns = Int.random(in: 1...5, using: &self)
        return (0..<Int.random(in: 1...6, using: &self)).map { _ in
            var record = (0..<columns).map { _ in cell() }
            record[Int.random(in: 0..<columns, using: &self)] += "x"
            return record
        }
    }

    mutating func cell() -> String {
        let parts = [
            "a", "é", "РВ", ",", ";", "\t", "\"", "\n", "\r", "\r\n", " ", "'", "=", "-", "@", "+", "sep=",
            "\u{FEFF}",
            "😀", "\u{301}", "07/09/2026", "PK\u{3}\u{4}",
        ]
        return (0..<Int.random(in: 0...6, using: &self)).map { _ in parts.randomElement(using: &self)! }
            .joined()
    }

    /// Octets of which many are those that decide how a file is read.
    mutating func octets() -> Data {
        let telling = Array("\",;\t\n\r'= a".utf8) + [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0xC3, 0xA9]
        return Data(
            (0..<Int.random(in: 0...40, using: &self)).map { _ in
                Int.random(in: 0..<50, using: &self) == 0
                    ? UInt8.random(in: 0...255, using: &self) : telling.randomElement(using: &self)!
            })
    }
}
