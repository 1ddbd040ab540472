import Foundation

extension CurlRelay {
    /// A relay's address, read from `smtp://HOST[:PORT]` or `smtps://HOST[:PORT]`.
    package struct Server: Hashable, Sendable {
        package enum Scheme: String, Hashable, Sendable { case smtp, smtps }

        package let scheme: Scheme
        /// A name, or an address without brackets.
        package let host: String
        package let port: Int

        init(_ text: String) throws(ConfigurationError) {
            guard let parts = URLComponents(string: text),
                let scheme = Scheme(rawValue: parts.scheme?.lowercased() ?? ""),
                let host = parts.host.map({ $0.trimmingCharacters(in: ["[", "]"]) }),
                Self.isDomain(host) || Self.isAddress(host, family: AF_INET6),
                parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
                ["", "/"].contains(parts.path), (1...65_535).contains(parts.port ?? 25)
            else { throw .url(text) }
            self.scheme = scheme
            self.host = host
            port = parts.port ?? (scheme == .smtp ? 25 : 465)
        }

        /// The URL for libcurl, which takes the name for EHLO from its path.
        func url(ehloName: String?) -> String {
            let host = host.contains(":") ? "[\(host)]" : host
            return "\(scheme.rawValue)://\(host):\(port)/\(ehloName ?? "")"
        }

        /// By the name alone: libcurl takes `localhost` and what ends in it to
        /// loopback without asking DNS (RFC 6761 §6.3).
        package var isLoopback: Bool {
            ".\(host.lowercased())".hasSuffix(".localhost") || host == "::1"
                || (Self.isAddress(host, family: AF_INET) && host.hasPrefix("127."))
        }

        /// Letters, digits, hyphens and dots, as a name in DNS: nothing that a
        /// URL, or the line that carries it, could take for something else.
        static func isDomain(_ text: String) -> Bool {
            text.utf8.count <= 253
                && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
        }

        private static func isLabel(_ text: Substring) -> Bool {
            (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }

        private static func isAddress(_ text: String, family: Int32) -> Bool {
            var address = in6_addr()
            return inet_pton(family, text, &address) == 1
        }
    }
}
