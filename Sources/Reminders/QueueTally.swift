import Foundation
import Mail
import Store

/// Counts what the lanes of one run meet, and tells the log.
final class QueueTally: @unchecked Sendable {  // the lock guards the variables
    private let lock = NSLock()
    private let tell: @Sendable (QueueEvent) -> Void
    private var counts = QueueSummary()
    private var firstTrouble: (failure: SubmissionFailure, refuses: Bool)?
    private var hasAnswered = false

    init(tell: @escaping @Sendable (QueueEvent) -> Void) { self.tell = tell }

    var summary: QueueSummary { lock.withLock { counts } }

    /// The first thing that made the relay as a whole useless.
    var trouble: (failure: SubmissionFailure, refuses: Bool)? { lock.withLock { firstTrouble } }

    func note(_ event: QueueEvent) {
        lock.withLock { count(event) }
        tell(event)
    }

    private func count(_ event: QueueEvent) {
        switch event {
        case .relayed, .deferred, .unknown, .bounced: hasAnswered = true
        case .held, .suppressed, .expired, .relayAway, .relayBack, .notCommitted: break
        }
        switch event {
        case .relayed: counts.relayed += 1
        case .deferred, .unknown: counts.deferred += 1
        case .bounced, .expired: counts.bounced += 1
        case .held: counts.held += 1
        case .suppressed: counts.suppressed += 1
        case .relayAway, .relayBack, .notCommitted: break
        }
    }

    /// Whether all lanes may speak to a relay that was in trouble before: one
    /// letter has tried it, and it answered for itself again.
    func isClear(after before: RelayTrouble?) -> Bool {
        lock.withLock { firstTrouble == nil && (before == nil || hasAnswered) }
    }

    func note(released: Int) { lock.withLock { counts.released += released } }

    func note(_ failure: SubmissionFailure, refuses: Bool) {
        lock.withLock { if firstTrouble == nil || refuses { firstTrouble = (failure, refuses) } }
    }
}
