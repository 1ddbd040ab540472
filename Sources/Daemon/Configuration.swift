package import ActionRegister
package import Foundation

/// What an operator settles in `minuted.yaml`.
///
/// Every key and its default stand, with their meaning, in
/// `config/minuted.yaml`; the defaults here are those. Secrets are no part of
/// it: see `Secrets`.
package struct Configuration: Hashable, Sendable {
    /// The SQLite file; its lock, its doorbell and its fence lie beside it.
    package var database = "/var/lib/minuted/minuted.sqlite"
    package var mode: Mode = .dryRun
    /// Where every letter goes in `redirect` mode; set whenever that is the mode.
    package var redirectTo: Mailbox?
    /// To whom letters go in `allow-list` mode; the others are held.
    package var allowList: [AddressPattern] = []
    /// `nil` only in `dry-run` mode, or where nothing was configured.
    package var sender: Sender?
    package var relay = Relay()
    package var console: Console?
    package var answers: Answers?
    package var health: Health?
    /// Pinged after each good look.
    package var watch: URL?
    package var retention = Retention()
    package var log = Log()

    package init() {}

    /// What may leave the machine.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case dryRun = "dry-run"
        case redirect
        case allowList = "allow-list"
        case live
    }

    package struct Sender: Hashable, Sendable {
        /// The address in From where a board has none of its own.
        package var address: Mailbox
        package var envelope: ReversePath
        /// Whether somebody said where bounces go; otherwise they go to `address`.
        package let namesBouncePath: Bool

        package init(address: Mailbox, envelope: ReversePath? = nil) {
            self.address = address
            namesBouncePath = envelope != nil
            self.envelope = envelope ?? ReversePath(address.addressSpec)!
        }
    }

    package struct Console: Hashable, Sendable {
        package var listen: ListenAddress
        /// How people reach it from outside.
        package var url: URL
        package var signIn: SignIn = .link

        package enum SignIn: String, Hashable, Sendable, CaseIterable {
            case link
            case proxyHeader = "proxy-header"
        }
    }

    /// The owners' pages.
    package struct Answers: Hashable, Sendable {
        package var listen: ListenAddress
        package var url: URL
    }

    package struct Health: Hashable, Sendable {
        package var listen: ListenAddress
        /// Not ready when a letter is later than this.
        package var lateAfter: Duration = .seconds(2 * 3600)
    }

    /// How long what was sent, and how it was sent, is kept.
    package struct Retention: Hashable, Sendable {
        package var messages: Duration = .seconds(400 * 86_400)
        package var attempts: Duration = .seconds(400 * 86_400)

        package init() {}
    }

    package struct Log: Hashable, Sendable {
        package var level: LogLevel = .info
        package var format: LogFormat = .auto
        package var addresses: LogAddresses = .full

        package init() {}
    }
}

package enum LogLevel: String, Hashable, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
}

package enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// `journal` under systemd, else `text`.
    case auto
    case journal, text, json
}

package enum LogAddresses: String, Hashable, Sendable, CaseIterable {
    case full, hashed
}
