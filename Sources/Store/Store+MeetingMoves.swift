package import ActionRegister
package import Foundation
import GRDB

extension Store {
    /// Moves a meeting to another day, or gives a postponed or undated one its day.
    ///
    /// Actions due at it follow, and those due on the new day become due at it.
    @discardableResult
    package func moveMeeting(_ id: Meeting.ID, to day: CalendarDay, told: Told) throws -> Moved {
        try write { db in
            let old = try Self.meeting(db, id: id)
            try Self.refuseUnlessMovable(old)
            guard old.day != day else {
                throw RegisterError.notAllowed(why: "the meeting is on \(day)", instead: "name another day")
            }
            guard try Self.board(db, id: old.board).clock(at: told.now).day <= day else {
                throw RegisterError.notAllowed(
                    why: "\(day) is past",
                    instead: "name today or a later day, or add a meeting on that day and record it")
            }
            try Self.refuseTaken(db, old.board, day)
            let before = try old.day ?? Self.postponedFrom(db, id)
            var new = old
            (new.day, new.month, new.papersDue, new.state) = (day, nil, nil, .planned)
            try Self.update(db, new)
            if old.version(on: day) == nil { try Self.begin(db, version: day, of: id) }
            if let before, before != day {
                try Self.note(db, Meeting.Move(at: told.now, from: before, to: day), of: old)
            }
            _ = try Self.audit(
                db, told, "meeting move", .meeting, id.rawValue, from: old.facts, to: new.facts)
            let written = try Self.tieActions(db, to: [id], "meeting move", told)[0]
            return Moved(droppedPapersDue: old.papersDue, written: written)
        }
    }

    /// A meeting on its new day.
    package struct Moved: Hashable, Sendable {
        /// Its own papers deadline, which its new day has not.
        package var droppedPapersDue: CalendarDay?
        package var written: WrittenMeeting
    }

    /// Takes the day from a meeting until it is moved to one; its papers deadline
    /// goes with it.
    package func postponeMeeting(_ id: Meeting.ID, told: Told) throws {
        try write { db in
            let old = try Self.meeting(db, id: id)
            guard old.state == .planned, let day = old.day else {
                throw RegisterError.notAllowed(
                    why: "the meeting is \(old.state.rawValue)",
                    instead: "only a planned one can be postponed")
            }
            var new = old
            (new.day, new.papersDue, new.state) = (nil, nil, .postponed)
            try Self.update(db, new, postponedFrom: day)
            _ = try Self.audit(
                db, told, "meeting postpone", .meeting, id.rawValue, from: old.facts, to: new.facts)
        }
    }

    /// Actions that go to the next meeting: those due at a cancelled one, and
    /// standing ones that return after one.
    package struct Passed: Hashable, Sendable {
        /// The next planned meeting; `nil` where there is none: they are left
        /// without a due day until a person gives them one, standing ones until a
        /// meeting is planned.
        package var to: Meeting?
        package var references: [String]
    }

    /// Cancels a meeting; unfinished actions due at it pass to the next planned
    /// one, as a revision of their due.
    package func cancelMeeting(_ id: Meeting.ID, told: Told) throws -> Passed {
        try write { db in
            let old = try Self.meeting(db, id: id)
            guard old.state != .held, old.state != .cancelled else {
                throw RegisterError.notAllowed(
                    why: "the meeting is \(old.state.rawValue)", instead: "only one to come can be cancelled")
            }
            let day = try old.day ?? Self.postponedFrom(db, id)
            var new = old
            new.state = .cancelled
            try Self.update(db, new)
            _ = try Self.audit(
                db, told, "meeting cancel", .meeting, id.rawValue, from: old.facts, to: new.facts)
            let next = try Self.nextMeeting(db, of: old.board, after: told.now, and: day)
            return Passed(to: next, references: try Self.passActions(db, from: id, to: next, told))
        }
    }

    private static func refuseUnlessMovable(_ meeting: Meeting) throws {
        guard meeting.state != .held, meeting.state != .cancelled else {
            throw RegisterError.notAllowed(
                why: "the meeting is \(meeting.state.rawValue)", instead: "add one on the new day")
        }
    }

    private static func note(_ db: Database, _ move: Meeting.Move, of meeting: Meeting) throws {
        try db.execute(
            sql: "INSERT INTO meetingMove (meeting, number, at, fromDay, toDay) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                meeting.id.rawValue, meeting.moves.count + 1, move.at.milliseconds, move.from.number,
                move.to.number,
            ])
    }

    private static func passActions(
        _ db: Database, from meeting: Meeting.ID, to next: Meeting?, _ told: Told
    ) throws -> [String] {
        let due = try actions(
            db, where: "dueMeeting = ? AND status NOT IN ('closed', 'cancelled')", [meeting.rawValue])
        if let next {
            for action in due {
                try change(db, action.id, "meeting cancel", told) { $0.due = .meeting(next.id) }
            }
        }
        return due.map(\.reference)
    }
}

extension Store {
    /// The first planned meeting after an instant, on the board's clock, and after
    /// a day; an untimed one begins at send-at.
    static func nextMeeting(
        _ db: Database, of board: Board.ID, after now: Date, and day: CalendarDay? = nil
    ) throws -> Meeting? {
        let board = try self.board(db, id: board)
        let clock = board.clock(at: now)
        let sql = """
            board = ? AND state = 'planned' AND day > ?
            AND (day > ? OR (day = ? AND ifnull(time, ?) > ?))
            """
        let arguments: StatementArguments = [
            board.id.rawValue, day?.number ?? Int32.min, clock.day.number, clock.day.number,
            board.sendAt.minutes, clock.time.minutes,
        ]
        return try meetings(db, where: sql, arguments).first
    }
}

extension Board {
    /// What the board's clock shows.
    package func clock(at now: Date) -> (day: CalendarDay, time: TimeOfDay) {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let seconds = Int(now.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: now)
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        return (CalendarDay(number: Int32(day)), TimeOfDay(minutes: (seconds - day * 86_400) / 60)!)
    }
}
