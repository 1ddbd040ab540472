package import Foundation
package import Store
import Synchronization

/// Deletes the text of letters and the log of attempts once a day, when they have
/// been kept for as long as the configuration says.
package final class LetterRetention: Sendable {
    private let store: Store
    private let last = Mutex<Date?>(nil)
    private let done = Atomic<Int>(0)

    /// How often it was done since the start.
    var times: Int { done.load(ordering: .relaxed) }

    /// Rows of each kind in one transaction: no writer waits for more than a moment.
    private static let portion = 500

    package init(_ store: Store) { self.store = store }

    /// Returns how many rows went; 0 where it was done within a day.
    @discardableResult
    package func keep(to periods: Configuration.Retention, at now: Date) async throws -> Int {
        let isDue = last.withLock { $0.map { abs(now.timeIntervalSince($0)) >= 86_400 } ?? true }
        guard isDue else { return 0 }
        var (count, portion) = (0, 0)
        repeat {
            portion = try await store.deleteExpired(
                messagesBefore: now - periods.messages.seconds,
                attemptsBefore: now - periods.attempts.seconds,
                keysBefore: now - 86_400, limit: Self.portion)
            count += portion
        } while portion > 0 && !Task.isCancelled
        last.withLock { $0 = now }
        done.add(1, ordering: .relaxed)
        return count
    }
}

extension Duration {
    fileprivate var seconds: TimeInterval { TimeInterval(components.seconds) }
}
