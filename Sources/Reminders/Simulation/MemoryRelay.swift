import Mail
import Synchronization

/// The relay of a simulation: takes every letter over and keeps it in memory,
/// beside what the queue run tells of it.
///
/// It has one lane, so a letter is told of before the next is handed over.
final class MemoryRelay: Relay {
    let lanes = 1
    private let kept = Mutex(Kept())

    private struct Kept {
        /// Handed over, and not told of yet.
        var arriving: [UInt8]?
        var settled: [Settled] = []
    }

    /// A letter about which the run has nothing more to do.
    struct Settled: Sendable {
        var entry: OutboxEntry.ID
        /// The message as it arrived; `nil` where none did.
        var message: [UInt8]?
    }

    func submit(_ message: [UInt8], in envelope: Envelope, lane: Int) async -> SubmissionOutcome {
        kept.withLock { $0.arriving = message }
        return .relayed(SMTPReply(code: 250, enhancedStatus: "2.0.0", text: "kept in memory"))
    }

    func close() async {}

    func note(_ event: QueueEvent) {
        kept.withLock { kept in
            switch event {
            case .relayed(let entry, _, _):
                kept.settled.append(Settled(entry: entry.id, message: kept.arriving))
                kept.arriving = nil
            case .held(let entry, _, _), .suppressed(let entry, _, _), .expired(let entry, _):
                kept.settled.append(Settled(entry: entry.id))
            // It refuses nothing and loses nothing.
            case .deferred, .bounced, .unknown, .relayAway, .relayBack, .notCommitted: break
            }
        }
    }

    /// What has come to its end since this was last asked, in order.
    func takeSettled() -> [Settled] {
        kept.withLock { kept in
            defer { kept.settled = [] }
            return kept.settled
        }
    }
}
