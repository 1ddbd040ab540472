import Foundation
import Mail

/// How far one transaction has come, read from what both sides said.
///
/// libcurl's code names the step at which it gave up only roughly (one code for
/// MAIL and RCPT, the same for 4yz and 5yz), and its response code can be that
/// of an earlier command. Here a reply always belongs to the last command.
struct Exchange {
    private(set) var stage = SubmissionFailure.Stage.connect
    /// The relay's whole answer to the last command, once it has come. Its words are
    /// read when somebody asks: most answers only let the transaction go on.
    var reply: SMTPReply? { answer.isEmpty ? nil : SMTPReply(lines: answer) }
    /// The code of that answer.
    var replyCode: Int? { answer.last.flatMap(SMTPReply.code) }
    /// QUIT was said: what follows concerns the message no more.
    private(set) var isLeaving = false
    /// Whether the connection takes addresses beyond ASCII (RFC 6531).
    private(set) var offersSMTPUTF8 = false
    /// How the relay would let us log in, as it said last (RFC 4954 §3).
    private(set) var mechanisms: [String] = []
    /// STARTTLS was said on this connection: what was offered before does not count.
    private(set) var hasStartedTLS = false
    /// Why the relay would not have our token, where it said so in a challenge:
    /// it then waits for an empty line, and libcurl hangs up instead.
    private(set) var complaint: String?

    private var answer: [String] = []
    private var lines: [String] = []
    private var kept = 0
    /// The next client line answers a challenge of AUTH, whatever it looks like.
    private var answersChallenge = false

    /// What is kept of one reply, in octets.
    private static let longestReply = 8192

    /// Begins the next transaction, perhaps on the same connection.
    mutating func restart() {
        let offers = offersSMTPUTF8
        self = Exchange()
        offersSMTPUTF8 = offers
    }

    /// Takes a line the client sent; returns it fit to be shown.
    mutating func send(_ line: String) -> String {
        let verb = line.prefix { $0 != " " }.uppercased()
        if verb == "QUIT" && !answersChallenge { isLeaving = true }
        guard !isLeaving else { return line }
        (lines, kept, answer) = ([], 0, [])
        guard !answersChallenge else { return "(struck out)" }
        advance(to: verb)
        return verb == "AUTH" ? Self.withoutSecret(line) : line
    }

    private mutating func advance(to verb: String) {
        switch verb {
        case "EHLO", "HELO": (stage, offersSMTPUTF8, mechanisms) = (.ehlo, false, [])
        case "STARTTLS": (stage, hasStartedTLS) = (.startTLS, true)
        case "AUTH": stage = .auth
        case "MAIL", "NOOP": stage = .mail
        case "RCPT": stage = .recipient
        case "DATA": stage = .data
        default: break
        }
    }

    /// Takes a line of the relay's, without its line end.
    mutating func receive(_ line: String) {
        guard !isLeaving, let code = SMTPReply.code(of: line) else { return }
        if stage == .connect { stage = .greeting }
        if stage == .ehlo { noteExtension(line.dropFirst(4)) }
        let isLast = line.utf8.dropFirst(3).first != UInt8(ascii: "-")
        if isLast || kept + line.utf8.count <= Self.longestReply {
            kept += line.utf8.count
            lines.append(line.utf8.count <= Self.longestReply ? line : String(line.prefix(Self.longestReply)))
        }
        if isLast { finishReply(code) }
    }

    private mutating func finishReply(_ code: Int) {
        (answer, lines, kept) = (lines, [], 0)
        answersChallenge = stage == .auth && code == 334
        if answersChallenge { complaint = reply.flatMap { Self.complaint(in: $0.text) } }
        if stage == .data && code == 354 { (stage, answer) = (.message, []) }
    }

    private mutating func noteExtension(_ text: Substring) {
        let words = text.uppercased().split(separator: " ")
        switch words.first {
        case "SMTPUTF8": offersSMTPUTF8 = true
        case "AUTH": mechanisms += words.dropFirst().map(String.init)
        default: break
        }
    }

    /// The JSON that a relay hides in a challenge when it refuses a token.
    private static func complaint(in challenge: String) -> String? {
        guard let data = Data(base64Encoded: challenge), data.first == UInt8(ascii: "{") else { return nil }
        return SMTPReply.safe(String(decoding: data.prefix(longestComplaint), as: UTF8.self))
    }

    private static let longestComplaint = 300

    /// `AUTH PLAIN`, whatever came after the mechanism.
    private static func withoutSecret(_ line: String) -> String {
        let words = line.split(separator: " ", maxSplits: 2)
        return words.prefix(2).joined(separator: " ") + (words.count > 2 ? " (struck out)" : "")
    }
}
