package import ActionRegister
package import Foundation
package import Logging
package import Mail
package import Reminders
package import Store

/// What the console is given: the register, the time, and the few things that
/// only the daemon can do.
package struct ConsoleHost: Sendable {
    package var store: Store
    package var now: @Sendable () -> Date
    /// The machine's clock, which keys expire by and the audit keeps beside `now`.
    package var realTime: @Sendable () -> Date
    /// Under which people reach the console.
    package var url: URL
    package var signIn = SignIn.link
    /// What may leave the machine, as the configuration in force has it.
    package var sending: @Sendable () -> Sending
    /// What needs a person, as `status` tells it.
    package var problems: @Sendable () throws -> [Problem]
    /// Hands a sign-in letter to the relay at once.
    package var post: @Sendable (Message, Mailbox) async -> Void
    /// Tells the daemon that something was edited.
    package var ring: @Sendable () -> Void
    /// 32 bytes that nobody can guess.
    package var secret: @Sendable () -> [UInt8]
    package var logger: Logger

    /// How people sign in.
    package enum SignIn: Hashable, Sendable {
        /// By a link that comes by mail.
        case link
        /// The reverse proxy in front says who it is, by a mailbox in `X-Remote-User`.
        case proxyHeader
    }

    /// How letters go.
    package struct Sending: Sendable {
        package var mode: SendingMode
        /// `dry-run: nothing leaves`
        package var words: String
        package var sender: LetterSender

        package init(mode: SendingMode, words: String, sender: LetterSender) {
            (self.mode, self.words, self.sender) = (mode, words, sender)
        }

        /// Whether letters go to whom they are written.
        var isLive: Bool {
            if case .live = mode { true } else { false }
        }
    }

    package init(
        store: Store, url: URL, logger: Logger, now: @escaping @Sendable () -> Date,
        realTime: @escaping @Sendable () -> Date, secret: @escaping @Sendable () -> [UInt8],
        sending: @escaping @Sendable () -> Sending
    ) {
        (self.store, self.url, self.logger, self.now) = (store, url, logger, now)
        (self.realTime, self.secret, self.sending) = (realTime, secret, sending)
        problems = { [] }
        post = { _, _ in }
        ring = {}
    }

    /// Whether browsers reach it by TLS.
    var isSecure: Bool { url.scheme == "https" }
}
