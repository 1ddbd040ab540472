import ActionRegister
package import Foundation
import GRDB
package import Mail
import Scheduling

extension Store {
    /// Reads the oldest entries whose time has come and that have not expired,
    /// and all that their letters may speak of, in one snapshot.
    package func letterMaterial(at now: Date, limit: Int) async throws -> LetterMaterial {
        try await asyncRead { db in
            var reader = try MaterialReader(db, at: now)
            return try reader.read(limit: limit)
        }
    }

    /// Bounces the entries that expired while they waited.
    ///
    /// - Returns: those entries, as they now are.
    package func expireDue(at now: Date) async throws -> [OutboxEntry] {
        try await asyncWrite { db in
            let ids = try Int64.fetchAll(
                db, sql: "SELECT id FROM outbox WHERE nextAttempt <= ?1 AND expires <= ?1",
                arguments: [now.milliseconds])
            guard !ids.isEmpty else { return [] }
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'bounced', reason = ?, settledAt = ?, nextAttempt = NULL
                    WHERE id IN (SELECT value FROM json_each(?))
                    """,
                arguments: [OutboxReason.expired.rawValue, now.milliseconds, Self.jsonArray(ids)])
            return try Self.outboxEntries(db, ids)
        }
    }
}

/// Reads a batch of letters in an open snapshot.
struct MaterialReader {
    private let db: Database
    private let now: Date
    private let sentences: [Rule.ID: RuleSentence]
    private var material = LetterMaterial()

    init(_ db: Database, at now: Date) throws {
        self.db = db
        self.now = now
        sentences = try Store.sentences(db)
        material.databaseID = try String.fetchOne(db, sql: "SELECT lower(hex(id)) FROM installation") ?? ""
    }

    /// The oldest that are due.
    mutating func read(limit: Int) throws -> LetterMaterial {
        try readEntries(
            where: "o.nextAttempt <= ? AND o.expires > ? ORDER BY o.nextAttempt, o.id LIMIT ?",
            [now.milliseconds, now.milliseconds, limit])
        return try readAround()
    }

    /// One of them, due or not.
    mutating func read(_ entry: OutboxEntry.ID) throws -> LetterMaterial {
        try readEntries(where: "o.id = ?", [entry.rawValue])
        return try readAround()
    }

    /// What the entries that were read may speak of.
    private mutating func readAround() throws -> LetterMaterial {
        guard !material.letters.isEmpty else { return material }
        try readSteps()
        let persons = Set(material.letters.compactMap(\.entry.person))
        let owners = Set(material.letters.flatMap(\.steps).compactMap(\.step.key.owner))
        for board in Set(material.letters.map(\.entry.board)) {
            try judgeable(board) { try $0.readBoard(board, persons, owners) }
        }
        for letter in material.letters where letter.isBrief { try readBrief(letter.entry.board) }
        try readActions(persons)
        try readPrevious(persons)
        try readNames(persons)
        return material
    }

    /// One board that cannot be read must not stop the letters of the others.
    private mutating func judgeable(_ board: Board.ID, _ read: (inout Self) throws -> Void) throws {
        do {
            try read(&self)
        } catch let error as DatabaseError {
            throw error
        } catch {
            material.unreadable[board] = "\(error)"
        }
    }

    private mutating func readEntries(where condition: String, _ arguments: StatementArguments) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT o.*, iif(o.mayHaveBeenSent, m.mailbox,
                            iif(o.person IS NULL, b.secretariat, p.mailbox)) AS mailbox,
                        NULL AS words, iif(o.mayHaveBeenSent, m.bytes, NULL) AS bytes
                    FROM outbox o JOIN board b ON b.id = o.board
                        LEFT JOIN personDetails p ON p.person = o.person
                        LEFT JOIN outboxMessage m ON m.entry = o.id AND o.mayHaveBeenSent
                    WHERE \(condition)
                    """),
            arguments: arguments)
        while let row = try rows.next() { material.letters.append(DueLetter(row)) }
    }

    private mutating func readSteps() throws {
        let entries = material.letters.map(\.entry.id.rawValue)
        let places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, $0) })
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(StepKey.columns(of: "l")), l.day, l.anchorDay, r.isLate, r.entry, l.id
                    FROM json_each(?) e JOIN ledgerRecipient r ON r.entry = e.value JOIN ledger l ON l.id = r.ledger
                    ORDER BY l.id
                    """),
            arguments: [Store.jsonArray(entries)])
        while let row = try rows.next() {
            guard let place = places[row[12]] else { continue }
            guard let step = LetterStep(row, sentences: sentences) else {
                material.letters[place].unreadable =
                    "rule number \(row[4] as Int64) of the database cannot be read"
                continue
            }
            material.letters[place].steps.append(DueLetter.Step(ledger: row[13], step: step))
        }
    }

    private mutating func readBoard(_ id: Board.ID, _ persons: Set<Person.ID>, _ owners: Set<Owner>) throws {
        let board = try Store.board(db, id: id)
        let isBriefed = material.letters.contains { $0.entry.board == id && $0.isBrief }
        let seats = try isBriefed ? Store.seats(db, of: id) : Store.seats(db, of: id, persons, owners)
        let concerned = persons.union(seats.map(\.person)).union(owners.compactMap(\.person))
        material.boards[id] = try BoardSchedule(
            board: board, calendar: Store.workingCalendar(db, of: board), rules: Store.rules(db, id),
            meetings: Store.meetings(db, of: id), seats: seats, absences: Store.absences(db),
            silences: Store.silences(db).filter { $0.board == nil || $0.board == id },
            reachable: isBriefed ? Store.reachable(db) : Store.reachable(db, among: concerned))
    }

    private mutating func readActions(_ persons: Set<Person.ID>) throws {
        let asked = material.letters.flatMap(\.steps).compactMap(\.step.key.action)
        let briefed = material.briefs.values.flatMap(\.actions)
        let owned = try readOwned(persons)
        let wanted = Store.jsonArray(Set(asked + briefed + owned).map(\.rawValue))
        let cursor = try ActionCursor(db, where: "action.id IN (SELECT value FROM json_each(?))", [wanted])
        while let next = try cursor.next() {
            material.actions[next.action.id] = next.action
            if !next.updates.isEmpty { material.updates[next.action.id] = next.updates }
        }
    }

    /// The live actions of the recipients, and of the organisations they sit for.
    private mutating func readOwned(_ persons: Set<Person.ID>) throws -> [Action.ID] {
        let seats = material.boards.values.flatMap(\.seats)
        let organisations = Set(seats.filter { persons.contains($0.person) }.compactMap(\.organisation))
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT a.board, o.action, o.person, o.organisation
                    FROM json_each(?) e JOIN actionOwner o ON o.person = e.value JOIN action a ON a.id = o.action
                    WHERE a.releasedAt IS NOT NULL AND a.status IN ('open', 'in-progress') AND o.partDoneAt IS NULL
                    UNION ALL
                    SELECT a.board, o.action, o.person, o.organisation
                    FROM json_each(?) e JOIN actionOwner o ON o.organisation = e.value JOIN action a ON a.id = o.action
                    WHERE a.releasedAt IS NOT NULL AND a.status IN ('open', 'in-progress') AND o.partDoneAt IS NULL
                    ORDER BY 2
                    """),
            arguments: [
                Store.jsonArray(persons.map(\.rawValue)), Store.jsonArray(organisations.map(\.rawValue)),
            ])
        var actions: [Action.ID] = []
        while let row = try rows.next() {
            let board = Board.ID(row[0] as Int64)
            guard material.boards[board] != nil, let owner = row.owner(2) else { continue }
            let action = Action.ID(row[1] as Int64)
            material.owned[.init(board: board, owner: owner), default: []].append(action)
            actions.append(action)
        }
        return actions
    }

    private mutating func readPrevious(_ persons: Set<Person.ID>) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT o.id, o.board, ifnull(o.person, 0), o.messageID, o.day, o.kind, l.action
                    FROM outbox o JOIN ledgerRecipient r ON r.entry = o.id JOIN ledger l ON l.id = r.ledger
                    WHERE (o.person IN (SELECT value FROM json_each(?1))
                            OR (o.person IS NULL AND o.board IN (SELECT value FROM json_each(?2))))
                        AND (o.state = 'relayed' OR o.mayHaveBeenSent)
                    ORDER BY o.id
                    """),
            arguments: [
                Store.jsonArray(persons.map(\.rawValue)),
                Store.jsonArray(material.boards.keys.map(\.rawValue)),
            ])
        let due = Set(material.letters.map(\.entry.id.rawValue))
        while let row = try rows.next() {
            if due.contains(row[0]) { continue }
            let key = LetterMaterial.RecipientOnBoard(
                board: Board.ID(row[1] as Int64), recipient: Recipient(column: row[2]))
            material.previous[key, default: []].add(row)
        }
    }

    private mutating func readNames(_ persons: Set<Person.ID>) throws {
        let actions = material.actions.values.flatMap { $0.owners.map(\.owner) }
        let authors = material.updates.values.joined().compactMap(\.by)
        let seats = material.boards.values.flatMap(\.seats)
        let people = persons.union(actions.compactMap(\.person)).union(authors).union(seats.map(\.person))
            .union(seats.compactMap(\.deputyOf))
        for person in try Store.people(db, people) { material.people[person.id] = person }
        let organisations = Set(actions.compactMap(\.organisation)).union(seats.compactMap(\.organisation))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT organisation, text FROM organisationName
                WHERE position = 0 AND organisation IN (SELECT value FROM json_each(?))
                """,
            arguments: [Store.jsonArray(organisations.map(\.rawValue))])
        for row in rows { material.organisations[Organisation.ID(row[0] as Int64)] = row[1] }
    }

    private mutating func readBrief(_ board: Board.ID) throws {
        guard material.briefs[board] == nil else { return }
        material.briefs[board] = try BriefMaterial(db, board, sentences)
    }
}

extension Owner {
    fileprivate var person: Person.ID? { personColumn.map { Person.ID($0) } }
    fileprivate var organisation: Organisation.ID? { organisationColumn.map { Organisation.ID($0) } }
}

extension DueLetter {
    fileprivate init(_ row: Row) {
        self.init(entry: OutboxEntry(row), kind: row.word("kind"), audience: row.word("audience"), steps: [])
        if let bytes: Data = row["bytes"], let mailbox = entry.mailbox {
            sealed = SealedLetter(bytes: [UInt8](bytes), mailbox: mailbox)
        }
    }
}

extension [PreviousLetter] {
    /// Takes in a step of a letter, of which there is a row for each step.
    fileprivate mutating func add(_ row: Row) {
        if last?.messageID != row[3] {
            append(
                PreviousLetter(
                    messageID: row[3], day: row.day(4), kind: LetterKind(rawValue: row[5])!, actions: []))
        }
        if let action = row[6] as Int64?, action != 0 {
            self[endIndex - 1].actions.insert(Action.ID(action))
        }
    }
}
