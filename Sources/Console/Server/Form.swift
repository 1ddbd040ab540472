import Foundation

/// The fields of a form, or of an address's query, as a browser sends them
/// (`application/x-www-form-urlencoded`, WHATWG URL §5).
package struct Form: Hashable, Sendable {
    private var values: [String: [String]] = [:]

    package init() {}

    /// The fields that no sender writes.
    static let ours: Set = ["token", "once", "form", "seen"]

    /// Reads `name=value&…`. What is no UTF-8 loses the octets that are not.
    package init(urlEncoded text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0])
            values[name, default: []].append(parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    package init(_ values: [String: [String]]) { self.values = values }

    /// What somebody typed into a field, without the space around it; nothing where
    /// the field was left empty or was not on the form. Line ends are `\n`.
    package subscript(_ name: String) -> String {
        let text = values[name]?.first ?? ""
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A page's number as people count, from 1, as the program does, from 0.
    package var page: Int { page("page") }

    package func page(_ name: String) -> Int { max(1, min(1_000_000, Int(self[name]) ?? 1)) - 1 }

    /// The names of all fields.
    package var names: [String] { values.keys.sorted() }

    /// All values of fields that share a name: boxes that were ticked.
    package func all(_ name: String) -> [String] { values[name] ?? [] }

    package func has(_ name: String) -> Bool { values[name] != nil }

    /// As an address's query carries it, by name; fields left empty are left out.
    package var query: String {
        let pairs = values.sorted { $0.key < $1.key }.flatMap { name, values in
            values.filter { !$0.isEmpty }.map { "\(Self.encoded(name))=\(Self.encoded($0))" }
        }
        return pairs.joined(separator: "&")
    }

    /// The same with one field set, or without it.
    package func with(_ name: String, _ value: String?) -> Form {
        var form = self
        form.values[name] = value.map { [$0] }
        return form
    }

    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                if digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
                    digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
                {
                    bytes.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
