package import ActionRegister
import Foundation
import GRDB
import Scheduling

/// A meeting as it stands once it was written or moved.
package struct WrittenMeeting: Hashable, Sendable {
    package var meeting: Meeting
    /// The references of the actions that are due at it since.
    package var nowDue: [String]
}

extension Store {
    /// A due date that is the day of a planned meeting of the board is due at that
    /// meeting, whichever of the two was written first, for drafts and released
    /// actions alike. Standing actions that waited for a meeting take the next.
    ///
    /// It is no revision, for the day is the same, and nobody is written to again.
    ///
    /// - Parameter ids: meetings that have just been written or moved.
    static func tieActions(
        _ db: Database, to ids: [Meeting.ID], _ verb: String, _ told: Told
    ) throws -> [WrittenMeeting] {
        let numbers = jsonArray(ids.map(\.rawValue))
        let written = try meetings(db, where: "id IN (SELECT value FROM json_each(?))", [numbers])
        var nowDue: [Meeting.ID: [String]] = [:]
        for (board, meetings) in Dictionary(grouping: written, by: \.board) {
            let planned = meetings.filter { $0.state == .planned }
            nowDue.merge(try tie(db, to: planned, of: board, verb, told)) { $0 + $1 }
            guard let next = try nextMeeting(db, of: board, after: told.now), ids.contains(next.id) else {
                continue
            }
            nowDue[next.id, default: []] += try takeWaiting(db, to: next, verb, told)
        }
        return written.map { WrittenMeeting(meeting: $0, nowDue: nowDue[$0.id] ?? []) }
    }

    /// The same for one action that was ended while such a meeting was written.
    static func tieAction(_ db: Database, _ id: Action.ID, _ verb: String, _ told: Told) throws {
        let action = try action(db, id: id)
        let settled = try settled(db, action.due, of: action.board)
        guard settled != action.due, let meeting = settled.meeting else { return }
        try tie(db, action, to: self.meeting(db, id: meeting), dueRules(db), verb, told)
    }
}

extension Store {
    private static func tie(
        _ db: Database, to meetings: [Meeting], of board: Board.ID, _ verb: String, _ told: Told
    ) throws -> [Meeting.ID: [String]] {
        let days = Dictionary(uniqueKeysWithValues: meetings.map { ($0.day!, $0) })
        let sql = """
            action.board = ? AND dueDay IN (SELECT value FROM json_each(?))
            AND status NOT IN ('closed', 'cancelled')
            """
        let due = try actions(
            db, where: sql, [board.rawValue, jsonArray(days.keys.map { Int64($0.number) })])
        guard !due.isEmpty else { return [:] }
        let rules = try dueRules(db)
        for action in due { try tie(db, action, to: days[action.due.day!]!, rules, verb, told) }
        return Dictionary(grouping: due) { days[$0.due.day!]!.id }.mapValues { $0.map(\.reference) }
    }

    private static func tie(
        _ db: Database, _ old: Action, to meeting: Meeting, _ rules: [Int64], _ verb: String, _ told: Told
    ) throws {
        var new = old
        new.due = .meeting(meeting.id)
        if old.originalDue == old.due { new.originalDue = new.due }
        try update(db, new)
        try followInLedger(db, old, to: meeting, rules)
        try followInMemory(db, old, new)
        _ = try audit(db, told, verb, .action, old.id.rawValue, from: old.facts, to: new.facts)
    }

    /// The rules about the due date, removed ones too.
    private static func dueRules(_ db: Database) throws -> [Int64] {
        try sentences(db).filter { $0.value.anchor == .dueDate }.map(\.key.rawValue)
    }

    /// What was sent about the day has been sent about the meeting: its steps are
    /// known by the meeting's version from now on, so none is owed anew and a
    /// letter that waits is still about what it says. Of a step that both had, the
    /// meeting's row stands.
    private static func followInLedger(
        _ db: Database, _ action: Action, to meeting: Meeting, _ rules: [Int64]
    ) throws {
        let day = meeting.day!
        try db.cachedStatement(
            sql: """
                UPDATE OR IGNORE ledger
                SET anchorKind = 'meeting', anchorMeeting = ?, anchorVersion = ?
                WHERE action = ? AND anchorKind = 'day' AND anchorVersion = ?
                    AND rule IN (SELECT value FROM json_each(?))
                """
        ).execute(arguments: [
            meeting.id.rawValue, (meeting.version(on: day) ?? day).number, action.id.rawValue, day.number,
            jsonArray(rules),
        ])
    }
}
