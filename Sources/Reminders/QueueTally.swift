import Foundation
import Mail
import Store

/// Counts what the lanes of one run meet, and tells the log.
actor QueueTally {
    private let tell: @Sendable (QueueEvent) -> Void
    private(set) var summary = QueueSummary()
    /// The first thing that made the relay as a whole useless.
    private(set) var trouble: (failure: SubmissionFailure, refuses: Bool)?

    private var hasAnswered = false

    init(tell: @escaping @Sendable (QueueEvent) -> Void) { self.tell = tell }

    func note(_ event: QueueEvent) {
        count(event)
        tell(event)
    }

    private func count(_ event: QueueEvent) {
        switch event {
        case .relayed, .deferred, .unknown, .bounced: hasAnswered = true
        case .held, .suppressed, .expired, .relayAway, .relayBack, .notCommitted: break
        }
        switch event {
        case .relayed: summary.relayed += 1
        case .deferred, .unknown: summary.deferred += 1
        case .bounced, .expired: summary.bounced += 1
        case .held: summary.held += 1
        case .suppressed: summary.suppressed += 1
        case .relayAway, .relayBack, .notCommitted: break
        }
    }

    /// Whether all lanes may speak to a relay that was in trouble before: one
    /// letter has tried it, and it answered for itself again.
    func isClear(after before: RelayTrouble?) -> Bool {
        trouble == nil && (before == nil || hasAnswered)
    }

    func note(released: Int) { summary.released += released }

    func note(_ failure: SubmissionFailure, refuses: Bool) {
        if trouble == nil || refuses { trouble = (failure, refuses) }
    }
}
