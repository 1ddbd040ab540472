/// A server that takes a message over and answers for it from then on.
///
/// It speaks over a fixed number of lanes; each carries one message at a time
/// over a connection of its own, and keeps that connection between messages.
package protocol Relay: Sendable {
    var lanes: Int { get }

    /// Hands one message over on a lane and returns when its outcome is known.
    ///
    /// - Parameter message: the whole message, every line ended by CRLF, without
    ///   dot stuffing.
    func submit(_ message: [UInt8], in envelope: Envelope, lane: Int) async -> SubmissionOutcome

    /// Closes every kept connection with QUIT.
    func close() async

    /// Where a task that serves one lane runs best: there `submit` may wait for the
    /// relay without a change of threads. `nil` for anywhere.
    func executor(lane: Int) -> (any TaskExecutor)?
}

extension Relay {
    package func executor(lane: Int) -> (any TaskExecutor)? { nil }
}

/// What became of one message, as the sender's next move (RFC 5321 §4.2.1).
package enum SubmissionOutcome: Hashable, Sendable {
    /// The relay answers for it now.
    case relayed(SMTPReply)
    /// Not now: try this message again later.
    case deferred(SubmissionFailure)
    /// Never: give this message up and tell someone.
    case bounced(SubmissionFailure)
    /// The end of the message may have reached the relay: later attempts send
    /// the identical bytes.
    case unknown(SubmissionFailure)
    /// The relay is away or asks for a rest: no message can go for a while, and
    /// this one has not been tried.
    case relayAway(SubmissionFailure)
    /// The relay will not serve us until somebody changes something (login,
    /// certificate, sender): no message can go, and this one has not been tried.
    case relayRefuses(SubmissionFailure)
}

/// Why a transaction ended without the message accepted.
package struct SubmissionFailure: Hashable, Sendable {
    package var stage: Stage
    /// The relay's words, where it said any.
    package var reply: SMTPReply?
    /// What the transport said, where the relay did not.
    package var transport: String?

    /// How far the transaction had come; before it, a token may have to be fetched.
    package enum Stage: String, Hashable, Sendable, CaseIterable, Comparable {
        case token, connect, greeting, ehlo, startTLS, auth, mail, recipient, data, message

        package static func < (a: Self, b: Self) -> Bool {
            allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
        }
    }

    package init(stage: Stage, reply: SMTPReply? = nil, transport: String? = nil) {
        self.stage = stage
        self.reply = reply
        self.transport = transport
    }

    /// Whether the relay is there and wants us slower: 421, or Exchange's 432.
    package var asksForRest: Bool { reply?.code == 421 || reply?.code == 432 }
}

extension SubmissionFailure: CustomStringConvertible {
    /// One line, fit for a log.
    package var description: String {
        let words = [reply?.description, transport].compactMap { $0 }.joined(separator: "; ")
        return "\(stage.rawValue): \(words.isEmpty ? "no answer" : words)"
    }
}
