import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Writes a new action, with the next reference where it brings none.
    static func add(
        _ db: Database, _ action: Action, on board: Board, _ verb: String, _ told: Told
    ) throws -> Action.ID {
        var action = action
        action.due = try settled(db, action.due, of: board.id)
        action.originalDue = try settled(db, action.originalDue, of: board.id)
        if action.reference.isEmpty {
            let day = action.raisedAt ?? board.clock(at: told.now).day
            action.reference = try nextReference(db, board, year: day.year)
        }
        try refuseTaken(db, action.reference, of: board)
        try refuseDueBeforeRaised(db, action)
        let id = try insert(db, action)
        try write(db, owners: action.owners, of: id)
        try count(db, action.reference, of: board)
        try audit(db, told, verb, .action, id.rawValue, new: action.facts)
        return id
    }

    /// Changes an action and writes what follows from it: a changed due is a
    /// revision, and it is live anew when its due changes or it is worked on again.
    /// Revisions start anew with a round, and its first due is none.
    /// A due that `body` leaves alone stays what it was; `tieActions` ties it to a
    /// meeting that comes to stand on its day.
    static func change(
        _ db: Database, _ id: Action.ID, _ verb: String, _ told: Told, _ body: (inout Action) throws -> Void
    ) throws {
        let old = try action(db, id: id)
        var new = old
        try body(&new)
        try renewIfTakenUp(db, &new, since: old, told)
        try count(db, &new, since: old, told)
        guard old != new else { return }
        if new.due != old.due || new.raisedAt != old.raisedAt { try refuseDueBeforeRaised(db, new) }
        try update(db, new)
        if old.owners != new.owners {
            try db.execute(sql: "DELETE FROM actionOwner WHERE action = ?", arguments: [id.rawValue])
            try write(db, owners: new.owners, of: id)
        }
        _ = try audit(db, told, verb, .action, id.rawValue, from: old.facts, to: new.facts)
        if old.status.isEnded && !new.status.isEnded { try tieAction(db, id, verb, told) }
    }

    private static func count(
        _ db: Database, _ new: inout Action, since old: Action, _ told: Told
    ) throws {
        if new.due != old.due { new.due = try settled(db, new.due, of: new.board) }
        let isNewRound = new.roundSince != old.roundSince
        if isNewRound {
            (new.originalDue, new.revisions) = (new.due, 0)
        } else if new.due != old.due, new.originalDue == old.originalDue {
            new.revisions = old.revisions + 1
        }
        let isLiveAnew = new.due != old.due || isNewRound || (new.status.isLive && !old.status.isLive)
        if isLiveAnew && new.releasedAt != nil { new.liveSince = told.now }
    }

    /// A due day on which the board has a planned meeting is due at that meeting.
    static func settled(_ db: Database, _ due: Due, of board: Board.ID) throws -> Due {
        switch due {
        case .day(let day):
            let sql = "SELECT id FROM meeting WHERE board = ? AND day = ? AND state = 'planned'"
            let meeting = try Int64.fetchOne(
                db.cachedStatement(sql: sql), arguments: [board.rawValue, day.number])
            return meeting.map { .meeting(Meeting.ID($0)) } ?? due
        case .meeting(let id):
            guard try meeting(db, id: id).board == board else {
                throw RegisterError.notAllowed(
                    why: "that meeting is another board's", instead: "name one of this board")
            }
            return due
        case .ongoing, .unset: return due
        }
    }

    /// Writes an update, and answers its number.
    static func add(
        _ db: Database, _ update: ActionUpdate, _ verb: String, _ told: Told
    ) throws -> ActionUpdate.ID {
        let sql = """
            INSERT INTO actionUpdate (action, day, recordedAt, byPerson, person, organisation, text, shared)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            update.action.rawValue, update.day.number, told.now.milliseconds, update.by?.rawValue,
            update.answersFor?.personColumn, update.answersFor?.organisationColumn, update.text,
            update.isShared,
        ])
        let id = db.lastInsertedRowID
        try audit(db, told, verb, .update, id, new: update.facts)
        return ActionUpdate.ID(id)
    }
}

extension Store {
    private static func refuseTaken(_ db: Database, _ reference: String, of board: Board) throws {
        let sql = "SELECT EXISTS (SELECT * FROM action WHERE board = ? AND reference = ?)"
        let isTaken = try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [board.id.rawValue, reference])
        if isTaken == true { throw RegisterError.exists(.action, reference) }
    }

    /// Nobody undertakes on a day what was due before it.
    private static func refuseDueBeforeRaised(_ db: Database, _ action: Action) throws {
        guard let raised = action.raisedAt else { return }
        let due: CalendarDay? =
            switch action.due {
            case .day(let day): day
            case .meeting(let id): try meeting(db, id: id).day
            case .ongoing, .unset: nil
            }
        guard let due, due < raised else { return }
        throw RegisterError.notAllowed(
            why: "\(action.reference) would be due on \(due), before it was raised, on \(raised)",
            instead: "look at both days")
    }

    private static func insert(_ db: Database, _ action: Action) throws -> Action.ID {
        let columns = action.columns
        let sql = """
            INSERT INTO action (\(columns.map(\.key).joined(separator: ", ")), board, reference)
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")), ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(
            arguments: StatementArguments(columns.map(\.value)) + [action.board.rawValue, action.reference])
        return Action.ID(db.lastInsertedRowID)
    }

    /// Writes an action over its row; its owners have rows of their own.
    static func update(_ db: Database, _ action: Action) throws {
        let columns = action.columns
        let sets = columns.map { "\($0.key) = ?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "UPDATE action SET \(sets) WHERE id = ?").execute(
            arguments: StatementArguments(columns.map(\.value)) + [action.id.rawValue])
    }

    private static func write(_ db: Database, owners: [Ownership], of action: Action.ID) throws {
        let sql = """
            INSERT INTO actionOwner (action, position, person, organisation, assignedAt, partDoneAt)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        for (position, ownership) in owners.enumerated() {
            try db.cachedStatement(sql: sql).execute(arguments: [
                action.rawValue, position, ownership.owner.personColumn, ownership.owner.organisationColumn,
                ownership.assignedAt.milliseconds, ownership.partDoneAt?.milliseconds,
            ])
        }
    }
}
