package import ActionRegister
package import Foundation
import GRDB
import Mail
import Scheduling

/// That somebody asks for a letter now about one action.
package struct RemindRequest: Hashable, Sendable {
    package var action: Action.ID
    /// The only owner to write to; all whose part is open where it is `nil`.
    package var owner: Owner?
    /// What the secretariat adds in its own words.
    package var note: String?

    package init(about action: Action.ID, to owner: Owner? = nil, note: String? = nil) {
        self.action = action
        self.owner = owner
        self.note = note
    }
}

extension Store {
    /// Makes a letter for each reader of the owners of one action, to go at once.
    ///
    /// Whoever asks again has another letter. Planned letters keep their distance
    /// from it, and none of their steps is settled by it. All letters are made, or
    /// none.
    ///
    /// - Parameters:
    ///   - sender: in From, where the board has no mailbox of its own.
    ///   - lifetime: how long the letters live, in seconds.
    /// - Returns: the letters, by number.
    /// - Throws: `RemindRefusal` where somebody cannot be written to today.
    package func remind(
        _ request: RemindRequest, sender: Mailbox, lifetime: TimeInterval, told: Told
    ) throws -> [OutboxLine] {
        if let note = request.note { try Wording.checkText(note, of: "note") }
        return try write { db in
            let action = try Self.action(db, id: request.action)
            let schedule = try Self.schedule(db, of: action.board, at: told.now)
            let reminding = Reminding(schedule, at: told.now)
            let number = try Self.nextNumber(db, action.id, on: schedule.calendar.day(of: told.now))
            let steps = try reminding.steps(about: action, to: request.owner, number: number)
            try Self.record(db, request, steps, told)
            let look = BoardLook(of: schedule, at: told.now, sender: sender, lifetime: lifetime)
            var writer = try LedgerWriter(db, look)
            let isOverdue = try DueDates(db, at: told.now).record(action, []).overdueDays > 0
            let entries = try reminding.letters(steps, isOverdue: isOverdue).compactMap {
                try writer.write($0)
            }
            return try Self.lines(db, of: entries)
        }
    }

    private static func nextNumber(_ db: Database, _ action: Action.ID, on day: CalendarDay) throws -> Int {
        let sql = "SELECT max(number) FROM reminding WHERE action = ? AND day = ?"
        return (try Int.fetchOne(db, sql: sql, arguments: [action.rawValue, day.number]) ?? 0) + 1
    }

    /// Writes down who asked, and what for.
    private static func record(
        _ db: Database, _ request: RemindRequest, _ steps: [OwedStep], _ told: Told
    ) throws {
        guard let first = steps.first else { return }
        let entry = try audit(
            db, told, "remind", .action, request.action.rawValue,
            new: ["owners": .list(steps.map { .owner($0.key.owner) }), "note": .text(request.note)])
        try db.execute(
            sql: "INSERT INTO reminding (action, day, number, entry, note) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                request.action.rawValue, first.day.number, first.key.occurrence, entry, request.note,
            ])
    }
}
