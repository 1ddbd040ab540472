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
        ReceivedMessage(bytes)?.shown(["From", "Reply-To", "To", "Subject"]) ?? ""
    }
}
