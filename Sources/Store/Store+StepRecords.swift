package import ActionRegister
package import Foundation
import GRDB
package import Mail
package import Scheduling

/// What the ledger and the outbox keep of one step.
package struct StepRecord: Hashable, Sendable {
    package var key: StepKey
    /// The rule's number and words, also of one that was removed; `nil` where the
    /// database has no such rule, and where it was asked for by hand.
    package var number: Int?
    package var sentence: String?
    package var outcome: Outcome
    package var day, anchorDay: CalendarDay
    package var recordedAt: Date
    package var letters: [Letter]
    /// For whom it is recorded and whose own letter still waits.
    package var waiting: [Recipient] { row.waiting }
    package var row: LedgerRow
    /// Set exactly where somebody asked for it by hand.
    package var request: Request?

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case sent, missed
        /// Marked as sent when a database was adopted.
        case presumed
    }

    /// That somebody asked for it by hand.
    package struct Request: Hashable, Sendable {
        package var at: Date
        /// `nil` where the name has been erased.
        package var by: String?
    }

    /// A letter that tells the step.
    package struct Letter: Hashable, Sendable {
        package var recipient: Recipient
        package var entry: OutboxEntry
        package var isLate: Bool
        /// Why it does not tell the step after all.
        package var leftOut: StepOmission.Reason?
        /// When it was relayed, bounced or suppressed.
        package var settledAt: Date?
    }
}

/// One action as its explanation reads it, in one snapshot: also one that is
/// not live, as the planner would see it were it live.
package struct ActionReading {
    package let board: BoardReading
    package let action: Action
    package let live: LiveAction
    /// Of all its steps that were ever recorded, in the order of the ledger.
    package let records: [StepRecord]
}

extension Store {
    /// Opens one action in one snapshot, for as long as `body` runs.
    package func reading<Value>(
        _ id: Action.ID, at now: Date, _ body: (ActionReading) throws -> Value
    ) throws -> Value {
        try read { db in
            let cursor = try ActionCursor(db, where: "action.id = ?", [id.rawValue])
            guard let (action, updates) = try cursor.next() else {
                throw RegisterError.unknown(.action, id.description, nearest: nil)
            }
            let records = try Self.stepRecords(db, of: id)
            let board = BoardReading(db, try Self.schedule(db, of: action.board, at: now))
            let live = LiveAction(action, updates, records, at: now)
            return try body(ActionReading(board: board, action: action, live: live, records: records))
        }
    }

    private static func stepRecords(_ db: Database, of action: Action.ID) throws -> [StepRecord] {
        let letters = try letters(db, of: action)
        let sql = """
            SELECT \(StepKey.columns(of: "l")), l.id, l.day, l.anchorDay, l.outcome, l.recordedAt, r.number, r.sentence,
                e.now, t.text
            FROM ledger l LEFT JOIN rule r ON r.id = l.rule
                LEFT JOIN reminding n ON l.rule = 0 AND n.action = l.action AND n.day = l.anchorVersion
                    AND n.number = l.occurrence
                LEFT JOIN audit e ON e.sequence = n.entry LEFT JOIN auditText t ON t.hash = e.actor
            WHERE l.action = ? ORDER BY l.id
            """
        let waiting = try WaitingRecipients(db)
        return try Row.fetchAll(db, sql: sql, arguments: [action.rawValue]).map { row in
            StepRecord(
                key: StepKey(row), number: row[14], sentence: row[15],
                outcome: StepRecord.Outcome(rawValue: row[12])!, day: row.day(10), anchorDay: row.day(11),
                recordedAt: row.instant(13), letters: letters[row[9]] ?? [], row: LedgerRow(row, waiting),
                request: row.instantIfAny(16).map { .init(at: $0, by: row[17]) })
        }
    }

    /// By the numbers of the ledger's rows.
    private static func letters(_ db: Database, of action: Action.ID) throws -> [Int64: [StepRecord.Letter]] {
        let sql = """
            SELECT r.ledger, r.person, r.entry, r.isLate, o.settledAt, r.leftOut
            FROM ledger l JOIN ledgerRecipient r ON r.ledger = l.id JOIN outbox o ON o.id = r.entry
            WHERE l.action = ? ORDER BY r.entry
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [action.rawValue])
        let entries = try outboxEntries(db, Array(Set(rows.map { $0[2] as Int64 })))
        let byNumber = Dictionary(uniqueKeysWithValues: entries.map { ($0.id.rawValue, $0) })
        return Dictionary(grouping: rows) { $0[0] as Int64 }.mapValues { rows in
            rows.compactMap { row in
                byNumber[row[2]].map { entry in
                    StepRecord.Letter(
                        recipient: Recipient(column: row[1]), entry: entry, isLate: row[3],
                        leftOut: (row[5] as String?).flatMap(StepOmission.Reason.init),
                        settledAt: row.instantIfAny(4))
                }
            }
        }
    }
}

extension LiveAction {
    /// One that is no more, or not yet, live is taken to have come alive at the
    /// latest now.
    fileprivate init(_ action: Action, _ updates: [ActionUpdate], _ records: [StepRecord], at now: Date) {
        let released = action.releasedAt ?? now
        self.init(
            id: action.id, due: action.due, liveSince: action.liveSince ?? released, releasedAt: released,
            owners: action.owners.filter { $0.partDoneAt == nil },
            answers: updates.filter(action.isOfThisRound).compactMap { update in
                update.answersFor.map { Answer(owner: $0, at: update.recordedAt) }
            }.sorted { $0.at < $1.at },
            ledger: records.map(\.row))
    }
}
