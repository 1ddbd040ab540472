import ActionRegister
import Foundation
import Mail
import RandomFixtures
import RelayFixtures
import Reminders
import SMTPRelay
import Scheduling
import Store
import Testing

/// A register in which every field a person fills holds the worst they could
/// type, and what of it reaches a relay.
@Suite(.timeLimit(.minutes(10))) struct LetterFuzzTests {
    @Test func nothingTypedBreaksOutOfALetter() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        var letters = 0
        try await Fuzz.forEachCase(12) { random in
            let world = try HostileWorld(&random)
            let heard = relay.conversations.count
            let entries = try await world.send(through: relay)
            for conversation in relay.conversations.dropFirst(heard) {
                try expectOnlyOurs(conversation, entries)
                for bytes in conversation.messages { try expectWellFormed(bytes) }
                letters += conversation.messages.count
            }
        }
        #expect(letters > 0)
    }

    @Test func whatCannotBeWrittenIsHeldAndTheOthersGo() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        try await Fuzz.forEachCase(5) { random in
            let world = try HostileWorld(&random)
            for entry in try await world.send(through: relay) {
                #expect(entry.state == .relayed || entry.state == .held, Fuzz.Case.name)
                if entry.state == .held { #expect(entry.lastReply?.isEmpty == false, Fuzz.Case.name) }
            }
        }
    }

    /// The commands of one connection are ours, one transaction a letter.
    private func expectOnlyOurs(_ conversation: Conversation, _ entries: [OutboxEntry]) throws {
        let recipients = Set(entries.compactMap(\.mailbox?.addressSpec))
        for command in conversation.commands {
            switch command.split(separator: " ").first {
            case "EHLO", "DATA", "QUIT": #expect(command.count < 80, Fuzz.Case.name)
            case "MAIL": #expect(command.hasPrefix("MAIL FROM:<actions@example.org>"), Fuzz.Case.name)
            case "RCPT":
                let address = command.dropFirst("RCPT TO:<".count).dropLast()
                #expect(recipients.contains(String(address)), Fuzz.Case.name)
            default: Issue.record("\(command.debugDescription), \(Fuzz.Case.seed)")
            }
        }
        #expect(conversation.commands.count { $0 == "DATA" } == conversation.messages.count, Fuzz.Case.name)
    }

    private static let fields = [
        "From", "Reply-To", "To", "Subject", "Date", "Message-Id", "References", "In-Reply-To",
        "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted",
        "X-Auto-Response-Suppress",
    ].map { $0.lowercased() }

    /// The fields of the contract and none twice, two parts, the same words in
    /// both, and lines that every mail server takes (RFC 5322 §2.1.1).
    private func expectWellFormed(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            bytes.allSatisfy { $0 == 13 || $0 == 10 || $0 == 9 || (32..<127).contains($0) }, Fuzz.Case.name)
        let lines = text.components(separatedBy: "\r\n")
        #expect(
            lines.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\n") && !$0.contains("\r") },
            Fuzz.Case.name)
        let header = lines.prefix { !$0.isEmpty }
        let names = header.filter { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") }.map {
            String($0.prefix { $0 != ":" }).lowercased()
        }
        #expect(Set(names).isSubset(of: Self.fields) && Set(names).count == names.count, Fuzz.Case.name)
        #expect(Set(["from", "to", "subject", "date", "message-id"]).isSubset(of: names), Fuzz.Case.name)
        let message = try #require(ReceivedMessage(bytes), Fuzz.Case.name)
        try #require(message.parts.map(\.type) == ["text/plain", "text/html"], Fuzz.Case.name)
        let (plain, html) = (message.parts[0].text, message.parts[1].text)
        #expect(plain.unicodeScalars.allSatisfy(Self.isHarmless), Fuzz.Case.name)
        expectOnlyOurTags(html)
        let isTheSame = words(ofText: plain) == words(ofHTML: html)
        #expect(isTheSame, Fuzz.Case.name)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if "\r\n".unicodeScalars.contains(scalar) { return true }
        return ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
    }

    private static let tags: Set<String> = [
        "<!DOCTYPE html>", "<html lang=\"en-GB\">", "</html>", "<head>", "</head>",
        "<meta charset=\"utf-8\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<meta name=\"color-scheme\" content=\"light dark\">", "<title>", "</title>",
        "<body style=\"color-scheme: light dark; font: 100%/1.5 sans-serif; max-width: 40em; margin: 0; padding: 1em\">",
        "</body>", "<p>", "<p style=\"margin: 0\">", "</p>", "<br>", "<ol>", "</ol>", "<ul>", "</ul>", "<li>",
        "</li>",
        "<h2 style=\"font-size: 1.1em\">", "<h2 style=\"font-size: 1em; margin: 1em 0 0\">", "</h2>",
    ]

    /// Every angle bracket is one of ours: an allow-list of whole tags.
    private func expectOnlyOurTags(_ html: String) {
        // By octets: a mark that combines with an angle bracket does not hide it from a browser.
        var rest = Array(html.utf8)[...]
        while let open = rest.firstIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) {
            guard let close = rest[open...].firstIndex(of: UInt8(ascii: ">")) else {
                Issue.record("a stray angle bracket, \(Fuzz.Case.seed)")
                return
            }
            let isOurs = Self.tags.contains(String(decoding: rest[open...close], as: UTF8.self))
            #expect(isOurs, Fuzz.Case.name)
            rest = rest[(close + 1)...]
        }
    }

    private func words(ofText text: String) -> [String] {
        // By scalars: a mark that combines with the space does not make it another.
        let mark = #/^(\d+\.|-) /#.matchingSemantics(.unicodeScalar)
        return lines(Array(text.utf8)).map { $0.replacing(mark, with: "") }
    }

    private func words(ofHTML html: String) -> [String] {
        var (plain, isTag): ([UInt8], Bool) = ([], false)
        let octets = Array(html.utf8)
        let body = octets.dropFirst(
            html.utf8.count - (html.components(separatedBy: "</head>").last?.utf8.count ?? 0))
        for octet in body {
            switch octet {
            case UInt8(ascii: "<"): isTag = true
            case UInt8(ascii: ">"):
                isTag = false
                plain.append(10)
            default: if !isTag { plain.append(octet) }
            }
        }
        for (entity, character) in Self.entities {
            plain = plain.replacing(entity.utf8, with: character.utf8)
        }
        return lines(plain)
    }

    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ]

    private func lines(_ octets: [UInt8]) -> [String] {
        octets.split { $0 == 13 || $0 == 10 }.map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }
}
