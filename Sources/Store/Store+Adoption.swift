import ActionRegister
import Foundation
import GRDB
package import Mail
package import Scheduling

/// What a database that was copied, moved or put back in place may have sent
/// elsewhere without knowing it.
package struct Adoption: Sendable {
    /// The steps that came since its last row of the ledger, by boards.
    package var presumed: [Presumed] = []
    /// Letters that waited, and now wait for a person.
    package var held: [OutboxEntry.ID] = []

    package init() {}

    package struct Presumed: Hashable, Sendable {
        package var board: String
        /// `nil` in a brief.
        package var reference: String?
        package var recipient: Recipient
        package var step: OwedStep
    }
}

extension Store {
    /// The highest number the ledger has ever given; 0 where it has given none.
    package func ledgerNumber() throws -> Int64 { try read { try Self.ledgerNumber($0) } }

    private static func ledgerNumber(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'ledger'") ?? 0
    }

    /// Marks every step since the last row of the ledger as presumed sent, and
    /// holds the letters that wait: whoever sent from this register before may
    /// have sent all of them.
    ///
    /// - Parameters:
    ///   - reached: the number that had been reached elsewhere; the ledger goes on
    ///     after it.
    ///   - presumes: `false` where nothing was sent elsewhere, so that all that
    ///     is owed still goes.
    /// - Returns: what was marked and held, for a person to look through.
    package func adopt(reached: Int64, presuming presumes: Bool, told: Told) throws -> Adoption {
        try write { try Self.adopt($0, reached, presumes, told) }
    }

    /// What `adopt` would do; it writes nothing.
    package func adoption(presuming presumes: Bool, told: Told) throws -> Adoption {
        try write { db in
            var adoption = Adoption()
            try db.inSavepoint {
                adoption = try Self.adopt(db, 0, presumes, told)
                return .rollback
            }
            return adoption
        }
    }

    private static func adopt(
        _ db: Database, _ reached: Int64, _ presumes: Bool, _ told: Told
    ) throws -> Adoption {
        var adoption = Adoption()
        if presumes {
            adoption.held = try holdWaiting(db, told)
            for board in try boards(db) where board.state == .active {
                adoption.presumed += try presume(db, board, told)
            }
        }
        try goOn(db, after: reached)
        try audit(
            db, told, "adopt", .database, nil,
            new: [
                "ledger": .number(try ledgerNumber(db)), "presumed": .number(Int64(adoption.presumed.count)),
                "held": .number(Int64(adoption.held.count)),
            ])
        return adoption
    }

    private static func holdWaiting(_ db: Database, _ told: Told) throws -> [OutboxEntry.ID] {
        let waiting = "state IN ('queued', 'deferred', 'active')"
        let ids = try Int64.fetchAll(db, sql: "SELECT id FROM outbox WHERE \(waiting) ORDER BY id")
        try db.execute(
            sql: """
                UPDATE outbox SET state = 'held', reason = ?, nextAttempt = NULL, claimedBy = NULL,
                    handedOverAt = NULL
                WHERE \(waiting)
                """,
            arguments: [OutboxReason.adopted.rawValue])
        return ids.map { OutboxEntry.ID($0) }
    }

    /// Looks at a board as its sender would have, from its last row of the ledger
    /// until now.
    private static func presume(_ db: Database, _ board: Board, _ told: Told) throws -> [Adoption.Presumed] {
        let last = try Int64.fetchOne(
            db, sql: "SELECT max(recordedAt) FROM ledger WHERE board = ?", arguments: [board.id.rawValue])
        let since = last.map { Date(milliseconds: $0) } ?? board.activatedAt ?? told.now
        let reading = BoardReading(db, try schedule(db, of: board.id, at: told.now))
        var live: [LiveAction] = []
        try reading.forEachLiveAction { live.append($0) }
        var rehearsal = Rehearsal(reading.schedule, live)
        var presumed: [Adoption.Presumed] = []
        var next: Date? = since
        while let at = next, at <= told.now {
            let look = rehearsal.look(at: at)
            presumed += try record(db, look, of: board, at: at, on: rehearsal.schedule.calendar.day(of: at))
            next = look.nextLook
        }
        return presumed
    }

    private static func record(
        _ db: Database, _ look: Look, of board: Board, at now: Date, on day: CalendarDay
    ) throws -> [Adoption.Presumed] {
        let writer = try LedgerWriter(
            db, BoardLook(board: board.id, now: now, day: day, domain: "", lifetime: 0))
        for step in look.missed { _ = try writer.writeMissed(step) }
        return try look.letters.flatMap { letter in
            try letter.steps.map { step in
                _ = try writer.close(step, as: .presumed)
                return Adoption.Presumed(
                    board: board.slug,
                    reference: try step.key.action.map { try action(db, id: $0).reference },
                    recipient: letter.recipient, step: step)
            }
        }
    }

    private static func goOn(_ db: Database, after reached: Int64) throws {
        guard try ledgerNumber(db) < reached else { return }
        try db.execute(sql: "DELETE FROM sqlite_sequence WHERE name = 'ledger'")
        try db.execute(
            sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('ledger', ?)", arguments: [reached])
    }
}
