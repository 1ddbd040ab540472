import ActionRegister
package import Foundation

/// What an entry of the audit says of a subject before or after a change: plain
/// facts, and texts that can be erased.
typealias AuditFacts = [String: AuditValue]

/// One fact of an audit entry.
enum AuditValue: Hashable {
    case none
    case number(Int64)
    /// A word, day or number that says nothing about a person.
    case plain(String)
    /// A name, a mailbox or free text: the entry keeps its salted hash only.
    case text(String, of: Int64? = nil)
    case list([AuditValue])

    static func plain(_ value: (some CustomStringConvertible)?) -> AuditValue {
        value.map { .plain($0.description) } ?? .none
    }

    static func text(_ text: String?, of person: Int64? = nil) -> AuditValue {
        text.map { .text($0, of: person) } ?? .none
    }

    /// `person 3` or `organisation 5`.
    static func owner(_ owner: Owner?) -> AuditValue {
        switch owner {
        case .person(let id): .plain("person \(id)")
        case .organisation(let id): .plain("organisation \(id)")
        case nil: .none
        }
    }

    static func flag(_ value: Bool) -> AuditValue { .plain(value ? "yes" : "no") }

    /// The value as JSON; a text as `{"sha256":"…"}`, the hash that `kept` answers.
    func json(keeping kept: (String, Int64?) throws -> String) rethrows -> String {
        switch self {
        case .none: "null"
        case .number(let number): String(number)
        case .plain(let text): JSONText.quoted(text)
        case .text(let text, let person): try "{\"sha256\":\"\(kept(text, person))\"}"
        case .list(let values):
            try "[" + values.map { try $0.json(keeping: kept) }.joined(separator: ",") + "]"
        }
    }
}

extension AuditFacts {
    /// The facts as one JSON object, its keys sorted: the same facts give the same bytes.
    func json(keeping kept: (String, Int64?) throws -> String) rethrows -> String {
        let members = try sorted { $0.key < $1.key }
            .map { try "\(JSONText.quoted($0.key)):\($0.value.json(keeping: kept))" }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// Those that are not the same in the other.
    func unlike(_ other: AuditFacts) -> AuditFacts { filter { other[$0.key] != $0.value } }
}

/// One change of the register, as the audit tells it.
package struct AuditEntry: Hashable, Sendable {
    package var sequence: Int64
    package var realTime: Date
    /// The time the change was told.
    package var now: Date
    /// `nil` where the name has been erased.
    package var actor: String?
    package var verb: String
    package var subject: String
    package var subjectID: Int64?
    /// JSON objects of what changed; a text that was erased is null.
    package var old, new: String
}

/// The first entry that does not fit, and why.
package struct AuditFault: Hashable, Sendable, CustomStringConvertible {
    package var sequence: Int64
    package var why: String

    package var description: String { "entry \(sequence): \(why)" }
}

enum JSONText {
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        return isPlain ? "\"" + text + "\"" : escaped(text)
    }

    private static func escaped(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\u{0}"..."\u{1F}":
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
