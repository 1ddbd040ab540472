import ActionRegister
package import Foundation
package import Logging
package import Mail

/// One line for each thing that happens to a letter, with fields that stay the
/// same: `letter= to= relay= delay= dsn= status=`, as mail servers write them.
package struct MailLog: Sendable {
    private let logger: Logger
    private let relay: String
    private let addresses: LogAddresses
    private let salt: String

    /// - Parameters:
    ///   - relay: `host:port`, as configured.
    ///   - salt: what makes hashed addresses this installation's own.
    package init(logger: Logger, relay: String, addresses: LogAddresses, salt: String) {
        self.logger = logger
        self.relay = relay
        self.addresses = addresses
        self.salt = salt
    }

    /// A look made an entry of it.
    package func queued(_ entry: OutboxEntry) {
        logger.info(
            line(entry, status: "queued", dsn: nil, delay: nil).with("message-id", entry.messageID).message)
    }

    /// The relay answers for it now.
    package func relayed(_ entry: OutboxEntry, reply: SMTPReply, at now: Date) {
        log(.info, entry, "relayed", reply, now)
    }

    package func deferred(_ entry: OutboxEntry, until next: Date, why: SubmissionFailure, at now: Date) {
        let fields = line(entry, status: "deferred", dsn: why.reply?.status, delay: delay(entry, now))
        logger.notice(fields.with("until", next.formatted(.iso8601)).with("reply", why.description).message)
    }

    /// Given up; somebody has to be told.
    package func bounced(_ entry: OutboxEntry, why: SubmissionFailure, at now: Date) {
        let fields = line(
            entry, status: "bounced", dsn: why.reply?.status ?? "5.0.0", delay: delay(entry, now))
        logger.warning(fields.with("reply", why.description).message)
    }

    /// An attempt may have reached the relay, and nobody knows.
    package func unknown(_ entry: OutboxEntry, why: SubmissionFailure, at now: Date) {
        let fields = line(entry, status: "unknown", dsn: why.reply?.status, delay: delay(entry, now))
        logger.warning(fields.with("reply", why.description).message)
    }

    /// Nobody took it while it was worth sending.
    package func expired(_ entry: OutboxEntry, at now: Date) {
        let fields = line(entry, status: "bounced", dsn: "4.4.7", delay: delay(entry, now))
        logger.warning(fields.with("reply", "expired before the relay took it").message)
    }

    /// No letter can go before `until`; where it refuses us, somebody has to act.
    package func relayAway(_ why: SubmissionFailure, refuses: Bool, until: Date) {
        let fields = LogFields().with("relay", relay).with("status", refuses ? "refuses" : "away")
            .with("until", until.formatted(.iso8601)).with("reply", why.description)
        logger.log(level: refuses ? .error : .warning, fields.message)
    }

    package func relayBack() {
        logger.notice(LogFields().with("relay", relay).with("status", "back").message)
    }

    /// The lane keeps the outcome and tries again.
    package func notCommitted(_ words: String) {
        logger.error(LogFields().with("status", "not-committed").with("why", words).message)
    }

    /// Kept by the mode, or by an operator.
    package func held(_ entry: OutboxEntry, why: String) {
        logger.info(line(entry, status: "held", dsn: nil, delay: nil).with("reason", why).message)
    }

    /// Nothing was left to say when it was composed.
    package func suppressed(_ entry: OutboxEntry, why: String) {
        logger.info(line(entry, status: "suppressed", dsn: nil, delay: nil).with("reason", why).message)
    }

    private func log(
        _ level: Logger.Level, _ entry: OutboxEntry, _ status: String, _ reply: SMTPReply, _ now: Date
    ) {
        let fields = line(entry, status: status, dsn: reply.status, delay: delay(entry, now))
        logger.log(level: level, fields.with("reply", reply.description).message)
    }

    private func line(_ entry: OutboxEntry, status: String, dsn: String?, delay: String?) -> LogFields {
        LogFields().with("letter", entry.id.description).with("to", shown(entry.mailbox)).with("relay", relay)
            .with("delay", delay).with("dsn", dsn).with("status", status)
    }

    /// Seconds since the entry was made.
    private func delay(_ entry: OutboxEntry, _ now: Date) -> String {
        let tenths = Int((max(0, now.timeIntervalSince(entry.enqueuedAt)) * 10).rounded(.toNearestOrEven))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func shown(_ mailbox: Mailbox?) -> String {
        guard let mailbox else { return "-" }
        return switch addresses {
        case .full: "<\(mailbox)>"
        case .hashed: String(Digest.sha256Hex("\(salt)\0\(mailbox.addressSpec.lowercased())".utf8).prefix(12))
        }
    }
}

extension LogFields {
    fileprivate var message: Logger.Message { "\(text)" }
}

extension SMTPReply {
    /// The enhanced status (RFC 3463), or its class where the relay gave none.
    fileprivate var status: String { enhancedStatus ?? "\(code / 100).0.0" }
}
