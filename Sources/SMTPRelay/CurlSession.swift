import CCurl
import Glibc
import Mail

/// One easy handle with its kept connection, and what libcurl borrows from us
/// for the length of a transfer. Used from its lane's queue only.
final class CurlSession {
    private let handle: UnsafeMutableRawPointer
    private let socket = LaneSocket()
    private let configuration: CurlRelay.Configuration
    private let recorder: DialogueRecorder?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var exchange = Exchange()
    private var message: [UInt8] = []
    private var messageOffset = 0
    private var needsSMTPUTF8 = false
    private var isClosed = false
    private var secrets: [String]
    /// What the relay is shown at the next login.
    private(set) var token: AccessToken?

    init(_ configuration: CurlRelay.Configuration, recorder: DialogueRecorder?) {
        precondition(libcurl == CURLE_OK, "libcurl cannot start")
        handle = ccurl_easy_init()!
        self.configuration = configuration
        self.recorder = recorder
        secrets = configuration.secrets(token: nil)
        configuration.apply(to: handle)
        socket.attach(to: handle)
        attachCallbacks()
    }

    deinit {
        close()
        errorText.deallocate()
    }

    /// Ends the connection with QUIT and waits for the answer, at most `quitTimeout`.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        socket.hangUp(after: configuration.quitTimeout)
        ccurl_easy_cleanup(handle)
    }

    /// Whether a connection is kept, as far as we know: the relay may have gone.
    var isConnected: Bool { socket.isOpen }

    /// Has the next login made with a token. A connection that is kept was let in
    /// by another, and libcurl would leave it for this one.
    func show(_ token: AccessToken) {
        self.token = token
        secrets = configuration.secrets(token: token)
        _ = ccurl_set_string(handle, CURLOPT_XOAUTH2_BEARER, token.revealed)
    }

    /// Runs one transaction and waits for its end.
    ///
    /// - Parameter afresh: on a new connection.
    func perform(
        _ submission: Submission, afresh: Bool = false
    ) -> (end: TransactionEnd, isStaleConnection: Bool) {
        begin(submission)
        let recipients = ccurl_slist_append(nil, submission.recipient)
        defer { ccurl_slist_free_all(recipients) }
        _ = ccurl_set_string(handle, CURLOPT_MAIL_FROM, submission.reversePath)
        _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        _ = ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(submission.message.count))
        _ = ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, afresh ? 1 : 0)
        let end = end(ccurl_easy_perform(handle))
        _ = ccurl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
        return (end, isStale(end))
    }

    /// Connects, greets and logs in, and hands over nothing but a NOOP.
    ///
    /// A session that has probed carries no message afterwards.
    func probe() -> TransactionEnd {
        exchange.restart()
        _ = ccurl_set_long(handle, CURLOPT_UPLOAD, 0)
        _ = ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        _ = ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, "NOOP")
        return end(ccurl_easy_perform(handle))
    }

    private func begin(_ submission: Submission) {
        exchange.restart()
        (message, messageOffset) = (submission.message, 0)
        needsSMTPUTF8 = submission.needsSMTPUTF8
        errorText[0] = 0
    }

    private func end(_ code: CURLcode) -> TransactionEnd {
        var connectTime: curl_off_t = 0
        _ = ccurl_get_offset(handle, CURLINFO_CONNECT_TIME_T, &connectTime)
        let isConnected = connectTime > 0
        var end = TransactionEnd(
            code: code, stage: exchange.stage == .connect && isConnected ? .greeting : exchange.stage,
            reply: exchange.reply, transport: words(for: code),
            mayBeComplete: messageOffset == message.count, lacksSMTPUTF8: lacksSMTPUTF8)
        if let lacksMechanism {
            (end.stage, end.lacksMechanism) = (.auth, lacksMechanism)
            end.transport = "the relay offers no AUTH \(lacksMechanism)\(otherMechanisms)"
        }
        return end
    }

    /// What libcurl says of an end, and the relay of a token it would not have.
    private func words(for code: CURLcode) -> String {
        let words = String(cString: errorText[0] == 0 ? ccurl_easy_strerror(code) : UnsafePointer(errorText))
        return SMTPReply.safe([words, exchange.complaint].compactMap { $0 }.joined(separator: ": "))
    }

    /// Whether a kept connection had gone away under us, with nothing at stake:
    /// closed, or at the relay's limit of messages on one connection.
    private func isStale(_ end: TransactionEnd) -> Bool {
        var connects = 1
        _ = ccurl_get_long(handle, CURLINFO_NUM_CONNECTS, &connects)
        return connects == 0 && end.code != CURLE_OK && end.code != CURLE_OPERATION_TIMEDOUT
            && end.stage <= .mail && (end.reply == nil || end.reply?.code == 421)
    }

    /// The way to log in that the relay should have offered by now, and has not:
    /// libcurl would go on without logging in where it offers none.
    private var lacksMechanism: String? {
        guard let mechanism = configuration.authentication.mechanism, exchange.stage == .ehlo,
            exchange.replyCode == 250, exchange.hasStartedTLS || !configuration.startsTLS
        else { return nil }
        return exchange.mechanisms.contains(mechanism) ? nil : mechanism
    }

    /// `, but LOGIN`
    private var otherMechanisms: String {
        exchange.mechanisms.isEmpty
            ? "" : ", but " + SMTPReply.safe(exchange.mechanisms.joined(separator: " "))
    }

    /// libcurl would send the raw octets to a relay that cannot take them.
    private var lacksSMTPUTF8: Bool {
        needsSMTPUTF8 && !exchange.offersSMTPUTF8 && exchange.stage == .mail && exchange.replyCode == 250
    }
}

