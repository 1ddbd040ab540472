package import Foundation

extension CurlRelay {
    /// How the client says who it is.
    package enum Authentication: Hashable, Sendable {
        case none
        case plain(Credentials)
        case login(Credentials)
        /// The mailbox, by a token that is fetched anew when it ends.
        case xoauth2(username: String, TokenGrant)

        /// This mechanism and no other (libcurl's CURLOPT_LOGIN_OPTIONS).
        var mechanism: String? {
            switch self {
            case .none: nil
            case .plain: "PLAIN"
            case .login: "LOGIN"
            case .xoauth2: "XOAUTH2"
            }
        }

        var username: String? {
            switch self {
            case .none: nil
            case .plain(let credentials), .login(let credentials): credentials.username
            case .xoauth2(let username, _): username
            }
        }

        /// Nothing where a token is used in its place.
        var password: String? {
            switch self {
            case .none, .xoauth2: nil
            case .plain(let credentials), .login(let credentials): credentials.password
            }
        }

        var grant: TokenGrant? {
            if case .xoauth2(_, let grant) = self { grant } else { nil }
        }

        /// A NUL would end them early in C and between the parts of PLAIN, a SOH
        /// between those of XOAUTH2.
        var fitsInCommands: Bool {
            guard let username else { return true }
            return !username.isEmpty
                && (username + (password ?? "")).unicodeScalars.allSatisfy {
                    $0.properties.generalCategory != .control
                }
        }
    }

    /// A name and a password that print as neither.
    package struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        let username, password: String

        package init(username: String, password: String) {
            (self.username, self.password) = (username, password)
        }

        package var description: String { "Credentials(struck out)" }
        package var customMirror: Mirror { Mirror(self, children: [:]) }
    }
}

/// What is asked of a token endpoint: a token for an application that shows its
/// own secret, "client credentials" (RFC 6749 §4.4).
package struct TokenGrant: Hashable, Sendable {
    /// `https://`, or `http://` to this machine.
    package var endpoint: URL
    package var clientID: String
    package var clientSecret: String
    package var scope: String?
    /// `http://host:port` on the way to the endpoint; `nil` for none, whatever
    /// the environment says.
    package var proxy: URL?
    /// PEM certificates to trust for the endpoint besides Debian's.
    package var caFile: String?

    package init(
        endpoint: URL, clientID: String, clientSecret: String, scope: String? = nil, proxy: URL? = nil,
        caFile: String? = nil
    ) {
        (self.endpoint, self.clientID, self.clientSecret) = (endpoint, clientID, clientSecret)
        (self.scope, self.proxy, self.caFile) = (scope, proxy, caFile)
    }

    /// The body of the request, `application/x-www-form-urlencoded`.
    var form: String {
        let fields = [
            ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", clientSecret),
            ("scope", scope),
        ]
        return fields.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
            .joined(separator: "&")
    }

    /// All but the unreserved characters of RFC 3986 as `%XX`.
    static func encoded(_ text: String) -> String {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        let plain = CharacterSet(charactersIn: letters + "0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }

    /// The forms in which an answer could repeat the secret.
    var secrets: [String] { [clientSecret, Self.encoded(clientSecret)] }
}

extension TokenGrant: CustomStringConvertible, CustomReflectable {
    package var description: String { "TokenGrant(\(endpoint), the secret struck out)" }
    package var customMirror: Mirror { Mirror(self, children: ["endpoint": endpoint, "clientID": clientID]) }
}
