package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// What a file can be resolved against; the actions, their updates and what
    /// files said of them are those of one board, where one is named.
    package func snapshot(actionsOf board: Board.ID? = nil) throws -> RegisterSnapshot {
        try read { try Self.snapshot($0, actionsOf: board) }
    }

    /// Writes a file's whole batch, or on any error nothing of it.
    ///
    /// - Returns: its new meetings.
    @discardableResult
    package func write(_ batch: RegisterBatch, told: Told) throws -> [WrittenMeeting] {
        try write { try Self.write($0, batch, told) }
    }

    /// Judges a file against the register and writes its batch, both in one
    /// transaction: what somebody records meanwhile is neither missed nor undone.
    ///
    /// Where `judge` or `vet` throws, nothing is written.
    ///
    /// - Parameter vet: shown whom the file changes, beside those it adds.
    /// - Returns: what `judge` found, and the file's new meetings.
    package func take<Value>(
        actionsOf board: Board.ID?, told: Told, vet: (PeopleConcern) throws -> Void = { _ in },
        _ judge: (RegisterSnapshot) throws -> (batch: RegisterBatch, value: Value)
    ) throws -> (value: Value, written: [WrittenMeeting]) {
        try write { db in
            let (batch, value) = try judge(Self.snapshot(db, actionsOf: board))
            try vet(Self.concern(db, of: batch.people.map(\.id).filter { !$0.isNew }))
            return (value, try Self.write(db, batch, told))
        }
    }
}

extension Store {
    private static func snapshot(_ db: Database, actionsOf board: Board.ID?) throws -> RegisterSnapshot {
        var snapshot = RegisterSnapshot(
            boards: try boards(db), organisations: try organisations(db), people: try people(db),
            seats: try seats(db, of: nil), meetings: try meetings(db))
        guard let board else { return snapshot }
        let cursor = try ActionCursor(db, where: "action.board = ?", [board.rawValue])
        while let next = try cursor.next() {
            snapshot.actions.append(next.action)
            snapshot.updates += next.updates
        }
        snapshot.imported = try importedRows(db, of: board)
        return snapshot
    }

    private static func write(
        _ db: Database, _ batch: RegisterBatch, _ told: Told
    ) throws -> [WrittenMeeting] {
        var numbers = BatchNumbers()
        try writeOrganisations(db, batch, &numbers, told)
        try writePeople(db, batch, &numbers, told)
        let written = try writeMeetings(db, batch, &numbers, told)
        try writeActions(db, batch, &numbers, told)
        for update in batch.updates { _ = try add(db, numbers.real(update), "import", told) }
        for (id, cells) in batch.cells { try keep(db, cells, of: numbers.real(id)) }
        return written
    }
}

extension Store {
    private static func writeOrganisations(
        _ db: Database, _ batch: RegisterBatch, _ numbers: inout BatchNumbers, _ told: Told
    ) throws {
        for organisation in batch.organisations where !organisation.id.isNew {
            try set(db, organisation, told)
        }
        for organisation in batch.organisations where organisation.id.isNew {
            numbers.organisations[organisation.id] = try add(db, organisation, told)
        }
    }

    private static func writePeople(
        _ db: Database, _ batch: RegisterBatch, _ numbers: inout BatchNumbers, _ told: Told
    ) throws {
        for person in batch.people {
            let real = numbers.real(person)
            if person.id.isNew {
                numbers.people[person.id] = try add(db, real, told)
            } else {
                try set(db, real, told)
            }
        }
        for seat in batch.seats {
            let real = numbers.real(seat)
            if seat.id.isNew { _ = try add(db, real, told) } else { try set(db, real, told) }
        }
    }

    /// What was held is recorded once all of the file's meetings are there: what
    /// passes on goes to the first of them.
    private static func writeMeetings(
        _ db: Database, _ batch: RegisterBatch, _ numbers: inout BatchNumbers, _ told: Told
    ) throws -> [WrittenMeeting] {
        for meeting in batch.meetings where meeting.id.isNew {
            numbers.meetings[meeting.id] = try add(db, meeting, "import", told)
        }
        for meeting in batch.meetings where !meeting.id.isNew {
            try set(db, meeting, told)
            let isHeldNow =
                try meeting.state == .held && self.meeting(db, id: meeting.id).state == .planned
            if isHeldNow { _ = try record(db, meeting.id, [], told) }
        }
        return try tieActions(db, to: Array(numbers.meetings.values), "import", told)
    }

    private static func writeActions(
        _ db: Database, _ batch: RegisterBatch, _ numbers: inout BatchNumbers, _ told: Told
    ) throws {
        let boards = Dictionary(uniqueKeysWithValues: try self.boards(db).map { ($0.id, $0) })
        for action in batch.actions {
            let real = numbers.real(action, at: told.now)
            if action.id.isNew {
                guard let board = boards[action.board] else {
                    throw RegisterError.unknown(.board, action.board.description, nearest: nil)
                }
                numbers.actions[action.id] = try add(db, real, on: board, "import", told)
            } else {
                try change(db, action.id, "import", told) { $0.takeOver(real, at: told.now) }
            }
        }
    }
}

extension Store {
    private static func importedRows(_ db: Database, of board: Board.ID) throws -> [Action.ID: ImportedRow] {
        let sql = """
            SELECT action, row FROM importedRow JOIN action ON action.id = importedRow.action WHERE board = ?
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [board.rawValue])
        let reader = JSONDecoder()
        return try Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let json = Data((row["row"] as String).utf8)
                return (row.id("action"), try reader.decode(ImportedRow.self, from: json))
            })
    }

    /// A file that says the day again which it said before is no edit of a due that
    /// was tied to a meeting since.
    static func followInMemory(_ db: Database, _ old: Action, _ new: Action) throws {
        let sql = "SELECT row FROM importedRow WHERE action = ?"
        guard let json = try String.fetchOne(db, sql: sql, arguments: [old.id.rawValue]) else { return }
        var row = try JSONDecoder().decode(ImportedRow.self, from: Data(json.utf8))
        guard row.follow(old, new) else { return }
        try keep(db, row, of: old.id)
    }

    private static func keep(_ db: Database, _ cells: [String: String], of id: Action.ID) throws {
        try keep(db, ImportedRow(cells: cells, of: action(db, id: id)), of: id)
    }

    private static func keep(_ db: Database, _ row: ImportedRow, of id: Action.ID) throws {
        let writer = JSONEncoder()
        writer.outputFormatting = .sortedKeys
        let json = try writer.encode(row)
        let sql = "INSERT OR REPLACE INTO importedRow (action, row) VALUES (?, ?)"
        try db.cachedStatement(sql: sql).execute(
            arguments: [id.rawValue, String(decoding: json, as: UTF8.self)])
    }
}

extension Action {
    /// Becomes what a file says it is; who stays an owner has been assigned since
    /// before, and the store counts revisions itself.
    fileprivate mutating func takeOver(_ other: Action, at now: Date) {
        (text, raisedAt, item, due, status) = (
            other.text, other.raisedAt, other.item, other.due, other.status
        )
        (isRestricted, isStanding, closure) = (other.isRestricted, other.isStanding, other.closure)
        owners = Ownership.assign(other.owners.map(\.owner), keeping: owners, at: now)
    }
}
