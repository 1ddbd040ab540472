import Daemon
import Foundation
import Mail

/// The letters that arrive at the demo's mail catcher: kept as files, and told
/// one by one.
final class DemoLetters: Sendable {
    let arrivals: AsyncStream<[UInt8]>
    private let arrive: AsyncStream<[UInt8]>.Continuation

    init() { (arrivals, arrive) = AsyncStream.makeStream() }

    /// Called by the catcher, one message at a time.
    func take(_ message: CaughtMessage) { arrive.yield(message.content) }

    /// A line for a letter: `→ Tom Achterberg <…>  VAWG Board, …: your actions`.
    static func line(_ bytes: [UInt8], file: String) -> String {
        guard let letter = ReceivedMessage(bytes) else { return "→ a message that cannot be read" }
        let to = (letter["To"] ?? "nobody").onOneLine
        return "→ \(to.padded(to: 62))  \((letter["Subject"] ?? "").onOneLine)  (\(file))"
    }

    /// A letter as its reader sees it.
    static func full(_ bytes: [UInt8]) -> String {
        guard let letter = ReceivedMessage(bytes) else { return "" }
        let head = ["From", "Reply-To", "To", "Subject"].map { "\($0): \((letter[$0] ?? "").onOneLine)" }
        let body = (letter.text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return (head + [""] + body.map { String($0).onOneLine.wrapped(at: 96) }).map { "    " + $0 }
            .joined(separator: "\n")
    }
}

extension String {
    /// Broken between words into lines of at most `width`, four spaces before each but the first.
    fileprivate func wrapped(at width: Int) -> String {
        var lines = [""]
        for word in split(separator: " ") {
            if !lines[lines.endIndex - 1].isEmpty, lines[lines.endIndex - 1].count + word.count >= width {
                lines.append("")
            }
            lines[lines.endIndex - 1] += (lines[lines.endIndex - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: "\n    ")
    }
}
