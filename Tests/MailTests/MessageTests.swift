import ActionRegister
import Foundation
import Mail
import Testing

@Suite struct MessageTests {
    var message = Message(
        id: MessageID("1@actions.example.org")!,
        from: NamedMailbox("VAWG Board secretariat", Mailbox("actions@mopac.example.org")!),
        replyTo: NamedMailbox(nil, Mailbox("vawg.board@mopac.example.org")!),
        to: NamedMailbox("Siân Pryce-Jones", Mailbox("sian@met.example.net")!),
        subject: "VAWG Board, Monday 7 December 2026: your actions",
        date: Date(timeIntervalSince1970: 1_795_424_400), timeZone: TimeZone(identifier: "Europe/London")!,
        references: [MessageID("root@actions.example.org")!], text: "Dear Siân,\n\nOne line.\n",
        html: "<p>Dear \("Siân"),</p>\n")

    static let allowed: Set<String> = [
        "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "References", "In-Reply-To",
        "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted",
        "X-Auto-Response-Suppress", "List-Unsubscribe", "List-Unsubscribe-Post",
    ]

    /// What a person can write, at its worst.
    static let nasty = [
        "Siân Pryce-Jones", "Дарья Соколова", "李小龍", "O'Hara, Edmund \"Ned\" <x@y>",
        "a\r\nBcc: victim@example.org",
        "a\nBcc: victim@example.org\n\nbody", "a\rb", "a\0b", "\u{202E}gnp.exe\u{202C}", "شرطة لندن \u{200F}",
        "<script>alert(1)</script>", "=?utf-8?Q?a?=", "  two  spaces ", "e\u{301}\u{301}\u{301}", "👩🏽‍🚒👨‍👩‍👧‍👦",
        String(repeating: "x", count: 10_000), String(repeating: "word ", count: 2_000),
        String(repeating: "é", count: 10_000), "a\u{2028}b\u{85}c", "", "?=", "tab\there", ".", "From me",
    ]

