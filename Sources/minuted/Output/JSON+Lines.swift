import Foundation

extension JSON {
    /// Those of an object; none of anything else.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// An object for people: a line for each member, the values in one column.
    var lines: String {
        let width = members.map(\.key.count).max() ?? 0
        return members.map { member in
            member.key.padded(to: width + 2) + member.value.plain + "\n"
        }.joined()
    }

    /// The value for people: a text without its quotes, nothing as a dash.
    var plain: String {
        switch self {
        case .null, .string(""), .array([]): "-"
        case .string(let text): text.onOneLine
        case .bool(let value): value ? "yes" : "no"
        case .array(let values): values.map(\.plain).joined(separator: ", ")
        case .object(let members): members.map { "\($0.key) \($0.value.plain)" }.joined(separator: ", ")
        case .number(let value): String(value)
        case .document(let text): text
        }
    }

    /// With more members after those of an object.
    func with(_ more: JSON) -> JSON { .object(members + more.members) }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
