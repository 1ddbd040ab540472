package import ActionRegister
package import Foundation
import GRDB

/// Which of a board's actions a page shows, and in which order.
package struct RegisterQuery: Hashable, Sendable {
    package var board: Board.ID
    /// Words that must stand in the reference, the text or an update; case does not matter.
    package var words = ""
    package var owner: Owner?
    package var status: StatusChoice = .current
    package var isOverdue = false
    package var dueAt: Meeting.ID?
    package var order: Order = .reference
    package var isReversed = false
    /// From 0.
    package var page = 0

    /// How many stand on a page.
    package var size = pageSize

    package static let pageSize = 50
    /// The longest page that can be asked for, to print it.
    package static let longest = 5_000

    package enum Order: String, Hashable, Sendable, CaseIterable {
        case reference, due, status
    }

    /// Which statuses are asked for.
    package enum StatusChoice: Hashable, Sendable {
        /// Neither closed nor cancelled.
        case current
        case all
        case draft
        case one(Action.Status)
    }

    package init(board: Board.ID) { self.board = board }
}

/// One page of a register, with the names that stand on it.
package struct RegisterPage: Hashable, Sendable {
    package var records: [ActionRecord]
    /// How many there are on all pages.
    package var total: Int
    package var names: [Owner: String]
}