extension CurlSession {
    private func attachCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = ccurl_set_pointer(handle, CURLOPT_READDATA, context)
        _ = ccurl_set_transfer(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            CurlSession.from(context).fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        _ = ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        _ = ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
            CurlSession.from(context).hear(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        _ = ccurl_set_pointer(handle, CURLOPT_DEBUGDATA, context)
        _ = ccurl_set_debug(handle) { _, kind, text, count, context in
            guard kind == CURLINFO_HEADER_OUT else { return 0 }
            CurlSession.from(context).note(UnsafeRawBufferPointer(start: text, count: count))
            return 0
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> CurlSession {
        Unmanaged<CurlSession>.fromOpaque(context!).takeUnretainedValue()
    }

    /// Gives libcurl the next part of the message.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        if messageOffset == 0 { recorder?.note("> (the message, \(message.count) bytes)") }
        let end = min(messageOffset + buffer.count, message.count)
        message.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[messageOffset..<end])) }
        defer { messageOffset = end }
        return end - messageOffset
    }

    /// Takes a line of the relay's; a short count would end the transfer.
    private func hear(_ bytes: UnsafeRawBufferPointer) -> Int {
        var line = Self.line(bytes)
        if exchange.stage == .auth { line = line.striking(secrets) }
        recorder?.note("< " + SMTPReply.safe(line))
        exchange.receive(line)
        return lacksSMTPUTF8 || lacksMechanism != nil ? 0 : bytes.count
    }

    /// Takes a command of ours.
    private func note(_ bytes: UnsafeRawBufferPointer) {
        let shown = exchange.send(Self.line(bytes))
        recorder?.note("> " + SMTPReply.safe(shown))
        if exchange.isLeaving { socket.hangUp(after: configuration.quitTimeout) }
    }

    private static func line(_ bytes: UnsafeRawBufferPointer) -> String {
        let end = bytes.lastIndex { $0 != 0x0D && $0 != 0x0A }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}

/// libcurl's one start for the process. A relay that hangs up must not kill us:
/// OpenSSL writes without MSG_NOSIGNAL.
let libcurl: CURLcode = {
    signal(SIGPIPE, SIG_IGN)
    return ccurl_global_init(Int(CURL_GLOBAL_DEFAULT))
}()
