package import ActionRegister
package import Foundation
import GRDB
import Mail
package import Scheduling

/// A letter that is still to come, with what the register says when it goes.
package struct ForeseenLetter: Sendable {
    /// When it goes.
    package var sendAt: Date
    /// Of this one letter.
    package var material: LetterMaterial

    package init(sendAt: Date, material: LetterMaterial) { (self.sendAt, self.material) = (sendAt, material) }
}

/// What the outbox needs to know of a letter, besides what the letter says.
package struct LetterHabits: Hashable, Sendable {
    /// The domain of the sender's mailbox: the right side of every Message-ID.
    package var domain: String
    /// How long an entry lives whose steps do not expire, in seconds.
    package var lifetime: TimeInterval

    package init(domain: String, lifetime: TimeInterval) { (self.domain, self.lifetime) = (domain, lifetime) }
}

extension Store {
    /// The next letter of a board to one recipient: one that waits already, else
    /// the first that is owed if nobody touches the register; `nil` where none
    /// goes before `end`.
    ///
    /// The board is taken to be active, and every letter and missed step before
    /// this one to be recorded. All of that is done by the functions that do it in
    /// earnest, inside a transaction that is rolled back; other writers wait
    /// meanwhile.
    ///
    /// - Parameter supposition: a change that is made first, and undone with the rest.
    package func nextLetter(
        to recipient: Recipient, of board: Board.ID, _ habits: LetterHabits, until end: Date,
        supposing supposition: Supposition = .nothing, told: Told
    ) throws -> ForeseenLetter? {
        try rehearse { db in
            try Self.suppose(db, supposition, of: board, told)
            return try Foresight(db, recipient, board, habits, told).next(until: end)
        }
    }
}

/// Goes from look to look in a transaction that will be rolled back.
private struct Foresight {
    private let db: Database
    private let recipient: Recipient
    private let board: Board.ID
    private let habits: LetterHabits
    private let told: Told

    init(
        _ db: Database, _ recipient: Recipient, _ board: Board.ID, _ habits: LetterHabits, _ told: Told
    ) {
        (self.db, self.recipient, self.board) = (db, recipient, board)
        (self.habits, self.told) = (habits, told)
    }

    func next(until end: Date) throws -> ForeseenLetter? {
        if try Store.board(db, id: board).state != .active { try Store.activate(db, board, told) }
        if let waiting = try waiting() { return waiting }
        var rehearsal = try rehearsal()
        var next: Date? = told.now
        while let now = next, now <= end {
            let look = rehearsal.look(at: now)
            try record(look, at: now, on: rehearsal.schedule.calendar.day(of: now))
            if look.letters.contains(where: { $0.recipient == recipient }) { return try newest(at: now) }
            next = look.nextLook
        }
        return nil
    }

    private func rehearsal() throws -> Rehearsal {
        let reading = BoardReading(db, try Store.schedule(db, of: board, at: told.now))
        var live: [LiveAction] = []
        try reading.forEachLiveAction { live.append($0) }
        return Rehearsal(reading.schedule, live)
    }

    private func record(_ look: Look, at now: Date, on day: CalendarDay) throws {
        let boardLook = BoardLook(
            board: board, now: now, day: day, domain: habits.domain, lifetime: habits.lifetime)
        var writer = try LedgerWriter(db, boardLook)
        for letter in look.letters { _ = try writer.write(letter) }
        for step in look.missed { _ = try writer.writeMissed(step) }
    }

    /// Bytes that may have been sent are no letter to come.
    private func waiting() throws -> ForeseenLetter? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, max(nextAttempt, ?1) AS at FROM outbox
                WHERE board = ?2 AND person IS ?3 AND nextAttempt IS NOT NULL AND NOT mayHaveBeenSent
                    AND expires > max(nextAttempt, ?1)
                ORDER BY nextAttempt, id LIMIT 1
                """,
            arguments: [told.now.milliseconds, board.rawValue, recipient.person?.rawValue])
        return try row.map { try letter($0.id("id"), at: $0.instant("at")) }
    }

    private func newest(at now: Date) throws -> ForeseenLetter? {
        let id = try Int64.fetchOne(
            db, sql: "SELECT max(id) FROM outbox WHERE board = ? AND person IS ?",
            arguments: [board.rawValue, recipient.person?.rawValue])
        return try id.map { try letter(OutboxEntry.ID($0), at: now) }
    }

    private func letter(_ entry: OutboxEntry.ID, at now: Date) throws -> ForeseenLetter {
        var reader = try MaterialReader(db, at: now)
        return ForeseenLetter(sendAt: now, material: try reader.read(entry))
    }
}

extension Recipient {
    fileprivate var person: Person.ID? {
        if case .person(let id) = self { id } else { nil }
    }
}
