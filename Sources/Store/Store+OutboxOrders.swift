import ActionRegister
import Foundation
import GRDB
package import Mail

/// What a person may do to letters that have not gone.
package enum OutboxOrder: String, Hashable, Sendable, CaseIterable {
    /// Now, without waiting for its next attempt or for a relay that was away.
    case retry
    /// Not before somebody releases it.
    case hold
    /// It may go after all.
    case release
    /// Never.
    case discard

    /// From where it leads on.
    package var states: Set<OutboxEntry.State> {
        switch self {
        case .retry: [.queued, .deferred, .held]
        case .hold: [.queued, .deferred]
        case .release: [.held]
        case .discard: [.queued, .deferred, .held]
        }
    }

    /// Whether it lets a letter go, which one that has expired must not.
    fileprivate var sends: Bool { self == .retry || self == .release }
}

extension Store {
    /// Carries out an order on letters: on all of them, or on none.
    ///
    /// Bytes that may have been sent stay as they are, and the ledger says what it
    /// said: what a discarded letter would have told is not owed again.
    ///
    /// - Returns: the letters as they are now.
    package func carryOut(
        _ order: OutboxOrder, on ids: [OutboxEntry.ID], told: Told
    ) throws -> [OutboxLine] {
        try write { db in
            for id in ids { try Self.carryOut(db, order, on: id, told) }
            if order == .retry { try Self.tryRelayAgain(db, at: told.now) }
        }
        return try ids.map(outboxLine)
    }

    private static func carryOut(
        _ db: Database, _ order: OutboxOrder, on id: OutboxEntry.ID, _ told: Told
    ) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT state, reason, expires FROM outbox WHERE id = ?", arguments: [id.rawValue])
        guard let row else { throw RegisterError.unknown(.letter, id.description, nearest: nil) }
        let state: OutboxEntry.State = row.word("state")
        guard order.states.contains(state) else { throw order.refusal(of: id, state) }
        let expires = row.instant("expires")
        guard !order.sends || told.now < expires else { throw order.refusal(of: id, expired: expires) }
        let new = order.outcome
        try db.execute(
            sql: "UPDATE outbox SET state = ?, reason = ?, nextAttempt = ?, settledAt = ? WHERE id = ?",
            arguments: [
                new.state.rawValue, new.reason?.rawValue, order.sends ? told.now.milliseconds : nil,
                order == .discard ? told.now.milliseconds : nil, id.rawValue,
            ])
        try audit(
            db, told, "outbox \(order.rawValue)", .letter, id.rawValue,
            old: ["state": .plain(state.rawValue), "reason": .plain(row["reason"] as String?)],
            new: ["state": .plain(new.state.rawValue), "reason": .plain(new.reason?.rawValue)])
    }

    /// One letter asks a relay that was away whether it is back.
    private static func tryRelayAgain(_ db: Database, at now: Date) throws {
        try db.execute(sql: "UPDATE relayTrouble SET until = max(since, ?)", arguments: [now.milliseconds])
    }
}

extension OutboxOrder {
    fileprivate var outcome: (state: OutboxEntry.State, reason: OutboxReason?) {
        switch self {
        case .retry, .release: (.queued, nil)
        case .hold: (.held, .heldByHand)
        case .discard: (.suppressed, .discarded)
        }
    }

    fileprivate func refusal(of id: OutboxEntry.ID, expired: Date) -> RegisterError {
        .notAllowed(
            why: "letter \(id) expired at \(expired.formatted(.iso8601)): it would say what is past",
            instead: "discard it")
    }

    fileprivate func refusal(of id: OutboxEntry.ID, _ state: OutboxEntry.State) -> RegisterError {
        let instead =
            switch state {
            case .queued: "it goes by itself, and nothing is to do"
            case .active: "it is being handed over; see what comes of it"
            case .deferred: "let it go with outbox retry"
            case .held: "nothing is to do"
            case .relayed: "the relay has it, and nobody can call it back"
            case .bounced: "it stays so; mend the address, and what is owed next goes there"
            case .suppressed: "it stays so, and nothing is to do"
            }
        return .notAllowed(why: "letter \(id) is \(state.rawValue)", instead: instead)
    }
}
