import Testing

@testable import Daemon

@Suite struct CatcherSessionTests {
    /// What a session answers to lines, code and status alone.
    private func answers(_ lines: [String], limits: MailCatcher.Limits = .init()) -> [String] {
        var session = CatcherSession(limits: limits)
        return session.take(Array(lines.map { $0 + "\r\n" }.joined().utf8)).compactMap {
            guard case .reply(let reply) = $0 else { return nil }
            return String(reply.prefix(3))
        }
    }

    private let toData = ["HELO me", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA"]

    @Test func aDialogueEndsWithTheMessageCaught() {
        var session = CatcherSession(limits: .init())
        let lines = toData + ["Subject: x", "", "..", ".dot", "text", ".", "QUIT"]
        let outputs = session.take(Array(lines.map { $0 + "\r\n" }.joined().utf8))
        let content = Array("Subject: x\r\n\r\n.\r\ndot\r\ntext\r\n".utf8)
        #expect(
            outputs.suffix(4) == [
                .caught(
                    CaughtMessage(
                        reversePath: "a@example.org", recipients: ["b@example.org"], content: content)),
                .reply("250 2.0.0 caught"), .reply("221 2.0.0 goodbye"), .close,
            ])
    }

    @Test func theSizeOfThePartsDoesNotMatter() {
        let bytes = Array((toData + ["a\r\n.\n.", ".", "NOOP"]).map { $0 + "\r\n" }.joined().utf8)
        var whole = CatcherSession(limits: .init())
        let expected = whole.take(bytes)
        for size in [1, 2, 3, 7] {
            var session = CatcherSession(limits: .init())
            let parts = stride(from: 0, to: bytes.count, by: size).map {
                bytes[$0..<min($0 + size, bytes.count)]
            }
            #expect(parts.flatMap { session.take($0) } == expected)
        }
    }

    @Test func commandsOutOfOrderAreRefused() {
        #expect(answers(["MAIL FROM:<a@x>"]) == ["503"])
        #expect(answers(["HELO me", "RCPT TO:<a@x>", "DATA"]) == ["250", "503", "503"])
        #expect(
            answers(["HELO me", "MAIL FROM:<>", "MAIL FROM:<>", "DATA"]) == ["250", "250", "503", "503"])
        #expect(
            answers(["HELO me", "MAIL FROM:<>", "RSET", "RCPT TO:<a@x>"]) == ["250", "250", "250", "503"])
        #expect(answers(["VRFY root", "noop", ""]) == ["502", "250", "502"])
    }

    @Test func badPathsAreRefused() {
        let paths = ["MAIL FROM:a@x", "MAIL FROM:<a@x", "MAIL <a@x>", "mail from: <a@x> BODY=8BITMIME"]
        #expect(answers(["HELO me"] + paths) == ["250", "501", "501", "501", "250"])
        #expect(answers(["HELO me", "MAIL FROM:<>", "RCPT TO:<>"]) == ["250", "250", "501"])
    }

    @Test func aMessageMayNotBeBiggerThanItSays() {
        var limits = MailCatcher.Limits()
        limits.messageSize = 10
        #expect(
            answers(["HELO me", "MAIL FROM:<> SIZE=11", "MAIL FROM:<> SIZE=10"], limits: limits) == [
                "250", "552", "250",
            ])
        #expect(answers(toData + ["12345678", ".", "NOOP"], limits: limits).suffix(2) == ["250", "250"])
        #expect(answers(toData + ["12345678", "", ".", "NOOP"], limits: limits).suffix(2) == ["552", "250"])
    }

    @Test func memoryStaysBoundedWhateverComes() {
        var limits = MailCatcher.Limits()
        (limits.messageSize, limits.lineLength) = (1000, 100)
        for opening in [[], toData] {
            var session = CatcherSession(limits: limits)
            _ = session.take(Array(opening.map { $0 + "\r\n" }.joined().utf8))
            for _ in 0..<1000 {
                #expect(session.take(Array(repeating: UInt8(ascii: "."), count: 100)).isEmpty)
            }
            #expect(session.take(Array("\r".utf8)).isEmpty)
            #expect(session.pendingBytes <= 2)
            let end = session.take(Array("\n.\r\nNOOP\r\n".utf8))
            #expect(end.first == .reply(opening.isEmpty ? "500 5.5.2 line too long" : "552 5.3.4 too big"))
            #expect(end.last == .reply("250 2.0.0 nothing done"))
        }
    }

    @Test func recipientsAreCounted() {
        var limits = MailCatcher.Limits()
        limits.recipients = 1
        let lines = ["HELO me", "MAIL FROM:<>", "RCPT TO:<a@x>", "RCPT TO:<b@x>", "DATA"]
        #expect(answers(lines, limits: limits) == ["250", "250", "250", "452", "354"])
    }
}
