package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Adds meetings, all or none: one that was agreed, or those a generator wrote.
    ///
    /// Actions due on such a day become due at the meeting: see `tieActions`.
    ///
    /// - Throws: `RegisterError.exists` for a day on which the board meets already.
    package func addMeetings(_ meetings: [Meeting], told: Told) throws -> [WrittenMeeting] {
        try write { db in
            let ids = try meetings.map { try Self.add(db, $0, "meeting add", told) }
            return try Self.tieActions(db, to: ids, "meeting add", told)
        }
    }

    package func addMeeting(_ meeting: Meeting, told: Told) throws -> Meeting {
        try addMeetings([meeting], told: told)[0].meeting
    }

    /// The meetings of a board, or of all, in every state, oldest day first.
    package func meetings(_ board: Board.ID? = nil) throws -> [Meeting] {
        try read { try Self.meetings($0, of: board) }
    }

    /// The meeting that a board has on a day, or had before it was postponed.
    package func meeting(_ board: Board.ID, on day: CalendarDay) throws -> Meeting {
        try read { try Self.meeting($0, of: board, on: day) }
    }

    /// Sets the time, the place, the month of an undated meeting and the papers
    /// deadline; other verbs change the day and the state.
    package func setMeeting(_ meeting: Meeting, told: Told) throws {
        try write { try Self.set($0, meeting, told) }
    }
}

extension Store {
    static func meetings(_ db: Database, of board: Board.ID?) throws -> [Meeting] {
        guard let board else { return try meetings(db) }
        return try meetings(db, where: "board = ?", [board.rawValue])
    }

    /// Adds one meeting: a held one counts as recorded now, for its record is older than the register.
    static func add(_ db: Database, _ meeting: Meeting, _ verb: String, _ told: Told) throws -> Meeting.ID {
        var meeting = meeting
        meeting.recordedAt = meeting.state == .held ? (meeting.recordedAt ?? told.now) : nil
        try refuseLatePapers(meeting)
        if let day = meeting.day { try refuseTaken(db, meeting.board, day) }
        let id = try insert(db, meeting)
        try audit(db, told, verb, .meeting, id.rawValue, new: meeting.facts)
        return id
    }

    static func set(_ db: Database, _ meeting: Meeting, _ told: Told) throws {
        let old = try Self.meeting(db, id: meeting.id)
        var new = old
        (new.time, new.place, new.papersDue) = (meeting.time, meeting.place, meeting.papersDue)
        if old.day == nil { new.month = meeting.month }
        guard new.papersDue == nil || new.day != nil else {
            throw RegisterError.notAllowed(
                why: "the meeting has no day", instead: "move it to one before its papers are due")
        }
        if new.papersDue != old.papersDue { try refuseLatePapers(new) }
        guard try audit(db, told, "meeting set", .meeting, old.id.rawValue, from: old.facts, to: new.facts)
        else { return }
        try update(db, new, postponedFrom: postponedFrom(db, new.id))
    }

    private static func refuseLatePapers(_ meeting: Meeting) throws {
        guard let papers = meeting.papersDue, let day = meeting.day, papers > day else { return }
        throw RegisterError.notAllowed(
            why: "the papers would be due on \(papers), after the meeting on \(day)",
            instead: "name the day of the meeting or one before")
    }

    static func refuseTaken(_ db: Database, _ board: Board.ID, _ day: CalendarDay) throws {
        let sql = "SELECT EXISTS (SELECT * FROM meeting WHERE board = ? AND day = ? AND state <> 'cancelled')"
        guard try Bool.fetchOne(db, sql: sql, arguments: [board.rawValue, day.number]) == false else {
            throw RegisterError.exists(.meeting, "\(try self.board(db, id: board).slug) \(day)")
        }
    }

    static func meeting(_ db: Database, of board: Board.ID, on day: CalendarDay) throws -> Meeting {
        let named = try meetings(
            db, where: "board = ? AND (day = ? OR postponedFrom = ?)",
            [board.rawValue, day.number, day.number])
        let standing = named.first(where: \.stands) ?? named.first { $0.state != .cancelled } ?? named.last
        if let standing { return standing }
        let slug = try self.board(db, id: board).slug
        let days = try meetings(db, of: board).compactMap { $0.day?.description }
        throw RegisterError.unknown(.meeting, "\(slug) \(day)", nearest: days.nearest(to: day.description))
    }

    static func postponedFrom(_ db: Database, _ meeting: Meeting.ID) throws -> CalendarDay? {
        let sql = "SELECT postponedFrom FROM meeting WHERE id = ?"
        return try Int32.fetchOne(db, sql: sql, arguments: [meeting.rawValue]).map { CalendarDay(number: $0) }
    }
}
