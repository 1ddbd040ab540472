/// A server's side of one SMTP connection (RFC 5321 §4.5.1), as a value: bytes
/// in, replies and messages out.
///
/// Lines end with CRLF and nothing else; a dot between bare line feeds ends no
/// message, so none can be smuggled behind another.
struct CatcherSession {
    enum Output: Hashable {
        case reply(String)
        case caught(CaughtMessage)
        case close
    }

    private enum State: Hashable { case commands, message, skippingLine, skippingMessage, over }

    private let limits: MailCatcher.Limits
    private var state = State.commands
    private var pending: [UInt8] = []
    private var message: CaughtMessage?
    private var hasGreeted = false

    init(limits: MailCatcher.Limits) { self.limits = limits }

    /// What it holds of a line that is not at its end.
    var pendingBytes: Int { pending.count }

    static let greeting = "220 localhost ESMTP minuted demo: takes everything, passes nothing on"

    /// Takes what has arrived, in parts of any size.
    mutating func take(_ bytes: some Collection<UInt8>) -> [Output] {
        var outputs: [Output] = []
        pending += bytes
        var start = pending.startIndex
        while state != .over, let end = pending[start...].firstRange(of: [0x0D, 0x0A]) {
            outputs += take(line: pending[start..<end.lowerBound])
            start = end.upperBound
        }
        pending.removeFirst(start)
        shedOverlong()
        return outputs
    }

    private mutating func take(line: ArraySlice<UInt8>) -> [Output] {
        switch state {
        case .commands: return line.count > limits.lineLength ? [.reply(Self.tooLong)] : obey(line)
        case .skippingLine:
            state = .commands
            return [.reply(Self.tooLong)]
        case .message, .skippingMessage: return line == [UInt8(ascii: ".")] ? finish() : add(line)
        case .over: return []
        }
    }

    private static let tooLong = "500 5.5.2 line too long"

    /// Forgets the beginning of a line that will be refused for its length.
    private mutating func shedOverlong() {
        let isLong = pending.count > (state == .commands ? limits.lineLength : limits.messageSize) + 1
        guard isLong || state == .skippingLine || state == .skippingMessage else { return }
        if state == .commands { state = .skippingLine }
        if state == .message { state = .skippingMessage }
        // Two bytes may be the beginning of an end: a CR, or the dot of `.CRLF`.
        if pending.count > 2 { pending = [UInt8(ascii: "x")] + pending.suffix(1) }
    }
}

extension CatcherSession {
    private mutating func obey(_ line: ArraySlice<UInt8>) -> [Output] {
        let command = String(decoding: line, as: UTF8.self)
        switch command.prefix(while: { $0 != " " }).uppercased() {
        case "EHLO": return greet(["localhost", "SIZE \(limits.messageSize)", "8BITMIME", "SMTPUTF8"])
        case "HELO": return greet(["localhost"])
        case "MAIL": return [.reply(begin(command))]
        case "RCPT": return [.reply(address(command))]
        case "DATA": return [.reply(open())]
        case "RSET":
            message = nil
            return [.reply("250 2.0.0 forgotten")]
        case "NOOP": return [.reply("250 2.0.0 nothing done")]
        case "QUIT":
            state = .over
            return [.reply("221 2.0.0 goodbye"), .close]
        default: return [.reply("502 5.5.1 not a command of this server")]
        }
    }

    private mutating func greet(_ texts: [String]) -> [Output] {
        (hasGreeted, message) = (true, nil)
        return texts.enumerated().map { index, text in
            .reply("250\(index == texts.count - 1 ? " " : "-")\(text)")
        }
    }

    private mutating func begin(_ command: String) -> String {
        guard hasGreeted, message == nil else { return "503 5.5.1 not now" }
        guard let (path, parameters) = Self.path(command, after: "MAIL FROM:") else {
            return "501 5.5.4 write MAIL FROM:<address>"
        }
        let size = parameters.lazy.compactMap {
            $0.uppercased().hasPrefix("SIZE=") ? Int($0.dropFirst(5)) : nil
        }
        if let size = size.first, size > limits.messageSize { return "552 5.3.4 too big" }
        message = CaughtMessage(reversePath: path)
        return "250 2.1.0 sender noted"
    }

    private mutating func address(_ command: String) -> String {
        guard let count = message?.recipients.count else { return "503 5.5.1 MAIL first" }
        guard let (path, _) = Self.path(command, after: "RCPT TO:"), !path.isEmpty else {
            return "501 5.5.4 write RCPT TO:<address>"
        }
        guard count < limits.recipients else { return "452 4.5.3 too many recipients" }
        message?.recipients.append(path)
        return "250 2.1.5 recipient noted"
    }

    private mutating func open() -> String {
        guard message?.recipients.isEmpty == false else { return "503 5.5.1 MAIL and RCPT first" }
        state = .message
        return "354 end with a dot on a line of its own"
    }

    private mutating func add(_ line: ArraySlice<UInt8>) -> [Output] {
        guard state == .message, let size = message?.content.count else { return [] }
        let text = line.first == UInt8(ascii: ".") ? line.dropFirst() : line
        if size + text.count + 2 > limits.messageSize {
            state = .skippingMessage
            message?.content = []
        } else {
            message?.content += text + [0x0D, 0x0A]
        }
        return []
    }

    private mutating func finish() -> [Output] {
        defer { (state, message) = (.commands, nil) }
        guard state == .message, let message else { return [.reply("552 5.3.4 too big")] }
        return [.caught(message), .reply("250 2.0.0 caught")]
    }

    /// Reads `MAIL FROM:<path> PARAMETER…`.
    private static func path(
        _ command: String, after verb: String
    ) -> (path: String, parameters: [Substring])? {
        guard command.uppercased().hasPrefix(verb) else { return nil }
        let rest = command.dropFirst(verb.count).drop { $0 == " " }
        guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
        let path = rest[rest.index(after: rest.startIndex)..<end]
        return (String(path), rest[rest.index(after: end)...].split(separator: " "))
    }
}
