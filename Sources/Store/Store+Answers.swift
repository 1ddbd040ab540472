package import ActionRegister
package import Foundation
import GRDB

/// What an owner says on a page of their own.
package enum OwnerAnswer: Hashable, Sendable {
    case update(String)
    /// It is done: a proposal, which the board decides.
    case done(note: String?)
    /// It is not, after all: a proposal that nobody has decided is taken back.
    case notDone
    /// Another day is asked for, with the reason.
    case moreTime(CalendarDay, reason: String)
}

/// That an owner asks for another due day.
package struct DueRequest: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<DueRequest>

    package var id: ID
    package var action: Action.ID
    package var board: Board.ID
    package var reference: String
    package var by: Person.ID
    package var day: CalendarDay
    package var reason: String
    package var madeAt: Date
}

extension Store {
    /// Records what an owner says; the same said twice on one day is said once, for
    /// a button is pressed twice and a scanner presses it again.
    ///
    /// Each of them is an answer, as one that the secretariat records is.
    ///
    /// - Returns: whether it was new.
    package func answer(
        _ answer: OwnerAnswer, about id: Action.ID, as owner: Owner, by person: Person.ID, told: Told
    ) throws -> Bool {
        try write { db in
            let action = try Self.action(db, id: id)
            guard action.owners.contains(where: { $0.owner == owner }) else {
                throw RegisterError.notAllowed(
                    why: "\(action.reference) has other owners now", instead: "tell the secretariat")
            }
            let isDone = action.hasDone(owner)
            if case .done = answer, isDone { return false }
            if answer == .notDone, !isDone { return false }
            try Self.refuseEnded(action)
            let words = answer.words
            try Wording.checkText(words, of: "note")
            let today = try Self.today(db, of: id, told)
            if try Self.isRepeated(db, answer, about: id, by: person, on: today) { return false }
            let update = ActionUpdate(
                id: .new, action: id, day: today, recordedAt: told.now, by: person, answersFor: owner,
                text: words)
            _ = try Self.add(db, update, "answer", told)
            try Self.carryOut(db, answer, on: action, owner, person, told)
            return true
        }
    }

    /// Whether it is what the person said last about the action on that day, or what they
    /// ask for already. What is done and undone is known by how the action stands.
    private static func isRepeated(
        _ db: Database, _ answer: OwnerAnswer, about id: Action.ID, by person: Person.ID,
        on today: CalendarDay
    ) throws -> Bool {
        switch answer {
        case .update(let text):
            try String.fetchOne(
                db,
                sql: """
                    SELECT text FROM actionUpdate WHERE action = ? AND byPerson = ? AND day = ?
                    ORDER BY id DESC LIMIT 1
                    """, arguments: [id.rawValue, person.rawValue, today.number]) == text
        case .moreTime(let day, let reason):
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM dueRequest
                        WHERE action = ? AND person = ? AND day = ? AND reason = ? AND decidedAt IS NULL)
                    """, arguments: [id.rawValue, person.rawValue, day.number, reason])!
        case .done, .notDone: false
        }
    }

    private static func carryOut(
        _ db: Database, _ answer: OwnerAnswer, on action: Action, _ owner: Owner, _ person: Person.ID,
        _ told: Told
    ) throws {
        switch answer {
        case .update: break
        case .done: _ = try markDone(db, action, by: owner, "answer", told)
        case .notDone:
            try change(db, action.id, "answer", told) { changed in
                if owner == changed.lead && changed.status == .proposed { changed.status = .open }
                for place in changed.owners.indices where changed.owners[place].owner == owner {
                    changed.owners[place].partDoneAt = nil
                }
            }
        case .moreTime(let day, let reason):
            try db.execute(
                sql: """
                    INSERT INTO dueRequest (action, person, day, reason, madeAt) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (action) WHERE decidedAt IS NULL DO UPDATE SET
                        person = excluded.person, day = excluded.day, reason = excluded.reason,
                        madeAt = excluded.madeAt
                    """,
                arguments: [
                    action.id.rawValue, person.rawValue, day.number, reason, told.now.milliseconds,
                ])
        }
    }

    /// The requests that wait for a decision, oldest first.
    package func dueRequests(of boards: [Board.ID]) throws -> [DueRequest] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.*, action.board, action.reference FROM dueRequest r
                        JOIN action ON action.id = r.action
                    WHERE r.decidedAt IS NULL AND action.status NOT IN ('closed', 'cancelled')
                        AND action.board IN (SELECT value FROM json_each(?))
                    ORDER BY r.madeAt, r.id
                    """, arguments: [Self.jsonArray(boards.map(\.rawValue))])
            return rows.map { row in
                DueRequest(
                    id: row.id("id"), action: row.id("action"), board: row.id("board"),
                    reference: row["reference"], by: row.id("person"), day: row.day("day"),
                    reason: row["reason"], madeAt: row.instant("madeAt"))
            }
        }
    }

    /// Accepts a request, which makes its day the due day, or does not.
    ///
    /// - Parameter day: as whoever decides has seen it.
    /// - Throws: `RegisterError.notAllowed` where somebody has decided already, or
    ///   another day is asked for by now.
    package func decide(_ id: DueRequest.ID, for day: CalendarDay, isAccepted: Bool, told: Told) throws {
        try write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    UPDATE dueRequest SET decidedAt = ?, accepted = ?
                    WHERE id = ? AND day = ? AND decidedAt IS NULL RETURNING action
                    """, arguments: [told.now.milliseconds, isAccepted, id.rawValue, day.number])
            guard let row else {
                throw RegisterError.notAllowed(
                    why: "somebody has decided on it already, or another day is asked for by now",
                    instead: "see the action")
            }
            let action = Action.ID(row[0] as Int64)
            if isAccepted {
                try Self.setDue(db, .day(day), of: action, told)
            } else {
                try Self.noteDecline(db, of: action, told)
            }
            try Self.audit(
                db, told, "request decide", .action, action.rawValue,
                new: ["day": .plain(day), "accepted": .flag(isAccepted)])
        }
    }

    /// The owners read, on their page and in their letters, what became of the request.
    private static func noteDecline(_ db: Database, of action: Action.ID, _ told: Told) throws {
        let board = try Self.board(db, id: Self.action(db, id: action).board)
        let note = ActionUpdate(
            id: .new, action: action, day: board.clock(at: told.now).day, recordedAt: told.now,
            text: "The secretariat keeps the due date as it is.", isShared: true)
        _ = try Self.add(db, note, "request decide", told)
    }

    /// Notes that a fresh link is sent to a person.
    ///
    /// - Returns: `false` where one was within the hour: then none is sent.
    package func noteAnswerLinkSent(to person: Person.ID, at now: Date) throws -> Bool {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO answerLinkSent (person, at) VALUES (?1, ?2)
                    ON CONFLICT DO UPDATE SET at = excluded.at WHERE at <= ?2 - 3600000
                    """, arguments: [person.rawValue, now.milliseconds])
            return db.changesCount == 1
        }
    }
}

extension OwnerAnswer {
    /// As the register keeps it among the updates.
    fileprivate var words: String {
        switch self {
        case .update(let text): text
        case .done(let note): note ?? "done"
        case .notDone: "not done after all"
        case .moreTime(let day, let reason): "asks for \(day): \(reason)"
        }
    }
}

extension Action {
    /// Whether an owner has said that it is done: the lead proposes, the others end
    /// their part.
    package func hasDone(_ owner: Owner) -> Bool {
        owner == lead
            ? status == .proposed : owners.contains { $0.owner == owner && $0.partDoneAt != nil }
    }
}