extension Store {
    /// A page of a board's actions: two statements that find them, and a few that
    /// read what stands on the page, however large the register.
    package func registerPage(_ query: RegisterQuery, at now: Date) throws -> RegisterPage {
        try read { db in
            let (condition, arguments) = try Self.condition(of: query, db, at: now)
            // Of few shapes, whatever is asked for: they are kept prepared.
            let total = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM action WHERE \(condition)"),
                arguments: arguments)!
            let ids = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT action.id FROM action LEFT JOIN meeting m ON m.id = action.dueMeeting
                        WHERE \(condition) ORDER BY \(query.sqlOrder) LIMIT ? OFFSET ?
                        """),
                arguments: arguments + [
                    query.size, max(0, query.page) * query.size,
                ])
            let records = try Self.records(db, ids, at: now)
            let owners = records.flatMap { $0.action.owners.map(\.owner) }
            return RegisterPage(records: records, total: total, names: try Self.names(db, of: owners))
        }
    }

    /// One action and the names of its owners and of those who wrote about it.
    package func actionRecord(
        _ id: Action.ID, at now: Date
    ) throws -> (record: ActionRecord, names: [Owner: String]) {
        try read { db in
            guard let record = try Self.records(db, [id.rawValue], at: now).first else {
                throw RegisterError.unknown(.action, id.description, nearest: nil)
            }
            let authors = record.updates.compactMap { $0.by.map(Owner.person) }
            let owners = record.action.owners.map(\.owner) + record.updates.compactMap(\.answersFor)
            return (record, try Self.names(db, of: owners + authors))
        }
    }

    /// The references of actions.
    package func references(of actions: [Action.ID]) throws -> [Action.ID: String] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, reference FROM action WHERE id IN (SELECT value FROM json_each(?))",
                arguments: [Self.jsonArray(Array(Set(actions.map(\.rawValue))))])
            return Dictionary(uniqueKeysWithValues: rows.map { (Action.ID($0[0] as Int64), $0[1]) })
        }
    }

    /// The names of owners; of those who were erased there is none.
    package func names(of owners: [Owner]) throws -> [Owner: String] {
        try read { try Self.names($0, of: owners) }
    }
}

extension Store {
    /// In the order of `ids`.
    private static func records(_ db: Database, _ ids: [Int64], at now: Date) throws -> [ActionRecord] {
        guard !ids.isEmpty else { return [] }
        let dates = try DueDates(db, at: now)
        let cursor = try ActionCursor(
            db, where: "action.id IN (SELECT value FROM json_each(?))", [jsonArray(ids)])
        var found: [Int64: ActionRecord] = [:]
        while let next = try cursor.next() {
            found[next.action.id.rawValue] = dates.record(next.action, next.updates)
        }
        return ids.compactMap { found[$0] }
    }

    static func names(_ db: Database, of owners: [Owner]) throws -> [Owner: String] {
        var names: [Owner: String] = [:]
        let people = jsonArray(Array(Set(owners.compactMap(\.personColumn))))
        let organisations = jsonArray(Array(Set(owners.compactMap(\.organisationColumn))))
        let named = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT person, name FROM personDetails WHERE person IN (SELECT value FROM json_each(?))
                    """), arguments: [people])
        for row in named { names[.person(Person.ID(row[0] as Int64))] = row[1] }
        let bodies = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT organisation, text FROM organisationName
                    WHERE position = 0 AND organisation IN (SELECT value FROM json_each(?))
                    """), arguments: [organisations])
        for row in bodies { names[.organisation(Organisation.ID(row[0] as Int64))] = row[1] }
        return names
    }

    private static func condition(
        of query: RegisterQuery, _ db: Database, at now: Date
    ) throws -> (String, StatementArguments) {
        var terms = ["action.board = ?", query.status.sql]
        var arguments: StatementArguments = [query.board.rawValue]
        for word in query.words.split(whereSeparator: \.isWhitespace).prefix(10).map({ $0.prefix(100) }) {
            terms.append(
                """
                (action.reference LIKE ? ESCAPE '\\' OR action.text LIKE ? ESCAPE '\\'
                    OR EXISTS (SELECT 1 FROM actionUpdate u WHERE u.action = action.id AND u.text LIKE ? ESCAPE '\\'))
                """)
            let pattern = "%" + word.replacing(#/[\\%_]/#) { "\\" + $0.output } + "%"
            arguments += [pattern, pattern, pattern]
        }
        if let owner = query.owner {
            terms.append(
                """
                action.id IN (SELECT action FROM actionOwner WHERE person = ?
                    UNION ALL SELECT action FROM actionOwner WHERE organisation = ?)
                """)
            arguments += [owner.personColumn, owner.organisationColumn]
        }
        if let meeting = query.dueAt {
            terms.append("action.dueMeeting = ?")
            arguments += [meeting.rawValue]
        }
        if query.isOverdue {
            // As `DueDates` reckons it.
            terms.append(
                """
                action.status IN ('open', 'in-progress') AND (action.dueDay < ? OR action.dueMeeting IN (
                    SELECT id FROM meeting WHERE board = ? AND state = 'held' AND day < ?))
                """)
            let today = try board(db, id: query.board).clock(at: now).day.number
            arguments += [today, query.board.rawValue, today]
        }
        return (terms.joined(separator: " AND "), arguments)
    }
}

extension RegisterQuery {
    fileprivate var sqlOrder: String {
        let way = isReversed ? "DESC" : "ASC"
        return switch order {
        case .reference: "action.id \(way)"
        case .due: "coalesce(action.dueDay, m.day) IS NULL, coalesce(action.dueDay, m.day) \(way), action.id"
        case .status: "action.status \(way), action.id"
        }
    }
}

extension RegisterQuery.StatusChoice {
    fileprivate var sql: String {
        switch self {
        case .current: "action.status NOT IN ('closed', 'cancelled')"
        case .all: "TRUE"
        case .draft: "action.releasedAt IS NULL AND action.status NOT IN ('closed', 'cancelled')"
        case .one(let status):
            status.isEnded
                ? "action.status = '\(status.rawValue)'"
                : "action.releasedAt IS NOT NULL AND action.status = '\(status.rawValue)'"
        }
    }
}

/// How many of a board's actions are how.
package struct ActionCounts: Hashable, Sendable {
    /// Released and open or in progress.
    package var open = 0
    package var overdue = 0
    package var proposed = 0
    /// Not released.
    package var drafts = 0
}

extension Store {
    /// Those of one board.
    package func actionCounts(_ board: Board.ID, at now: Date) throws -> ActionCounts {
        try read { db in
            let today = try Self.board(db, id: board).clock(at: now).day.number
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT
                        count(*) FILTER (WHERE releasedAt IS NOT NULL AND status IN ('open', 'in-progress')),
                        count(*) FILTER (WHERE status IN ('open', 'in-progress') AND (dueDay < ?2
                            OR dueMeeting IN (SELECT id FROM meeting WHERE board = ?1 AND state = 'held' AND day < ?2))),
                        count(*) FILTER (WHERE releasedAt IS NOT NULL AND status = 'proposed'),
                        count(*) FILTER (WHERE releasedAt IS NULL AND status NOT IN ('closed', 'cancelled'))
                    FROM action WHERE board = ?1
                    """, arguments: [board.rawValue, today])!
            return ActionCounts(open: row[0], overdue: row[1], proposed: row[2], drafts: row[3])
        }
    }
}
