import Daemon
import Foundation
import Logging
import RandomFixtures
import Synchronization
import Testing

/// Whatever somebody typed, an event is one line that a person and a program can read.
@Suite(.timeLimit(.minutes(10))) struct LogFuzzTests {
    @Test(arguments: [LineLogHandler.Format.journal, .text, .json])
    func anEventIsOneLineWhateverIsInIt(format: LineLogHandler.Format) async throws {
        try await Fuzz.forEachCase(400) { random in
            let written = Mutex("")
            let handler = LineLogHandler(
                label: "minuted", level: .trace, format: format, now: { .distantPast }
            ) { line in
                written.withLock { $0 += line }
            }
            var logger = Logger(label: "minuted") { _ in handler }
            logger.logLevel = .trace
            let (message, value) = (random.hostileText(), random.hostileText())
            logger.warning("\(message)", metadata: ["to": "\(value)"])
            let line = written.withLock { $0 }
            #expect(
                line.hasSuffix("\n") && line.unicodeScalars.count { $0.value < 32 } == 1,
                Fuzz.Case.name)
            guard format == .json else { return }
            let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(object["to"] == value && object["message"] == message, Fuzz.Case.name)
        }
    }

    @Test func aFieldEndsWhereItEnds() async {
        await Fuzz.forEachCase(1_000) { random in
            let value = random.hostileText()
            let text = LogFields().with("to", value).with("status", "relayed").text
            #expect(text.hasSuffix(" status=relayed") && !text.contains("\n"), Fuzz.Case.name)
            let quoted = text.unicodeScalars.dropFirst("to=".count).dropLast(" status=relayed".count)
            #expect(
                quoted.first == "\"" ? Self.isOneQuotedWord(quoted) : !quoted.contains(" "), Fuzz.Case.name)
        }
    }

    /// No quote stands unescaped between the first and the last.
    private static func isOneQuotedWord(_ text: Substring.UnicodeScalarView) -> Bool {
        var isEscaped = false
        for (number, scalar) in text.enumerated() {
            let isEnd = number == 0 || number == text.count - 1
            if scalar == "\"", !isEscaped, !isEnd { return false }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return text.count >= 2 && text.last == "\"" && !isEscaped
    }
}
