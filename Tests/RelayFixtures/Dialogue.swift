import Foundation

/// A conversation written down line by line in a file, with the outcome it must have.
///
///     A mailbox that does not exist
///     with: login plain
///
///     S: 220 mx.example.org ESMTP
///     C: EHLO *
///     S: 550 5.1.1 no such user
///     = bounced recipient: 550 5.1.1 no such user
///
/// The first line is the title. `S:` is said by the relay, `C:` must be said by the
/// client, where `*` at the end stands for any rest; `=` is the outcome of one
/// submission; `-` begins the next connection. What stands in brackets is done and
/// not said: `S:` knows `(drop)`, `(reset)`, `(silence)`, `(TLS)`, `(TLS in vain)`,
/// `(drip) words` and `(128 times) words`; `C:` knows `(the message)`, `(the same message)`,
/// `(the message begins)` and `(nothing more)`.
package struct Dialogue: Sendable {
    package let title: String
    package let options: [String]
    package let outcomes: [String]
    let connections: [[Line]]

    struct Line: Hashable, Sendable {
        var isClients: Bool
        var words: String
    }

    /// What cannot be read, word for word.
    package struct Unreadable: Error {
        package let line: String
    }

    package init(_ text: String) throws {
        var lines = text.split(separator: "\n").map(String.init)[...]
        title = lines.popFirst() ?? ""
        let isTold = lines.first?.hasPrefix("with: ") == true
        options = isTold ? lines.removeFirst().dropFirst(6).split(separator: ", ").map(String.init) : []
        outcomes = lines.filter { $0.hasPrefix("= ") }.map { String($0.dropFirst(2)) }
        connections = try lines.split(separator: "-").map { try $0.compactMap(Self.line) }
    }

    private static func line(_ text: String) throws -> Line? {
        switch text.prefix(3) {
        case "C: ": Line(isClients: true, words: String(text.dropFirst(3)))
        case "S: ": Line(isClients: false, words: String(text.dropFirst(3)))
        case let start where start.hasPrefix("= "): nil
        default: throw Unreadable(line: text)
        }
    }
}
