import Daemon
import Foundation
import Mail
import Store

/// What is said when letters can leave again: those that dry-run held stay held
/// until somebody asks for them.
enum HeldByDryRun {
    static func tell(_ store: Store, _ configuration: Configuration, verb: String, at now: Date) throws {
        guard configuration.mode != .dryRun else { return }
        let count = try store.heldLetters(at: now).filter { $0.reason == .dryRun }.reduce(0) { $0 + $1.count }
        guard count > 0 else { return }
        Output.note(
            "\(verb): \(count == 1 ? "one letter" : "\(count) letters") held by dry-run will not go by itself; "
                + "minuted outbox release --all sends what has not expired")
    }
}
