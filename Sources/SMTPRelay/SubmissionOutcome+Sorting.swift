import CCurl
import Mail

/// How a transaction ended: libcurl's code, and the relay's last word on the
/// stage it had reached.
struct TransactionEnd {
    var code: CURLcode
    var stage: SubmissionFailure.Stage
    /// The reply to the last command; nil where none came.
    var reply: SMTPReply?
    /// What libcurl said.
    var transport: String?
    /// libcurl has taken the message's last byte: the dot may be on its way.
    var mayBeComplete = false
    /// The mechanism to log in by that the relay has not got; nothing was sent.
    var lacksMechanism: String?
    /// The address needs SMTPUTF8, the relay has not got it, and nothing was sent.
    var lacksSMTPUTF8 = false
}

extension TransactionEnd {
    /// An end without a word from the relay, by libcurl's number.
    init(curlCode: UInt32, stage: SubmissionFailure.Stage) {
        self.init(code: CURLcode(rawValue: curlCode), stage: stage)
    }
}

/// Every way a transaction can end, sorted by what the sender does next.
///
/// libcurl's code comes first: after a lost connection the response code is
/// that of an earlier command. Whatever is not foreseen here is deferred, for a
/// needless retry costs a minute and a needless bounce loses a letter.
extension SubmissionOutcome {
    init(_ end: TransactionEnd) {
        switch end.code {
        case CURLE_OK: self = .relayed(end.reply ?? SMTPReply(code: 250, text: ""))
        case _ where end.lacksSMTPUTF8: self = .bounced(end.failure)
        case _ where end.lacksMechanism != nil: self = .relayRefuses(end.failure)
        case _ where Self.setUpWrong.contains(end.code.rawValue): self = .relayRefuses(end.failure)
        default: self = end.reply.map { Self.answered($0, end) } ?? Self.unanswered(end)
        }
    }

    /// The relay said no; the words decide (RFC 5321 §4.2.1).
    private static func answered(_ reply: SMTPReply, _ end: TransactionEnd) -> SubmissionOutcome {
        switch (end.stage, reply.code) {
        case (_, 421), (_, 432): .relayAway(end.failure)
        case _ where refusesSender(reply): .relayRefuses(end.failure)
        case (.connect ... .auth, 500...599): .relayRefuses(end.failure)
        case (.connect ... .auth, 400...499): .relayAway(end.failure)
        case (.mail, 552): .bounced(end.failure)
        case (.mail, 500...599): .relayRefuses(end.failure)
        case (.recipient, 500...599), (.message, 500...599): .bounced(end.failure)
        case (_, 400...599): .deferred(end.failure)
        case (.message, 200...299): .relayed(reply)
        default: unanswered(end)
        }
    }

    /// What Exchange says, perhaps only after the dot, of a mailbox that may not
    /// send now or not as this sender: the recipient has nothing to do with it.
    private static func refusesSender(_ reply: SMTPReply) -> Bool {
        switch (reply.code, reply.enhancedStatus) {
        case (554, "5.2.0"), (554, "5.2.252"), (550, "5.7.60"): true
        default: false
        }
    }

    /// The connection failed, or the answer was no answer.
    private static func unanswered(_ end: TransactionEnd) -> SubmissionOutcome {
        switch end.stage {
        case _ where refusedByCode.contains(end.code.rawValue): .relayRefuses(end.failure)
        case .connect ... .auth: .relayAway(end.failure)
        case .message where end.mayBeComplete: .unknown(end.failure)
        default: .deferred(end.failure)
        }
    }

    /// Certificates and settings: somebody has to change something, whatever
    /// the relay said last.
    static let setUpWrong: Set<UInt32> = codes(
        CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT, CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN,
        CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR)

    /// Refusals that a 4yz reply makes a matter of time: no STARTTLS, no login.
    private static let refusedByCode: Set<UInt32> = codes(
        CURLE_USE_SSL_FAILED, CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR)

    private static func codes(_ codes: CURLcode...) -> Set<UInt32> { Set(codes.map(\.rawValue)) }
}

extension TransactionEnd {
    /// Whether the relay would not have what we logged in with: for that, and not
    /// for now.
    var refusesLogin: Bool {
        guard stage == .auth, code != CURLE_OK, lacksMechanism == nil else { return false }
        return reply?.code == 535 || (code == CURLE_LOGIN_DENIED && (reply?.code ?? 0) < 400)
    }

    /// The relay's words where they say no; a stage's "go on" explains nothing.
    fileprivate var failure: SubmissionFailure {
        let refusal = reply.flatMap { $0.code >= 400 ? $0 : nil }
        return SubmissionFailure(stage: stage, reply: refusal, transport: refusal == nil ? transport : nil)
    }
}
