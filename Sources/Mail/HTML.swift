/// HTML text, in which every interpolated value is escaped unless it is HTML.
///
/// What a person wrote is a `String` and so cannot become markup by being
/// forgotten; only a literal in the source can.
package struct HTML: ExpressibleByStringInterpolation, CustomStringConvertible, Hashable, Sendable {
    package let description: String

    package init(stringLiteral text: String) { description = text }
    package init(stringInterpolation parts: StringInterpolation) { description = parts.text }
    private init(_ text: String) { description = text }

    package static func + (first: HTML, second: HTML) -> HTML { HTML(first.description + second.description) }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity * 2)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ html: HTML) { text += html.description }
        package mutating func appendInterpolation(_ pieces: [HTML]) {
            pieces.forEach { text += $0.description }
        }
        package mutating func appendInterpolation(_ number: Int) { text += String(number) }
        package mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
    }

    /// The text as it may stand between tags and inside a quoted attribute.
    private static func escaped(_ text: String) -> String {
        guard text.hasOctet(where: { entity($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        for byte in text.utf8 {
            if let entity = entity(byte) { bytes += entity.utf8 } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
