package import ActionRegister
package import Foundation
import GRDB
import Mail
package import Scheduling

/// What all letters share that one board's look makes into entries.
package struct BoardLook: Hashable, Sendable {
    package var board: Board.ID
    /// The instant of the look, and its day in the board's zone.
    package var now: Date
    package var day: CalendarDay
    /// The domain of the sender's mailbox: the right side of every Message-ID.
    package var domain: String
    /// How long an entry lives whose steps do not expire, in seconds.
    package var lifetime: TimeInterval

    package init(board: Board.ID, now: Date, day: CalendarDay, domain: String, lifetime: TimeInterval) {
        self.board = board
        self.now = now
        self.day = day
        self.domain = domain
        self.lifetime = lifetime
    }

    /// - Parameter sender: in From, where the board has no mailbox of its own.
    package init(of schedule: BoardSchedule, at now: Date, sender: Mailbox, lifetime: TimeInterval) {
        self.init(
            board: schedule.board.id, now: now, day: schedule.calendar.day(of: now),
            domain: String((schedule.board.from ?? sender).domain), lifetime: lifetime)
    }
}

extension Store {
    /// Makes entries of letters whose time has come, with the rows of the ledger
    /// that say so: all of these letters, or none.
    ///
    /// A step that the ledger already has is left out of its letter, and a letter
    /// without steps is not made, so a look that is repeated after a crash, or
    /// raced by another, writes to nobody twice. A crash before the end of the
    /// transaction leaves nothing; the next look owes the same letters.
    ///
    /// - Returns: how many entries were made.
    package func enqueue(
        _ letters: some Collection<PlannedLetter>, of look: BoardLook
    ) async throws -> Int {
        let letters = Array(letters)
        return try await asyncWrite { db in
            var writer = try LedgerWriter(db, look, heedsHolds: true)
            return try letters.count { try writer.write($0) != nil }
        }
    }

    /// Records steps that expired before anybody could be told.
    ///
    /// Of a step that was sent to some and still waited for others, the waiting
    /// end here.
    ///
    /// - Returns: how many of them the ledger had not yet.
    package func recordMissed(
        _ steps: some Collection<OwedStep>, of look: BoardLook
    ) async throws -> Int {
        let steps = Array(steps)
        guard !steps.isEmpty else { return 0 }
        return try await asyncWrite { db in
            let writer = try LedgerWriter(db, look)
            return try steps.count { try writer.writeMissed($0) }
        }
    }
}

/// Writes the rows of one board's letters in an open transaction.
struct LedgerWriter {
    private let db: Database
    private let look: BoardLook
    private let databaseID: String
    private let statements: Statements
    /// Whose letters are made held, each once.
    private var holds: [Recipient: LetterHold]

    /// The connection keeps them prepared from one transaction to the next.
    private struct Statements {
        let insertStep, findStep, insertRecipient, recipients, written, ended, insertEntry: Statement
    }

    /// - Parameter heedsHolds: whether letters that somebody wants to see first are made
    ///   held; what is asked for by hand goes.
    init(_ db: Database, _ look: BoardLook, heedsHolds: Bool = false) throws {
        self.db = db
        self.look = look
        holds = heedsHolds ? try Store.letterHolds(db, look.board) : [:]
        databaseID = try String.fetchOne(db, sql: "SELECT lower(hex(id)) FROM installation") ?? ""
        statements = try Statements(
            insertStep: db.cachedStatement(sql: Self.insertStep),
            findStep: db.cachedStatement(sql: Self.findStep),
            insertRecipient: db.cachedStatement(
                sql: "INSERT INTO ledgerRecipient (ledger, person, entry, isLate) VALUES (?, ?, ?, ?)"),
            recipients: db.cachedStatement(
                sql: "SELECT person, entry IS NULL FROM ledgerRecipient WHERE ledger = ?"),
            written: db.cachedStatement(sql: Self.writeRecipient),
            ended: db.cachedStatement(sql: "DELETE FROM ledgerRecipient WHERE ledger = ? AND entry IS NULL"),
            insertEntry: db.cachedStatement(sql: Self.insertEntry))
    }

    private static let insertStep = """
        INSERT INTO ledger (
            board, action, person, organisation, audience, rule, anchorKind, anchorMeeting, anchorVersion,
            occurrence, outcome, day, anchorDay, recordedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """

    private static let writeRecipient = """
        INSERT INTO ledgerRecipient (entry, isLate, ledger, person) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET entry = excluded.entry, isLate = excluded.isLate
        """

    private static let findStep = """
        SELECT id FROM ledger
        WHERE board = ? AND action = ? AND person = ? AND organisation = ? AND audience = ? AND rule = ?
            AND anchorKind = ? AND anchorMeeting = ? AND anchorVersion = ? AND occurrence = ?
        """

