package import ActionRegister
package import Foundation
import GRDB
import Mail
package import Scheduling

/// What became of the steps of one board that were asked for by hand and waited.
package struct RemindersAgain: Hashable, Sendable {
    /// How many letters were made.
    package var planned = 0
    /// How many steps expired before anybody was told.
    package var missed = 0
    package var problems: [Look.Problem] = []
    /// When those that still wait are looked at again.
    package var nextLook: Date?
}

extension Store {
    /// The active boards with steps that were asked for by hand and wait: when
    /// their letter was to go, it would have gone to the wrong reader.
    package func boardsWithWaitingReminders() async throws -> [Board] {
        try await asyncRead { db in
            let sql = """
                SELECT DISTINCT l.board FROM ledgerRecipient r JOIN ledger l ON l.id = r.ledger
                WHERE r.entry IS NULL AND l.rule = 0 ORDER BY l.board
                """
            return try Int64.fetchAll(db.cachedStatement(sql: sql)).map { try Self.board(db, id: .init($0)) }
                .filter { $0.state == .active }
        }
    }

    /// Makes letters of a board's steps that were asked for by hand and wait, for
    /// whoever is their reader now; and ends those that are over.
    ///
    /// A crash before the end of the transaction leaves them waiting.
    package func remindAgain(
        _ board: Board.ID, at now: Date, sender: Mailbox, lifetime: TimeInterval
    ) async throws -> RemindersAgain {
        try await asyncWrite { db in
            let schedule = try Self.schedule(db, of: board, at: now)
            let look = BoardLook(of: schedule, at: now, sender: sender, lifetime: lifetime)
            var again = try RemindingAgain(db, schedule, look)
            return try again.run()
        }
    }
}

/// Goes through the waiting steps of one board in an open transaction.
private struct RemindingAgain {
    private let db: Database
    private let board: Board.ID
    private let reminding: Reminding
    private let look: BoardLook
    private let dueDates: DueDates
    private var writer: LedgerWriter
    private var result = RemindersAgain()

    init(_ db: Database, _ schedule: BoardSchedule, _ look: BoardLook) throws {
        self.db = db
        self.look = look
        board = schedule.board.id
        reminding = Reminding(schedule, at: look.now)
        dueDates = try DueDates(db, at: look.now)
        writer = try LedgerWriter(db, look)
    }

    /// What was asked for at once stays one letter.
    private struct Asked: Hashable {
        var action: Action.ID?
        var anchor: AnchorVersion
        var number: Int

        init(_ step: WaitingReminder) {
            (action, anchor, number) = (step.key.action, step.key.anchor, step.key.occurrence)
        }
    }

    mutating func run() throws -> RemindersAgain {
        let asked = Dictionary(grouping: try waiting(), by: Asked.init).values
        for steps in asked.sorted(by: { $0[0].ledger < $1[0].ledger }) { try judge(steps) }
        return result
    }

    private mutating func judge(_ steps: [WaitingReminder]) throws {
        let cursor = try ActionCursor(db, where: "action.id = ?", [steps[0].key.action?.rawValue])
        guard let (action, updates) = try cursor.next() else { return }
        var going: [OwedStep] = []
        for step in steps {
            switch reminding.outlook(of: step, about: action, updates, lifetime: look.lifetime) {
            case .goes(let owed):
                try wait(step, for: owed.recipients)
                going.append(owed)
            case .waits(let next, let problem):
                result.nextLook = min(result.nextLook ?? next, next)
                result.problems += [problem].compactMap(\.self)
            case .over: try wait(step, for: [])
            case .missed:
                try wait(step, for: [])
                try recordMissed(step)
            }
        }
        let isOverdue = dueDates.record(action, updates).overdueDays > 0
        result.planned += try reminding.letters(going, isOverdue: isOverdue).count {
            try writer.write($0) != nil
        }
    }

    private func waiting() throws -> [WaitingReminder] {
        let sql = """
            SELECT DISTINCT \(StepKey.columns(of: "l")), l.id, l.recordedAt
            FROM ledgerRecipient r JOIN ledger l ON l.id = r.ledger
            WHERE r.entry IS NULL AND l.rule = 0 AND l.board = ? ORDER BY l.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [board.rawValue]).map { row in
            let written = try Int64.fetchAll(
                db, sql: "SELECT person FROM ledgerRecipient WHERE ledger = ? AND entry IS NOT NULL",
                arguments: [row[9] as Int64])
            return WaitingReminder(
                ledger: row[9], key: StepKey(row), askedAt: row.instant(10),
                written: Set(written.map { Recipient(column: $0) }))
        }
    }

    /// Puts those for whom a step waits from now on in the place of those before.
    private func wait(_ step: WaitingReminder, for recipients: [Recipient]) throws {
        try db.execute(
            sql: "DELETE FROM ledgerRecipient WHERE ledger = ? AND entry IS NULL", arguments: [step.ledger])
        for recipient in recipients {
            try db.execute(
                sql: "INSERT INTO ledgerRecipient (ledger, person) VALUES (?, ?)",
                arguments: [step.ledger, recipient.column])
        }
    }

    private mutating func recordMissed(_ step: WaitingReminder) throws {
        try db.execute(
            sql: "UPDATE ledger SET outcome = 'missed', recordedAt = ? WHERE id = ?",
            arguments: [look.now.milliseconds, step.ledger])
        result.missed += 1
    }
}