    private func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: 10, omittingEmptySubsequences: false)
    }

    private func expectFit(_ bytes: [UInt8]) {
        let lines = lines(of: bytes)
        #expect(lines.last?.isEmpty == true)
        #expect(
            lines.dropLast().allSatisfy { $0.last == 13 && $0.count <= 999 && !$0.dropLast().contains(13) })
        #expect(bytes.allSatisfy { $0 < 128 && $0 != 0 })
    }

    @Test func saysWhatItWasGiven() throws {
        let read = try #require(ReceivedMessage(message.bytes))
        #expect(read["From"] == "VAWG Board secretariat <actions@mopac.example.org>")
        #expect(read["Reply-To"] == "vawg.board@mopac.example.org")
        #expect(read["To"] == "Siân Pryce-Jones <sian@met.example.net>")
        #expect(read["Subject"] == "VAWG Board, Monday 7 December 2026: your actions")
        #expect(read["Date"] == "Mon, 23 Nov 2026 09:00:00 +0000")
        #expect(read["Message-ID"] == "<1@actions.example.org>")
        #expect(read["References"] == "<root@actions.example.org>")
        #expect(read["In-Reply-To"] == "<root@actions.example.org>")
        #expect(read["Auto-Submitted"] == "auto-generated")
        #expect(read["X-Auto-Response-Suppress"] == "AutoReply")
        #expect(read["Content-Language"] == "en-GB")
        #expect(read.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(read.parts.map(\.text) == ["Dear Siân,\r\n\r\nOne line.\r\n", "<p>Dear Siân,</p>\r\n"])
    }

    @Test func theDateIsInTheBoardsZone() throws {
        var message = message
        message.date = Date(timeIntervalSince1970: 1_780_000_000.9)
        #expect(ReceivedMessage(message.bytes)?["Date"] == "Thu, 28 May 2026 21:26:40 +0100")
        message.timeZone = TimeZone(identifier: "Asia/Kolkata")!
        #expect(ReceivedMessage(message.bytes)?["Date"] == "Fri, 29 May 2026 01:56:40 +0530")
    }

    @Test func theSameValueGivesTheSameBytesOnEveryThread() async {
        let expected = message.bytes
        await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<200 { group.addTask { [message] in message.bytes } }
            for await bytes in group { #expect(bytes == expected) }
        }
    }

    @Test func anotherMessageIDGivesAnotherBoundary() throws {
        var other = message
        other.id = MessageID("2@actions.example.org")!
        let boundaries = [message, other].map { ReceivedMessage($0.bytes)?["Content-Type"] }
        #expect(boundaries[0] != boundaries[1])
    }

    @Test(arguments: nasty)
    func aNameOrSubjectAddsNoField(text: String) throws {
        var message = message
        message.subject = text
        message.to.name = text
        message.from.name = text
        expectFit(message.bytes)
        let read = try #require(ReceivedMessage(message.bytes))
        #expect(read.fields.count == 13)
        #expect(Set(read.fields.map(\.name)).isSubset(of: Self.allowed))
        #expect(
            read["To"]?.hasSuffix("sian@met.example.net") == true
                || read["To"]?.hasSuffix("sian@met.example.net>") == true)
        #expect(!read.fields.contains { $0.value.contains("\n") || $0.value.contains("\u{202E}") })
    }

    @Test(
        arguments: nasty.filter {
            $0.utf8.count < 200 && $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        })
    func aHarmlessSubjectIsReadAsItWasWritten(text: String) throws {
        var message = message
        message.subject = text
        let expected = String(text.unicodeScalars.filter { !"\u{202E}\u{202C}".unicodeScalars.contains($0) })
            .replacing("\u{2028}", with: " ")
        #expect(ReceivedMessage(message.bytes)?["Subject"] == expected)
    }

    @Test func aFoldedFieldKeepsTo76ColumnsAndItsWords() throws {
        var message = message
        message.subject =
            "The Board of Trustees of the Very Long Charitable Foundation, Monday 7 December 2026: your actions"
        let header = lines(of: message.bytes).prefix { $0 != [13] }
        #expect(header.allSatisfy { $0.count <= 77 })
        #expect(ReceivedMessage(message.bytes)?["Subject"] == message.subject)
    }

    @Test(arguments: nasty)
    func aTextArrivesAsItWasWritten(text: String) throws {
        var message = message
        message.text = text
        message.html = "<p>\(text)</p>"
        expectFit(message.bytes)
        let read = try #require(ReceivedMessage(message.bytes))
        let plain = text.replacing("\0", with: "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        #expect(
            read.parts.first?.text.replacing("\r\n", with: "\n")
                == (plain.hasSuffix("\n") ? plain : plain + "\n"))
        #expect(read.parts.last?.text.contains("<script>") == false)
        #expect(read.parts.count == 2)
    }

    @Test func aDomainBeyondASCIIIsWrittenInASCII() throws {
        var message = message
        message.to.mailbox = Mailbox("sian@übung.example.org")!
        #expect(message.bytes.allSatisfy { $0 < 128 })
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("<sian@xn--bung-zra.example.org>"))
    }

    @Test(arguments: ["a@b", "5f3a.x-1@actions.example.org"])
    func aMessageIDIsTaken(text: String) { #expect(MessageID(text)?.description == "<\(text)>") }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@b@c", "a b@c", "a\r\n@c", "<a@b>", "é@b",
        String(repeating: "a", count: 250) + "@b",
    ])
    func whatIsNoMessageIDIsRefused(text: String) { #expect(MessageID(text) == nil) }

    @Test func derivedMessageIDsDifferWhereTheirPartsDo() {
        let ids = [["ab", "c"], ["a", "bc"], ["abc"], ["ab", "c", ""]].map {
            MessageID(derivedFrom: $0, domain: "example.org")
        }
        #expect(Set(ids).count == 4)
        #expect(MessageID(derivedFrom: ["ab", "c"], domain: "example.org") == ids[0])
        #expect(ids.allSatisfy { MessageID($0.text) != nil })
        #expect(MessageID(MessageID(derivedFrom: ["a"], domain: "übung.example.org").text) != nil)
    }
}
