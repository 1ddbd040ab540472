import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling

/// Reads a batch of letters in an open snapshot.
struct MaterialReader {
    let db: Database
    let now: Date
    /// Read when there are letters: a register may have thousands of rules.
    private(set) var sentences: [Rule.ID: RuleSentence] = [:]
    var material = LetterMaterial()

    init(_ db: Database, at now: Date) throws {
        self.db = db
        self.now = now
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
        sentences = try Store.sentences(db)
        try readSteps()
        try readNotes()
        let persons = Set(material.letters.compactMap(\.entry.person))
        let owners = Set(material.letters.flatMap(\.steps).compactMap(\.step.key.owner))
        for board in Set(material.letters.map(\.entry.board)) {
            try judgeable(board) { try $0.readBoard(board, persons, owners) }
        }
        for letter in material.letters where letter.isBrief || letter.isAllWell {
            try readBrief(letter.entry.board)
            if letter.isAllWell {
                try judgeable(letter.entry.board) { try $0.readWeek(of: letter.entry.board) }
            }
        }
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
                    SELECT \(StepKey.columns(of: "l")), l.day, l.anchorDay, r.isLate, r.entry, l.id, r.leftOut
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
            let leftOut = (row[14] as String?).flatMap(StepOmission.Reason.init)
            material.letters[place].steps.append(
                DueLetter.Step(ledger: row[13], step: step, leftOut: leftOut))
        }
    }

    /// All steps of a letter that was asked for by hand were asked for at once.
    private mutating func readNotes() throws {
        let note = try db.cachedStatement(
            sql: "SELECT note FROM reminding WHERE action = ? AND day = ? AND number = ?")
        for place in material.letters.indices {
            let keys = material.letters[place].steps.map(\.step.key)
            guard let key = keys.first(where: \.isByHand), let action = key.action,
                case .day(let day) = key.anchor
            else { continue }
            material.letters[place].note = try String.fetchOne(
                note, arguments: [action.rawValue, day.number, key.occurrence])
        }
    }

    private mutating func readBoard(_ id: Board.ID, _ persons: Set<Person.ID>, _ owners: Set<Owner>) throws {
        let board = try Store.board(db, id: id)
        let isBriefed = material.letters.contains { $0.entry.board == id && ($0.isBrief || $0.isAllWell) }
        let seats = try isBriefed ? Store.seats(db, of: id) : Store.seats(db, of: id, persons, owners)
        let concerned = persons.union(seats.map(\.person)).union(owners.compactMap(\.person))
        material.boards[id] = try BoardSchedule(
            board: board, calendar: Store.workingCalendar(db, of: board), rules: Store.rules(db, id),
            meetings: Store.meetings(db, of: id), seats: seats, absences: Store.absences(db),
            silences: Store.silences(db).filter { $0.board == nil || $0.board == id },
            reachable: isBriefed ? Store.reachable(db) : Store.reachable(db, among: concerned),
            refusing: Store.refusing(db, id))
    }
}

extension DueLetter {
    fileprivate init(_ row: Row) {
        self.init(entry: OutboxEntry(row), kind: row.word("kind"), audience: row.word("audience"), steps: [])
        if let bytes: Data = row["bytes"], let mailbox = entry.mailbox {
            sealed = SealedLetter(bytes: [UInt8](bytes), mailbox: mailbox)
        }
    }
}

extension Owner {
    var person: Person.ID? { personColumn.map { Person.ID($0) } }
    var organisation: Organisation.ID? { organisationColumn.map { Organisation.ID($0) } }
}
