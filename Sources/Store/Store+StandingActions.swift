import ActionRegister
import Foundation
import GRDB

/// Standing actions return after each meeting, under the same reference, until
/// they are ended.
///
/// A round ends with the first recorded meeting on or after its due: with what
/// the meeting accepted as done, what it carried, and what it said nothing of.
/// One that is due at a meeting or on a day is then due at the next planned
/// meeting, or waits for one; an ongoing one stays so, and its round ends with
/// every meeting. What is declined goes on in its round, overdue; what is on hold
/// rests, and is due at the next meeting once it is taken up again. `action close`,
/// in the chair's name or a meeting's, and every cancelling end it for good.
extension Store {
    /// Begins a round of each standing action whose last one a meeting has ended
    /// and that its record did not name.
    static func renewStanding(
        _ db: Database, after record: RecordedMeeting, without decided: Set<Action.ID>, _ told: Told
    ) throws {
        let standing = try standing(db, of: record.meeting.board)
        for action in standing where !decided.contains(action.id) {
            guard try isRoundOver(db, action, by: record.day) else { continue }
            try change(db, action.id, "meeting record", told) {
                $0.beginRound(then: record.next, at: told.now)
            }
        }
    }

    /// One that is taken up again after its meeting, from hold or from its end, is
    /// for the next.
    static func renewIfTakenUp(
        _ db: Database, _ new: inout Action, since old: Action, _ told: Told
    ) throws {
        let rested = old.status == .onHold || old.status.isEnded
        guard new.isStanding, rested, new.status.isLive, new.roundSince == old.roundSince else { return }
        guard try isRoundOver(db, new, by: board(db, id: new.board).clock(at: told.now).day) else { return }
        new.beginRound(then: try nextMeeting(db, of: new.board, after: told.now), at: told.now)
    }

    /// Those that a record has just sent to the next meeting, or into waiting for one.
    static func returned(_ db: Database, by record: RecordedMeeting, _ told: Told) throws -> Passed {
        let next = Due(atNext: record.next)
        let new = try actions(
            db, where: "action.board = ? AND standing AND roundSince = ?",
            [record.meeting.board.rawValue, told.now.milliseconds])
        return Passed(to: record.next, references: new.filter { $0.due == next }.map(\.reference))
    }

    /// Gives a meeting that has just been written to those that wait for one: it is
    /// the first due of their round, and a revision only where that was cancelled.
    static func takeWaiting(
        _ db: Database, to next: Meeting, _ verb: String, _ told: Told
    ) throws -> [String] {
        let waiting = try standing(db, of: next.board).filter { action in
            try action.due == .unset
                || action.due.meeting.map { try meeting(db, id: $0).state == .cancelled } ?? false
        }
        for action in waiting {
            try change(db, action.id, verb, told) { action in
                action.due = .meeting(next.id)
                if action.originalDue == .unset { action.originalDue = action.due }
            }
        }
        return waiting.map(\.reference)
    }

    /// Whether what was due has had its meeting by a day.
    static func isRoundOver(_ db: Database, _ action: Action, by day: CalendarDay) throws -> Bool {
        switch action.due {
        case .day(let due): return due <= day
        case .meeting(let id):
            let meeting = try meeting(db, id: id)
            return meeting.state == .cancelled || meeting.state == .held && meeting.day! <= day
        case .ongoing, .unset: return true
        }
    }

    /// The standing actions of a board that are neither ended nor on hold.
    private static func standing(_ db: Database, of board: Board.ID) throws -> [Action] {
        try actions(
            db,
            where: "action.board = ? AND standing AND status NOT IN ('closed', 'cancelled', 'on-hold')",
            [board.rawValue])
    }
}

extension Action {
    /// Everybody's part is open again, nothing of the past round is owed, and what
    /// was answered in it settles nothing of the new one.
    ///
    /// - Parameter due: where the meeting gave it one.
    mutating func beginRound(due given: Due? = nil, then next: Meeting?, at now: Date) {
        due = given ?? (due == .ongoing ? .ongoing : Due(atNext: next))
        (status, closure, roundSince) = (.open, nil, now)
        for index in owners.indices { owners[index].partDoneAt = nil }
    }
}

extension Due {
    /// At the next meeting, or not set while none is planned.
    fileprivate init(atNext meeting: Meeting?) { self = meeting.map { .meeting($0.id) } ?? .unset }
}