    private static let insertEntry = """
        INSERT INTO outbox (
            board, person, kind, audience, day, messageID, state, reason, enqueuedAt, nextAttempt, expires)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// A step that goes into the letter at hand.
    private struct Taken {
        var step: OwedStep
        var ledger: Int64
        /// Whether this letter brought it into the ledger.
        var isNew: Bool
    }

    /// Returns the entry, where there was anything to write to the recipient.
    mutating func write(_ letter: PlannedLetter) throws -> OutboxEntry.ID? {
        let taken = try letter.steps.compactMap { try take($0, for: letter.recipient) }
        guard !taken.isEmpty else { return nil }
        let hold = holds[letter.recipient]
        let isHeld = hold?.holds(letter) ?? false
        try statements.insertEntry.execute(arguments: entry(of: letter, taken, isHeld: isHeld))
        let entry = db.lastInsertedRowID
        if let hold, hold.isUsedUp(by: letter) {
            holds[letter.recipient] = nil
            try db.execute(
                sql: "DELETE FROM letterHold WHERE board = ? AND person = ?",
                arguments: [look.board.rawValue, letter.recipient.column])
        }
        for taken in taken { try address(taken, entry, letter.recipient) }
        return OutboxEntry.ID(entry)
    }

    func writeMissed(_ step: OwedStep) throws -> Bool { try close(step, as: .missed) }

    /// Records a step that no letter tells; whoever still waited for it waits no more.
    ///
    /// - Returns: whether the ledger had it not yet.
    func close(_ step: OwedStep, as outcome: StepRecord.Outcome) throws -> Bool {
        if try insert(step, outcome: outcome) { return true }
        try statements.ended.execute(arguments: [try ledgerNumber(of: step)])
        return false
    }

    /// `nil` for a step that this recipient need not be told of again.
    private func take(_ step: OwedStep, for recipient: Recipient) throws -> Taken? {
        if try insert(step, outcome: .sent) {
            return Taken(step: step, ledger: db.lastInsertedRowID, isNew: true)
        }
        let ledger = try ledgerNumber(of: step)
        let isDue = try row(of: step.key, ledger).addressees(among: step.recipients).contains(recipient)
        return isDue ? Taken(step: step, ledger: ledger, isNew: false) : nil
    }

    private func row(of key: StepKey, _ ledger: Int64) throws -> LedgerRow {
        var row = LedgerRow(key: key)
        for party in try Row.fetchAll(statements.recipients, arguments: [ledger]) {
            let recipient = Recipient(column: party[0])
            if party[1] { row.waiting.append(recipient) } else { row.told.append(recipient) }
        }
        return row
    }

    private func insert(_ step: OwedStep, outcome: StepRecord.Outcome) throws -> Bool {
        let columns: StatementArguments = [
            outcome.rawValue, step.day.number, step.anchorDay.number, look.now.milliseconds,
        ]
        try statements.insertStep.execute(arguments: step.key.columns(on: look.board) + columns)
        return db.changesCount == 1
    }

    private func ledgerNumber(of step: OwedStep) throws -> Int64 {
        try Int64.fetchOne(statements.findStep, arguments: step.key.columns(on: look.board))!
    }

    private func address(_ taken: Taken, _ entry: Int64, _ recipient: Recipient) throws {
        guard taken.isNew else {
            let late = taken.step.isLate
            try statements.written.execute(arguments: [entry, late, taken.ledger, recipient.column])
            return try forget(taken, except: taken.step.recipients)
        }
        for other in Set(taken.step.recipients).union([recipient]) {
            let isThis = other == recipient
            try statements.insertRecipient.execute(arguments: [
                taken.ledger, other.column, isThis ? entry : nil, isThis && taken.step.isLate,
            ])
        }
    }

    /// Those in whose place others are written to wait no more.
    private func forget(_ taken: Taken, except recipients: [Recipient]) throws {
        let numbers = Store.jsonArray(recipients.map(\.column))
        try db.execute(
            sql: """
                DELETE FROM ledgerRecipient WHERE ledger = ? AND entry IS NULL
                    AND person NOT IN (SELECT value FROM json_each(?))
                """, arguments: [taken.ledger, numbers])
    }

    private func entry(
        of letter: PlannedLetter, _ taken: [Taken], isHeld: Bool
    ) -> StatementArguments {
        let limit = look.now + look.lifetime
        let expires = taken.map { $0.step.expires ?? limit }.max()!
        return [
            look.board.rawValue, letter.recipient.column == 0 ? nil : letter.recipient.column,
            letter.kind.rawValue, letter.audience.rawValue, look.day.number,
            messageID(of: letter, taken), isHeld ? "held" : "queued",
            isHeld ? OutboxReason.heldByHand.rawValue : nil, look.now.milliseconds,
            isHeld ? nil : min(letter.sendAt, look.now).milliseconds, expires.milliseconds,
        ]
    }

    /// A letter is what it tells to whom: the same database gives the same
    /// steps to the same recipient the same Message-ID, however often it tries.
    private func messageID(of letter: PlannedLetter, _ taken: [Taken]) -> String {
        let keys = taken.map { $0.step.key.text }.sorted()
        let parts = [databaseID, "letter", "\(look.board)", "\(letter.recipient.column)"] + keys
        return MessageID(derivedFrom: parts, domain: look.domain).text
    }
}
