import Foundation

extension CurlRelay {
    /// Where the relay is and how to speak to it, checked when it is made.
    package struct Configuration: Hashable, Sendable {
        package let server: Server
        /// The name given in EHLO; `nil` is the machine's own.
        package let ehloName: String?
        package let tls: TLS
        /// PEM certificates to trust besides Debian's `/etc/ssl/certs`.
        package let caFile: String?
        package let authentication: Authentication
        package let lanes: Int

        /// Until the relay has greeted and authenticated us.
        package var connectTimeout: Duration = .seconds(30)
        /// For a whole transaction, and for each reply in it.
        package var timeout: Duration = .seconds(120)
        /// For the answer to a parting QUIT.
        package var quitTimeout: Duration = .seconds(5)
        /// A lane without work says QUIT after this long. Relays hang up idle
        /// clients after some minutes anyway (RFC 5321 §4.5.3.2.7).
        package var idleTimeout: Duration = .seconds(60)

        package enum TLS: String, Hashable, Sendable, CaseIterable {
            /// STARTTLS or TLS from the first byte, the certificate verified.
            case required
            /// In clear, to this machine only.
            case none
        }

        package init(
            url: String, ehloName: String? = nil, tls: TLS = .required, caFile: String? = nil,
            authentication: Authentication = .none, lanes: Int = 4
        ) throws(ConfigurationError) {
            server = try Server(url)
            (self.ehloName, self.tls, self.caFile) = (ehloName, tls, caFile)
            (self.authentication, self.lanes) = (authentication, lanes)
            try check()
        }

        /// Whether TLS begins with STARTTLS, and the relay says all anew after it.
        var startsTLS: Bool { tls == .required && server.scheme == .smtp }

        private func check() throws(ConfigurationError) {
            if let ehloName, !Server.isDomain(ehloName) { throw .ehloName(ehloName) }
            if tls == .none && server.scheme == .smtps { throw .tlsNoneOverTLS }
            if tls == .none && !server.isLoopback { throw .clearTextAbroad(server.host) }
            if let caFile, !FileManager.default.isReadableFile(atPath: caFile) { throw .caFile(caFile) }
            if !(1...64).contains(lanes) { throw .lanes(lanes) }
            if authentication.fitsInCommands == false { throw .credentials }
        }
    }

    /// Why a relay cannot be set up as written; each names what to change.
    package enum ConfigurationError: Error, Hashable, Sendable {
        case url(String)
        case ehloName(String)
        case clearTextAbroad(String)
        case tlsNoneOverTLS
        case caFile(String)
        case lanes(Int)
        case credentials
    }
}

extension CurlRelay.ConfigurationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .url(let text):
            "the relay's url \(String(reflecting: text)) is not smtp://HOST[:PORT] or smtps://HOST[:PORT]"
        case .ehloName(let name):
            "the ehlo-name \(String(reflecting: name)) is not a domain name such as actions.example.org"
        case .clearTextAbroad(let host):
            "tls: none is for a relay on this machine (localhost, 127.0.0.1, ::1), not for \(host)"
        case .tlsNoneOverTLS:
            "smtps:// is TLS from the first byte: leave out tls: none, or write smtp://"
        case .caFile(let path): "the CA file \(path) cannot be read"
        case .lanes(let count): "\(count) connections to the relay: at least 1 and at most 64 are possible"
        case .credentials: "the relay's username is empty, or username or password hold a control character"
        }
    }
}
