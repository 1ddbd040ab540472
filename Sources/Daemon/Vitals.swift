import Console
import Foundation
import Mail
import Reminders
import Synchronization

/// What the daemon knows of itself and the database does not: whether it sends,
/// how its last look and its last queue run went, what attempts came to.
final class Vitals: Sendable {
    private let state = Mutex(State())

    struct State: Sendable {
        var role = Role.starting
        var look, send: DutyReport?
        /// Boards that the last look could not judge.
        var unjudged: [LookSummary.Failure] = []
        var attempts: [Attempt.Outcome: Int] = [:]
        /// Why an outcome could not be written down, while a lane still tries.
        var notCommitted: String?
    }

    enum Role: Sendable { case starting, standby, sending }

    var current: State { state.withLock { $0 } }

    func note(_ event: Serve.Event) {
        state.withLock { state in
            switch event {
            case .standsBy: state.role = .standby
            case .begun: state.role = .sending
            case .looked(let report): state.look = report
            case .sent(let report):
                state.send = report
                state.notCommitted = nil
            }
        }
    }

    func note(unjudged: [LookSummary.Failure]) { state.withLock { $0.unjudged = unjudged } }

    func note(_ event: QueueEvent) {
        state.withLock { state in
            switch event {
            case .relayed: state.attempts[.relayed, default: 0] += 1
            case .deferred: state.attempts[.deferred, default: 0] += 1
            case .bounced: state.attempts[.bounced, default: 0] += 1
            case .unknown: state.attempts[.unknown, default: 0] += 1
            case .notCommitted(let words): state.notCommitted = words
            case .expired, .held, .suppressed, .relayAway, .relayBack: break
            }
        }
    }
}

extension Vitals.State {
    /// Whether the last look could judge every board.
    var hasLookedWell: Bool { look.map { $0.failure == nil } ?? false && unjudged.isEmpty }

    /// What keeps the daemon from being ready, as far as it knows by itself.
    var obstacles: [HealthObstacle] {
        switch role {
        case .standby: [HealthObstacle(.standby, "another process sends for this database")]
        case .starting: [HealthObstacle(.starting, "the right to send is not taken yet")]
        case .sending: failures
        }
    }

    private var failures: [HealthObstacle] {
        guard let look else { return [HealthObstacle(.starting, "nothing has been looked at yet")] }
        let looked = look.failure.map { HealthObstacle(.lookFailed, "the last due-date check failed: \($0)") }
        let boards = unjudged.map {
            HealthObstacle(.boardNotJudged, "board \($0.board) could not be judged: \($0.why)")
        }
        // What keeps both from their work is said once.
        let sent = send?.failure.flatMap { why in
            why == look.failure
                ? nil : HealthObstacle(.sendingFailed, "the last queue run failed: \(why)")
        }
        let outcome = notCommitted.map {
            HealthObstacle(.outcomeNotWritten, "what came of a letter cannot be written down: \($0)")
        }
        return [looked, sent, outcome].compactMap { $0 } + boards
    }
}
