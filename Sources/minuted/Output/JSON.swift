import ActionRegister
import Foundation

/// A JSON document that is written as it is put together: keys keep their
/// order, and what is missing is `null`, never left out.
enum JSON: Hashable {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSON])
    case object([Member])
    /// What is a document already.
    case document(String)

    struct Member: Hashable {
        var key: String
        var value: JSON
    }
}

/// What has one form in JSON.
protocol JSONRepresentable {
    var json: JSON { get }
}

extension JSON: JSONRepresentable, ExpressibleByDictionaryLiteral {
    var json: JSON { self }

    init(dictionaryLiteral members: (String, any JSONRepresentable)...) {
        self = .object(members.map { Member(key: $0.0, value: $0.1.json) })
    }
}

extension JSON: CustomStringConvertible {
    /// One line, but for an array at the top: one element a line.
    var description: String {
        guard case .array(let elements) = self, !elements.isEmpty else { return compact }
        return "[\n" + elements.map(\.compact).joined(separator: ",\n") + "\n]"
    }

    private var compact: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): String(value)
        case .string(let text): Self.quoted(text)
        case .document(let text): text
        case .array(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.key) + ":" + $0.value.compact }.joined(separator: ",") + "}"
        }
    }

    /// RFC 8259 §7; what ends a line for JavaScript is escaped too.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}": quoted += escape(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension String: JSONRepresentable { var json: JSON { .string(self) } }
extension Int: JSONRepresentable { var json: JSON { .number(self) } }
extension Int64: JSONRepresentable { var json: JSON { .number(Int(self)) } }
extension Bool: JSONRepresentable { var json: JSON { .bool(self) } }

extension Date: JSONRepresentable {
    /// In UTC, to the second: `2027-03-18T09:00:00Z`.
    var json: JSON { .string(formatted(.iso8601)) }
}

extension CalendarDay: JSONRepresentable { var json: JSON { .string(description) } }
extension TimeOfDay: JSONRepresentable { var json: JSON { .string(description) } }
extension Mailbox: JSONRepresentable { var json: JSON { .string(description) } }
extension Identifier: JSONRepresentable { var json: JSON { .number(Int(rawValue)) } }

extension Optional: JSONRepresentable where Wrapped: JSONRepresentable {
    var json: JSON { map(\.json) ?? .null }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
    var json: JSON { .array(map(\.json)) }
}
