import Synchronization

/// Keeps what a relay and its client said to one another, for `mail test`.
///
/// Client lines begin with `> `, the relay's with `< `. What follows AUTH is
/// struck out, and the message itself is one line with its size.
package final class DialogueRecorder: Sendable {
    private let heard: Mutex<[String]> = Mutex([])
    private let hear: (@Sendable (String) -> Void)?

    /// - Parameter hear: called with every line as it is said, on the lane's queue.
    package init(hear: (@Sendable (String) -> Void)? = nil) { self.hear = hear }

    package var lines: [String] { heard.withLock { $0 } }

    func note(_ line: String) {
        heard.withLock { $0.append(line) }
        hear?(line)
    }
}
