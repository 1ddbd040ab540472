package import ActionRegister
import Foundation

/// To whom letters may go in `allow-list` mode: `a@example.org` or `*@example.org`.
package enum AddressPattern: Hashable, Sendable {
    case mailbox(Mailbox)
    case domain(String)

    package init?(_ text: String) {
        if text.hasPrefix("*@") {
            guard Mailbox("x" + text.dropFirst()) != nil else { return nil }
            self = .domain(String(text.dropFirst(2)))
        } else {
            guard let mailbox = Mailbox(text), !text.contains("*") else { return nil }
            self = .mailbox(mailbox)
        }
    }

    /// Whether it speaks of this address; upper and lower case are the same.
    package func matches(_ mailbox: Mailbox) -> Bool {
        switch self {
        case .mailbox(let one): one.addressSpec.lowercased() == mailbox.addressSpec.lowercased()
        case .domain(let domain): domain.lowercased() == mailbox.domain.lowercased()
        }
    }
}

/// Where bounces go (RFC 5321 §2.3.1): an address that may hold `{id}` once
/// before its `@`, in whose place the letter's number stands.
package struct ReversePath: Hashable, Sendable {
    package let pattern: String

    package init?(_ text: String) {
        let parts = text.components(separatedBy: Self.placeholder)
        guard parts.count <= 2, parts.count == 1 || parts[1].contains("@"),
            Mailbox(parts.joined(separator: String(Int64.max))) != nil
        else { return nil }
        pattern = text
    }

    package func mailbox(forLetter id: Int64) -> Mailbox {
        Mailbox(pattern.replacingOccurrences(of: Self.placeholder, with: String(id)))!
    }

    /// The letter that an address of this pattern names; `nil` for any other address.
    package func letter(of address: String) -> Int64? {
        let parts = pattern.lowercased().components(separatedBy: Self.placeholder)
        let address = address.lowercased()
        guard parts.count == 2, address.hasPrefix(parts[0]), address.hasSuffix(parts[1]),
            address.utf8.count > pattern.utf8.count - Self.placeholder.utf8.count
        else { return nil }
        let digits = address.dropFirst(parts[0].count).dropLast(parts[1].count)
        return digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(digits) : nil
    }

    private static let placeholder = "{id}"
}

/// Where a listener listens: `127.0.0.1:8480`, `[::1]:8480`, or a Unix socket
/// by its absolute path.
package enum ListenAddress: Hashable, Sendable {
    case tcp(host: String, port: Int)
    case unix(path: String)

    package init?(_ text: String) {
        let path = text.hasPrefix("unix:") ? String(text.dropFirst(5)) : text
        if path.hasPrefix("/") {
            guard path.utf8.count <= 107, !path.hasSuffix("/") else { return nil }
            self = .unix(path: path)
        } else {
            guard let place = HostAndPort(text, defaultPort: nil) else { return nil }
            self = .tcp(host: place.host, port: place.port)
        }
    }

    /// Whether nobody can reach it from another machine.
    package var isLocal: Bool {
        switch self {
        case .tcp(let host, _): HostAndPort.isLoopback(host)
        case .unix: true
        }
    }
}

extension ListenAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tcp(let host, let port): HostAndPort(host: host, port: port).description
        case .unix(let path): path
        }
    }
}

/// A host and a port as URLs write them (RFC 3986 §3.2), without user or path.
struct HostAndPort: Hashable, CustomStringConvertible {
    var host: String
    var port: Int

    init(host: String, port: Int) { (self.host, self.port) = (host, port) }

    init?(_ text: String, defaultPort: Int?) {
        var host = text, port = defaultPort
        if let colon = text.lastIndex(of: ":"), text.hasPrefix("[") == text[..<colon].hasSuffix("]") {
            guard let number = Int(decimal: text[text.index(after: colon)...]) else { return nil }
            (host, port) = (String(text[..<colon]), number)
        }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        guard isBracketed ? Self.isIPv6(host) : host.isHostName, let port, (0...65_535).contains(port) else {
            return nil
        }
        (self.host, self.port) = (host, port)
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether a host is this machine, by its name or its number.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    private static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }
}

extension Duration {
    /// Reads `60s`, `90m`, `2h` or `400d`.
    package init?(configured text: String) {
        let seconds = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ seconds[String($0)] }),
            let count = Int(decimal: text.dropLast()),
            count > 0, count <= 100_000_000
        else { return nil }
        self = .seconds(count * unit)
    }
}

extension Int {
    /// Reads plain decimal digits: no sign, no space, no underscore.
    init?(decimal text: some StringProtocol) {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.init(text)
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespaces) }

    /// The parts before and after the first `separator`, if there is one.
    func divided(at separator: String) -> (String, String)? {
        range(of: separator).map { (String(self[..<$0.lowerBound]), String(self[$0.upperBound...])) }
    }

    /// Letters, digits and inner hyphens between single dots (RFC 1123 §2.1);
    /// such a name may also be an IPv4 address.
    var isHostName: Bool {
        utf8.count <= 253
            && split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy {
                        UInt8(ascii: "-") == $0 || Character(.init($0)).isASCIIAlphanumeric
                    }
            }
    }
}

extension Character {
    fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
