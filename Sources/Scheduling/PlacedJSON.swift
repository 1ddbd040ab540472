import Foundation

/// A JSON value that knows where it stands in its file.
///
/// Foundation's decoder says which key is wrong but not on which line, and a
/// secretary mends a file by its lines.
struct PlacedJSON {
    enum Value {
        case object([(key: String, value: PlacedJSON)])
        case array([PlacedJSON])
        case string(String)
        /// A number, `true`, `false` or `null`.
        case word(String)
    }

    var value: Value
    /// Offset of its first byte.
    var offset: Int

    subscript(key: String) -> PlacedJSON? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? { if case .string(let text) = value { text } else { nil } }
    var array: [PlacedJSON]? { if case .array(let elements) = value { elements } else { nil } }
}

extension PlacedJSON {
    /// Where a text is no JSON, and what belongs there.
    struct Failure: Error {
        var offset: Int
        var expected: String
    }

    /// Reads a text of one value (RFC 8259) in UTF-8.
    init(_ text: [UInt8]) throws(Failure) {
        var reader = JSONReader(text)
        self = try reader.document()
    }
}

private struct JSONReader {
    private let text: [UInt8]
    private var next: Int
    private var depth = 0

    init(_ text: [UInt8]) {
        self.text = text
        next = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func document() throws(PlacedJSON.Failure) -> PlacedJSON {
        let value = try value()
        skipSpace()
        guard next == text.count else { throw failure("the end of the file") }
        return value
    }

    private mutating func value() throws(PlacedJSON.Failure) -> PlacedJSON {
        skipSpace()
        let offset = next
        guard depth < 32 else { throw failure("fewer brackets within brackets") }
        depth += 1
        defer { depth -= 1 }
        return PlacedJSON(value: try bareValue(), offset: offset)
    }

    private mutating func bareValue() throws(PlacedJSON.Failure) -> PlacedJSON.Value {
        switch peeked {
        case UInt8(ascii: "{"):
            return .object(try list(until: "}") { reader throws(PlacedJSON.Failure) in try reader.member() })
        case UInt8(ascii: "["):
            return .array(try list(until: "]") { reader throws(PlacedJSON.Failure) in try reader.value() })
        case UInt8(ascii: "\""): return .string(try string())
        default: return .word(try word())
        }
    }

    private mutating func member() throws(PlacedJSON.Failure) -> (key: String, value: PlacedJSON) {
        skipSpace()
        guard peeked == UInt8(ascii: "\"") else { throw failure("a name in quotation marks") }
        let key = try string()
        try take(":")
        return (key, try value())
    }

    /// The elements between the bracket that stands here and the one that closes it.
    private mutating func list<Element>(
        until close: Unicode.Scalar, _ element: (inout JSONReader) throws(PlacedJSON.Failure) -> Element
    ) throws(PlacedJSON.Failure) -> [Element] {
        next += 1
        var elements: [Element] = []
        skipSpace()
        if peeked == UInt8(ascii: close) {
            next += 1
            return elements
        }
        while true {
            elements.append(try element(&self))
            skipSpace()
            guard peeked == UInt8(ascii: ",") else { break }
            next += 1
        }
        try take(close)
        return elements
    }

    private mutating func string() throws(PlacedJSON.Failure) -> String {
        let start = next
        next += 1
        while let byte = peeked, byte != UInt8(ascii: "\""), byte >= 0x20 {
            next += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard peeked == UInt8(ascii: "\"") else { throw failure("a quotation mark") }
        next += 1
        // Foundation undoes the escapes; only the place is ours.
        let quoted = Data(text[start..<next])
        guard let string = try? JSONDecoder().decode(String.self, from: quoted) else {
            throw PlacedJSON.Failure(offset: start, expected: "a well-formed string in UTF-8")
        }
        return string
    }

    private mutating func word() throws(PlacedJSON.Failure) -> String {
        let start = next
        while let byte = peeked, !Self.ends(byte) { next += 1 }
        let word = String(decoding: text[start..<next], as: UTF8.self)
        guard ["true", "false", "null"].contains(word) || Double(word) != nil else {
            throw PlacedJSON.Failure(offset: start, expected: "a value")
        }
        return word
    }

    private mutating func take(_ mark: Unicode.Scalar) throws(PlacedJSON.Failure) {
        skipSpace()
        guard peeked == UInt8(ascii: mark) else { throw failure("\"\(mark)\"") }
        next += 1
    }

    private mutating func skipSpace() {
        while let byte = peeked, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { next += 1 }
    }

    private var peeked: UInt8? { next < text.count ? text[next] : nil }

    private static func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || ",:[]{}\"".utf8.contains(byte) }

    private func failure(_ expected: String) -> PlacedJSON.Failure {
        PlacedJSON.Failure(offset: next, expected: expected)
    }
}
