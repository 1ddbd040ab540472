import ActionRegister
import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// Nothing from a person breaks out of a command.
@Suite(.timeLimit(.minutes(5))) struct InjectionTests {
    /// The same addresses on every run: an attack, or parts of one in any order.
    static let addresses: [String] = {
        let parts = [
            "r@x", "victim@y.example", ">", "<", "\r\n", "\n", "\r", "\0", " ", "\t", "\u{2028}", "\u{85}",
            "\u{200B}",
            "RCPT TO:<", "DATA", "@", ".", "a", "ü", "\u{7F}", "%0d%0a", "\"", "\\",
            String(repeating: "l", count: 250),
        ]
        var random = SplitMix(state: 2026)
        return (0..<2_000).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in parts.randomElement(using: &random)! }
                .joined()
        } + ["r@x>\r\nRCPT TO:<victim@y", "r@x\r\nDATA\r\n", "", "@", "r@x\n"]
    }()

    @Test func onlyWholeAddressesReachTheWire() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let client = try relay.client()
        var expected: [String] = []
        for address in Self.addresses {
            let outcome = await client.submit(letter, from: nil, to: address, lane: 0)
            if outcome.kind == "relayed" { expected.append("RCPT TO:<\(address)>") }
        }
        await client.close()
        let heard = relay.conversations.flatMap(\.commands).filter { !Self.isOurs($0) }
        let spelled = expected.map(Self.asciiDomain)
        #expect(heard.map(Self.asciiDomain) == spelled)
        #expect(relay.messages.count == expected.count)
        #expect(relay.messages.allSatisfy { $0 == letter })
        #expect(!expected.isEmpty && expected.count < Self.addresses.count / 2)
    }

    @Test func aReversePathIsHeldToTheSame() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let client = try relay.client()
        for address in Self.addresses
        where address.unicodeScalars.contains(where: { "\r\n<> \t\0".unicodeScalars.contains($0) }) {
            let outcome = await client.submit(letter, from: address, to: "h.osei@example.org", lane: 0)
            #expect(outcome.kind == "bounced mail")
        }
        #expect(relay.conversations.isEmpty)
    }

    @Test("what a mailbox lets in, the gate lets through") func theGateIsNoStricterThanTheType() {
        for text in Self.addresses {
            guard let mailbox = Mailbox(text) else { continue }
            #expect(Submission.isSafe(mailbox.addressSpec))
        }
    }

    private static func isOurs(_ command: String) -> Bool {
        command == "DATA" || command == "QUIT" || command == "EHLO actions.example.org"
            || command.hasPrefix("MAIL FROM:<>")
    }

    /// libcurl writes a domain beyond ASCII as `xn--`: compare the rest.
    private static func asciiDomain(_ command: String) -> String {
        let domain = command.drop { $0 != "@" }
        let isEncoded = domain.contains("xn--") || !domain.utf8.allSatisfy { $0 < 0x80 }
        return isEncoded ? command.prefix { $0 != "@" } + "@…" : command
    }
}

/// A small fixed sequence of numbers.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
