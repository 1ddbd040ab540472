package import ActionRegister
package import Foundation
import GRDB

extension Store {
    /// The actions a filter asks for, by board in the order they were added.
    package func actions(_ filter: ActionFilter = ActionFilter(), at now: Date) throws -> [ActionRecord] {
        var records: [ActionRecord] = []
        try forEachAction(filter, at: now) { records.append($0) }
        return records
    }

    /// The same one by one, for registers that do not fit in memory; all of them
    /// in one snapshot.
    package func forEachAction(
        _ filter: ActionFilter = ActionFilter(), at now: Date, _ body: (ActionRecord) throws -> Void
    ) throws {
        try read { db in
            let dates = try DueDates(db, at: now)
            let (condition, arguments) = filter.condition
            let cursor = try ActionCursor(db, where: condition, arguments)
            while let next = try cursor.next() {
                let record = dates.record(next.action, next.updates)
                if !filter.isOverdue || record.overdueDays > 0 { try body(record) }
            }
        }
    }

    /// The action a board knows by a reference.
    ///
    /// - Throws: `RegisterError.unknown` with the nearest reference.
    package func action(_ board: Board.ID, _ reference: String, at now: Date) throws -> ActionRecord {
        try read { db in
            // As it stands, else in other letters' case.
            let condition = """
                action.id = (SELECT id FROM action WHERE board = ? AND reference = ? COLLATE NOCASE
                    ORDER BY reference <> ? LIMIT 1)
                """
            let cursor = try ActionCursor(db, where: condition, [board.rawValue, reference, reference])
            if let found = try cursor.next() {
                return try DueDates(db, at: now).record(found.action, found.updates)
            }
            let all = try String.fetchAll(
                db, sql: "SELECT reference FROM action WHERE board = ?", arguments: [board.rawValue])
            throw RegisterError.unknown(.action, reference, nearest: all.nearest(to: reference))
        }
    }

    /// The first planned meeting of a board after an instant.
    package func nextMeeting(_ board: Board.ID, after now: Date) throws -> Meeting? {
        try read { try Self.nextMeeting($0, of: board, after: now) }
    }
}

extension Store {
    static func actions(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Action] {
        let cursor = try ActionCursor(db, where: condition, arguments, withUpdates: false)
        var actions: [Action] = []
        while let next = try cursor.next() { actions.append(next.action) }
        return actions
    }

    static func action(_ db: Database, id: Action.ID) throws -> Action {
        guard let action = try actions(db, where: "action.id = ?", [id.rawValue]).first else {
            throw RegisterError.unknown(.action, id.description, nearest: nil)
        }
        return action
    }
}

extension ActionFilter {
    /// The filter as a condition on the table `action`.
    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        var terms = ["TRUE"]
        var arguments = StatementArguments()
        if let board {
            terms.append("action.board = ?")
            arguments += [board.rawValue]
        }
        if let owner {
            terms.append(
                """
                action.id IN (SELECT action FROM actionOwner WHERE person = ?
                    UNION ALL SELECT action FROM actionOwner WHERE organisation = ?)
                """)
            arguments += [owner.personColumn, owner.organisationColumn]
        }
        if !statuses.isEmpty {
            let words = Action.Status.allCases.filter(statuses.contains).map { "'\($0.rawValue)'" }
            terms.append("action.status IN (\(words.joined(separator: ", ")))")
        }
        if let isReleased { terms.append("action.releasedAt IS \(isReleased ? "NOT " : "")NULL") }
        return (terms.joined(separator: " AND "), arguments)
    }
}

/// What the boards' clocks and meetings say of due days.
struct DueDates {
    /// By board.
    private let today: [Board.ID: CalendarDay]
    private let meetings: [Meeting.ID: Meeting]

    init(_ db: Database, at now: Date) throws {
        let boards = try Store.boards(db)
        today = Dictionary(uniqueKeysWithValues: boards.map { ($0.id, $0.clock(at: now).day) })
        meetings = Dictionary(uniqueKeysWithValues: try Store.meetings(db).map { ($0.id, $0) })
    }

    func record(_ action: Action, _ updates: [ActionUpdate]) -> ActionRecord {
        ActionRecord(
            action: action, updates: updates, dueDay: day(of: action.due),
            originalDueDay: originalDay(of: action.originalDue), overdueDays: overdueDays(action))
    }

    private func day(of due: Due) -> CalendarDay? {
        switch due {
        case .day(let day): day
        case .meeting(let id): meetings[id].flatMap { $0.state == .cancelled ? nil : $0.day }
        case .ongoing, .unset: nil
        }
    }

    /// What was first agreed stays to be seen, whatever became of the meeting.
    private func originalDay(of due: Due) -> CalendarDay? {
        due.meeting.flatMap { meetings[$0]?.lastDay } ?? day(of: due)
    }

    private func overdueDays(_ action: Action) -> Int {
        guard action.status.isLive, let day = day(of: action.due), let today = today[action.board] else {
            return 0
        }
        if let meeting = action.due.meeting, meetings[meeting]?.state != .held { return 0 }
        return max(0, today - day)
    }
}
