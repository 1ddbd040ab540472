import ActionRegister
import Daemon
import Foundation
import Logging
import Mail
import Testing

@Suite struct LogTests {
    private let lines = Shared<[String]>([])

    private func logger(_ format: LineLogHandler.Format, level: LogLevel = .trace) -> Logger {
        Logger(label: "minuted") { label in
            LineLogHandler(label: label, level: level, format: format, now: { .noon }) { line in
                lines.update { $0.append(line) }
            }
        }
    }

    @Test func journalLineBeginsWithItsPriority() {
        let logger = logger(.journal)
        logger.info("ready", metadata: ["mode": "dry-run"])
        logger.error("queue run failed", metadata: ["why": "disk full"])
        logger.debug("x")
        #expect(
            lines.get() == ["<6>ready mode=dry-run\n", "<3>queue run failed why=\"disk full\"\n", "<7>x\n"])
    }

    @Test func textLineBeginsWithItsTime() {
        logger(.text).warning("late")
        #expect(lines.get() == ["2027-01-15T08:00:00Z warning: late\n"])
    }

    @Test func jsonLineIsOneObject() throws {
        logger(.json).notice("said \"x\"\ny", metadata: ["a": "b"])
        let object = try JSONDecoder().decode([String: String].self, from: Data(lines.get()[0].utf8))
        #expect(
            object == [
                "time": "2027-01-15T08:00:00Z", "level": "notice", "label": "minuted",
                "message": "said \"x\"\ny", "a": "b",
            ])
        #expect(lines.get()[0].filter(\.isNewline).count == 1)
    }

    @Test func belowItsLevelNothingIsSaid() {
        logger(.text, level: .warning).info("x")
        #expect(lines.get().isEmpty)
    }

    @Test(arguments: [
        "a\nb", "a\r\nstatus=relayed", "a\u{2028}b", "a\u{202E}b", "a\u{85}b", "a\u{0}b", "\u{1B}[31m",
    ])
    func whatPeopleTypedStaysInItsLineAndField(typed: String) {
        logger(.journal).info("\(typed)", metadata: ["text": "\(typed)"])
        let line = lines.get()[0].dropLast()
        #expect(
            line.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !["\u{2028}", "\u{202E}", "\u{85}"].contains($0)
            })
    }

    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
        ("say \"x\"", "\"say \\\"x\\\"\""), ("Siân", "Siân"), ("back\\slash", "\"back\\\\slash\""),
    ])
    func valueIsQuotedWhereItIsNotOneWord(value: String, printed: String) {
        #expect(LogFields.quoted(value) == printed)
    }

    @Test func autoIsTheJournalOnlyOnItsOwnStream() {
        var status = stat()
        fstat(STDERR_FILENO, &status)
        let own = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
        #expect(LineLogHandler.Format(.auto, environment: own) == .journal)
        #expect(LineLogHandler.Format(.auto, environment: ["JOURNAL_STREAM": "1:1"]) == .text)
        #expect(LineLogHandler.Format(.auto, environment: [:]) == .text)
        #expect(LineLogHandler.Format(.json, environment: own) == .json)
    }

    private func entry() -> OutboxEntry {
        OutboxEntry(
            id: .init(12), board: .init(1), person: nil, mailbox: Mailbox("h.osei@example.org")!,
            messageID: "abc@example.org", state: .active, enqueuedAt: .noon, nextAttempt: nil,
            expires: .noon + 600)
    }

    private func mailLog(_ addresses: LogAddresses) -> MailLog {
        MailLog(logger: logger(.journal), relay: "mail.example.org:25", addresses: addresses, salt: "s")
    }

    @Test func mailLogHasItsFieldsInTheirOrder() {
        let log = mailLog(.full)
        log.relayed(
            entry(), reply: SMTPReply(code: 250, enhancedStatus: "2.0.0", text: "Ok"), at: .noon + 1.25)
        let why = SubmissionFailure(
            stage: .recipient, reply: SMTPReply(code: 451, text: "later\nstatus=relayed"))
        log.deferred(entry(), until: .noon + 300, why: why, at: .noon)
        #expect(
            lines.get() == [
                "<6>letter=12 to=<h.osei@example.org> relay=mail.example.org:25 delay=1.2 dsn=2.0.0 status=relayed"
                    + " reply=\"250 2.0.0 Ok\"\n",
                "<5>letter=12 to=<h.osei@example.org> relay=mail.example.org:25 delay=0.0 dsn=4.0.0 status=deferred"
                    + " until=2027-01-15T08:05:00Z reply=\"recipient: 451 later\\nstatus=relayed\"\n",
            ])
    }

    @Test func hashedAddressIsStableAndNotReadable() {
        let log = mailLog(.hashed)
        log.held(entry(), why: "dry-run")
        log.suppressed(entry(), why: "nothing left")
        let shown = lines.get().compactMap { $0.firstMatch(of: #/to=([0-9a-f]{12}) /#)?.1 }
        #expect(shown.count == 2 && Set(shown).count == 1)
        #expect(!lines.get().joined().contains("osei"))
    }
}
