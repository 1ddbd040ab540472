import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling

extension MaterialReader {
    mutating func readActions(_ persons: Set<Person.ID>) throws {
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

    mutating func readPrevious(_ persons: Set<Person.ID>) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT o.id, o.board, ifnull(o.person, 0), o.messageID, o.day, o.kind, l.action
                    FROM outbox o JOIN ledgerRecipient r ON r.entry = o.id JOIN ledger l ON l.id = r.ledger
                    WHERE (o.person IN (SELECT value FROM json_each(?1))
                            OR (o.person IS NULL AND o.board IN (SELECT value FROM json_each(?2))))
                        AND (o.state = 'relayed' OR o.mayHaveBeenSent) AND r.leftOut IS NULL
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

    mutating func readNames(_ persons: Set<Person.ID>) throws {
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

    mutating func readBrief(_ board: Board.ID) throws {
        guard material.briefs[board] == nil else { return }
        material.briefs[board] = try BriefMaterial(db, board, sentences)
    }

    mutating func readWeek(of board: Board.ID) throws {
        guard material.weeks[board] == nil else { return }
        let letters = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM outbox WHERE board = ? AND state = 'relayed' AND settledAt > ?",
            arguments: [board.rawValue, (now - 7 * 86_400).milliseconds])
        let reading = try BoardReading(db, Store.schedule(db, of: board, at: now))
        let next = try NextLetters(reading, from: now, until: now + 366 * 86_400, countsAllWell: false)
        material.weeks[board] = WeekMaterial(letters: letters ?? 0, next: next)
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
