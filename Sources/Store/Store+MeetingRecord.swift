package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Records that a meeting was held, and what it decided: all or nothing.
    ///
    /// An action it carries, and one that was due at it and is left open, is live
    /// anew from the record on.
    ///
    /// - Returns: the standing actions that return at the next meeting.
    @discardableResult
    package func recordMeeting(
        _ id: Meeting.ID, outcomes: [MeetingOutcome] = [], told: Told
    ) throws -> Passed {
        try write { try Self.record($0, id, outcomes, told) }
    }

    /// Whether a meeting can be recorded at all, for those who would first read a
    /// file of what it decided.
    ///
    /// - Throws: `RegisterError.notAllowed` where it lies ahead or is recorded.
    package func checkRecordable(_ meeting: Meeting, told: Told) throws {
        _ = try read { try Self.dayHeld($0, meeting, told) }
    }

    /// What the meetings decided on an action, oldest record first.
    package func outcomes(of action: Action.ID) throws -> [(meeting: Meeting.ID, outcome: MeetingOutcome)] {
        try read { db in
            let sql = """
                SELECT meetingOutcome.* FROM meetingOutcome JOIN meeting ON meeting.id = meeting
                WHERE action = ? ORDER BY meeting.recordedAt
                """
            return try Row.fetchAll(db, sql: sql, arguments: [action.rawValue]).map { row in
                let outcome = MeetingOutcome(action: action, decision: row.word("outcome"), note: row["note"])
                return (row.id("meeting"), outcome)
            }
        }
    }

    static func record(
        _ db: Database, _ id: Meeting.ID, _ outcomes: [MeetingOutcome], _ told: Told
    ) throws -> Passed {
        let old = try meeting(db, id: id)
        let day = try dayHeld(db, old, told)
        var new = old
        (new.state, new.recordedAt) = (.held, told.now)
        try update(db, new)
        _ = try audit(db, told, "meeting record", .meeting, id.rawValue, from: old.facts, to: new.facts)
        let next = try nextMeeting(db, of: new.board, after: told.now, and: day)
        let record = RecordedMeeting(meeting: new, day: day, next: next)
        for outcome in outcomes { try apply(db, outcome, of: record, told) }
        let decided = Set(outcomes.map(\.action))
        try renewStanding(db, after: record, without: decided, told)
        try carryTheRest(db, new, without: decided, told)
        return try returned(db, by: record, told)
    }

    private static func dayHeld(_ db: Database, _ meeting: Meeting, _ told: Told) throws -> CalendarDay {
        guard meeting.state == .planned, let day = meeting.day else {
            throw RegisterError.notAllowed(
                why: "the meeting is \(meeting.state.rawValue)", instead: "only a planned one can be recorded"
            )
        }
        guard try board(db, id: meeting.board).clock(at: told.now).day >= day else {
            throw RegisterError.notAllowed(
                why: "the meeting is on \(day)", instead: "record it when it was held")
        }
        return day
    }

    private static func apply(
        _ db: Database, _ outcome: MeetingOutcome, of record: RecordedMeeting, _ told: Told
    ) throws {
        let endsRound = try endsRound(db, outcome, by: record.day)
        try change(db, outcome.action, "meeting record", told) { action in
            guard action.board == record.meeting.board else {
                throw RegisterError.notAllowed(
                    why: "\(action.reference) is another board's", instead: "name actions of this board")
            }
            try refuseEnded(action)
            if endsRound {
                action.beginRound(due: outcome.due, then: record.next, at: told.now)
            } else {
                try action.take(outcome, on: record.day, at: told.now)
            }
        }
        try db.execute(
            sql: "INSERT INTO meetingOutcome (meeting, action, outcome, note) VALUES (?, ?, ?, ?)",
            arguments: [
                record.meeting.id.rawValue, outcome.action.rawValue, outcome.decision.rawValue, outcome.note,
            ])
        let agreed =
            endsRound && outcome.decision == .close ? "agreed as done at the meeting of \(record.day)" : nil
        let words = [agreed, outcome.note].compactMap { $0 }
        guard !words.isEmpty else { return }
        let update = ActionUpdate(
            id: .new, action: outcome.action, day: record.day, recordedAt: told.now,
            text: words.joined(separator: "\n"))
        _ = try add(db, update, "meeting record", told)
    }

    /// Whether a standing action returns with this decision: accepted as done, or
    /// carried once its due has come.
    private static func endsRound(
        _ db: Database, _ outcome: MeetingOutcome, by day: CalendarDay
    ) throws -> Bool {
        let action = try action(db, id: outcome.action)
        guard action.isStanding else { return false }
        switch outcome.decision {
        case .close: return true
        case .carry: return try isRoundOver(db, action, by: day)
        case .decline, .hold, .cancel: return false
        }
    }

    private static func carryTheRest(
        _ db: Database, _ meeting: Meeting, without decided: Set<Action.ID>, _ told: Told
    ) throws {
        let left = try actions(
            db, where: "dueMeeting = ? AND releasedAt IS NOT NULL AND status IN ('open', 'in-progress')",
            [meeting.id.rawValue])
        for action in left where !decided.contains(action.id) {
            try change(db, action.id, "meeting record", told) { $0.liveSince = told.now }
        }
    }
}

/// A meeting that is being recorded, and the next one planned after it.
struct RecordedMeeting {
    var meeting: Meeting
    var day: CalendarDay
    var next: Meeting?
}

extension Action {
    fileprivate mutating func take(_ outcome: MeetingOutcome, on day: CalendarDay, at now: Date) throws {
        switch outcome.decision {
        case .close: end(as: .closed, on: day, outcome)
        case .cancel: end(as: .cancelled, on: day, outcome)
        case .hold: status = .onHold
        case .carry: if !status.isLive { status = .open }
        case .decline:
            guard status == .proposed else {
                throw RegisterError.notAllowed(
                    why: "\(reference) is \(status.rawValue)", instead: "only a proposed one can be declined")
            }
            status = .open
        }
        if let due = outcome.due { self.due = due }
        if status.isLive && releasedAt != nil { liveSince = now }
    }

    private mutating func end(as status: Status, on day: CalendarDay, _ outcome: MeetingOutcome) {
        self.status = status
        closure = Closure(day: day, meeting: day, reason: outcome.note)
    }
}
