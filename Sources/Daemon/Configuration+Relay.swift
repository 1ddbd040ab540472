package import ActionRegister
package import Foundation
package import Mail

extension Configuration {
    /// The server that takes letters over.
    package struct Relay: Hashable, Sendable {
        package var url = RelayURL("smtp://localhost:25")!
        /// The name told in EHLO; `nil` for the machine's own.
        package var ehloName: String?
        /// `nil` for what the place of the relay asks for: see `tlsInForce`.
        package var tls: TLS?
        /// Certificates to believe besides the machine's own.
        package var caFile: String?
        /// For one whole transaction.
        package var timeout: Duration = .seconds(60)
        package var authentication: Authentication = .none
        package var username: String?
        package var oauth2: OAuth2?
        package var connections = 1
        /// `nil` is unlimited.
        package var rate: Rate?
        /// Letters in 24 hours; `nil` is unlimited.
        package var dailyLimit: Int?
        /// Whether it signs List-Unsubscribe and List-Unsubscribe-Post by DKIM.
        package var signs = false

        package init() {}

        package var limits: SendingLimits {
            SendingLimits(
                rate: rate.map {
                    .init(count: $0.count, span: TimeInterval($0.per.duration.components.seconds))
                },
                daily: dailyLimit)
        }

        /// TLS is required unless the relay is on loopback.
        package var tlsInForce: TLS { tls ?? (url.isLoopback && !url.isImplicitTLS ? .none : .required) }

        package enum TLS: String, Hashable, Sendable, CaseIterable {
            case required, none
        }

        package enum Authentication: String, Hashable, Sendable, CaseIterable {
            case none, plain, login, xoauth2
        }

        package struct OAuth2: Hashable, Sendable {
            package var tokenURL: URL
            package var clientID: String
            package var scope: String?
            /// When the client secret expires; told ahead of time.
            package var secretExpires: CalendarDay?
            package var proxy: URL?
            /// Certificates to believe for the token endpoint besides the machine's own.
            package var caFile: String?
        }
    }
}

/// `smtp://host:port` (STARTTLS) or `smtps://host:port`, and nothing else: what
/// stands here reaches libcurl, which takes more from a URL than an address.
package struct RelayURL: Hashable, Sendable {
    package let isImplicitTLS: Bool
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    package let host: String
    package let port: Int

    package init?(_ text: String) {
        guard let (scheme, rest) = text.divided(at: "://"), ["smtp", "smtps"].contains(scheme.lowercased()),
            let place = HostAndPort(rest, defaultPort: scheme.lowercased() == "smtp" ? 25 : 465),
            place.port > 0
        else { return nil }
        isImplicitTLS = scheme.lowercased() == "smtps"
        (host, port) = (place.host, place.port)
    }

    package var isLoopback: Bool { HostAndPort.isLoopback(host) }
}

extension RelayURL: CustomStringConvertible {
    package var description: String {
        "\(isImplicitTLS ? "smtps" : "smtp")://\(HostAndPort(host: host, port: port))"
    }
}

/// So many in a span of time: `30/minute`.
package struct Rate: Hashable, Sendable {
    /// 1 or more.
    package var count: Int
    package var per: Unit

    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case second, minute, hour, day

        package var duration: Duration {
            switch self {
            case .second: .seconds(1)
            case .minute: .seconds(60)
            case .hour: .seconds(3600)
            case .day: .seconds(86_400)
            }
        }
    }

    package init(_ count: Int, per unit: Unit) {
        self.count = count
        self.per = unit
    }
}

extension Rate: CustomStringConvertible, LosslessStringConvertible {
    package var description: String { "\(count)/\(per.rawValue)" }

    package init?(_ text: String) {
        guard let (count, unit) = text.divided(at: "/"), let count = Int(decimal: count), count > 0,
            let unit = Unit(rawValue: unit.trimmed)
        else { return nil }
        self.init(count, per: unit)
    }
}
