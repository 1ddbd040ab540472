import ActionRegister
import Foundation
import GRDB

extension Store {
    /// The meetings that a condition on the table `meeting` names, oldest day
    /// first, undated ones last; three statements however many there are.
    static func meetings(
        _ db: Database, where condition: String = "TRUE", _ arguments: StatementArguments = []
    ) throws -> [Meeting] {
        let sql =
            "SELECT * FROM meeting WHERE \(condition) ORDER BY ifnull(day, postponedFrom) NULLS LAST, month, id"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        let chosen = "meeting IN (SELECT id FROM meeting WHERE \(condition))"
        let versions = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM meetingVersion WHERE \(chosen) ORDER BY day"),
            arguments: arguments)
        let moves = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM meetingMove WHERE \(chosen) ORDER BY number"),
            arguments: arguments)
        let versionsOf = Dictionary(grouping: versions) { $0["meeting"] as Int64 }
        let movesOf = Dictionary(grouping: moves) { $0["meeting"] as Int64 }
        return rows.map { row in
            Meeting(row: row, versions: versionsOf[row["id"]] ?? [], moves: movesOf[row["id"]] ?? [])
        }
    }

    static func meeting(_ db: Database, id: Meeting.ID) throws -> Meeting {
        guard let meeting = try meetings(db, where: "id = ?", [id.rawValue]).first else {
            throw RegisterError.unknown(.meeting, id.description, nearest: nil)
        }
        return meeting
    }

    /// Writes a new meeting with its versions, and answers its number.
    static func insert(_ db: Database, _ meeting: Meeting) throws -> Meeting.ID {
        let columns = meeting.columns
        let sql = """
            INSERT INTO meeting (\(columns.map(\.key).joined(separator: ", ")), board, postponedFrom)
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")), ?, ?)
            """
        let postponedFrom = meeting.state == .postponed ? meeting.versions.last : nil
        try db.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(columns.map(\.value))
                + [meeting.board.rawValue, postponedFrom?.number])
        let id = Meeting.ID(db.lastInsertedRowID)
        for day in meeting.versions { try begin(db, version: day, of: id) }
        return id
    }

    /// Writes a meeting over its row; versions and moves are only ever added.
    static func update(_ db: Database, _ meeting: Meeting, postponedFrom: CalendarDay? = nil) throws {
        let columns = meeting.columns
        let sets = columns.map { "\($0.key) = ?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "UPDATE meeting SET \(sets), postponedFrom = ? WHERE id = ?").execute(
            arguments: StatementArguments(columns.map(\.value)) + [
                postponedFrom?.number, meeting.id.rawValue,
            ])
    }

    static func begin(_ db: Database, version day: CalendarDay, of meeting: Meeting.ID) throws {
        let sql = "INSERT OR IGNORE INTO meetingVersion (meeting, day) VALUES (?, ?)"
        try db.cachedStatement(sql: sql).execute(arguments: [meeting.rawValue, day.number])
    }
}

extension Meeting {
    fileprivate init(row: Row, versions: [Row], moves: [Row]) {
        self.init(
            id: row.id("id"), board: row.id("board"), day: row.dayIfAny("day"), time: row.timeIfAny("time"),
            papersDue: row.dayIfAny("papersDue"), place: row["place"], state: row.word("state"),
            month: row["month"], versions: versions.map { $0.day("day") },
            moves: moves.map { Move(at: $0.instant("at"), from: $0.day("fromDay"), to: $0.day("toDay")) },
            recordedAt: row.instantIfAny("recordedAt"))
    }

    fileprivate var columns: KeyValuePairs<String, (any DatabaseValueConvertible)?> {
        [
            "day": day?.number, "month": month, "time": time?.minutes, "papersDue": papersDue?.number,
            "place": place, "state": state.rawValue, "recordedAt": recordedAt?.milliseconds,
        ]
    }

    var facts: AuditFacts {
        [
            "board": .number(board.rawValue), "day": .plain(day), "month": .plain(month),
            "time": .plain(time),
            "papersDue": .plain(papersDue), "place": .text(place), "state": .plain(state.rawValue),
        ]
    }
}
