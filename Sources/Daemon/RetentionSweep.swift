package import Foundation
package import Store

/// Forgets what has been kept long enough: the text of settled letters, and the log
/// of attempts.
///
/// The ledger and the letters' own rows stay, so that nothing is sent twice.
package struct RetentionSweep: Sendable {
    private let store: Store
    private let retention: Configuration.Retention
    private let batch: Int

    /// - Parameter batch: how many rows a transaction takes.
    package init(_ store: Store, _ retention: Configuration.Retention, batch: Int = 200) {
        self.store = store
        self.retention = retention
        self.batch = batch
    }

    /// What was forgotten.
    package struct Summary: Hashable, Sendable {
        package var messages = 0
        package var attempts = 0

        /// Whether nothing was old enough.
        package var isEmpty: Bool { messages + attempts == 0 }
    }

    /// - Parameter isStopping: asked between transactions.
    package func run(at now: Date, isStopping: () -> Bool = { false }) throws -> Summary {
        let messagesBefore = now - retention.messages.timeInterval
        let attemptsBefore = now - retention.attempts.timeInterval
        return Summary(
            messages: try sweep(isStopping) {
                try store.forgetMessages(settledBefore: messagesBefore, limit: batch)
            },
            attempts: try sweep(isStopping) {
                try store.forgetAttempts(startedBefore: attemptsBefore, limit: batch)
            })
    }

    private func sweep(_ isStopping: () -> Bool, _ forget: () throws -> Int) rethrows -> Int {
        var total = 0
        while !isStopping() {
            let count = try forget()
            total += count
            if count < batch { break }
        }
        return total
    }
}

extension Duration {
    fileprivate var timeInterval: TimeInterval { TimeInterval(components.seconds) }
}
