import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling

extension BriefMaterial {
    /// Reads what one board's briefs tell; of what bounced or was missed, the
    /// newest, of which the brief takes what is newer than the last meeting. What
    /// expired on its way is missed, and did not come back.
    init(_ db: Database, _ board: Board.ID, _ sentences: [Rule.ID: RuleSentence]) throws {
        self.init()
        actions = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM action WHERE board = ? AND releasedAt IS NOT NULL
                    AND status IN ('open', 'in-progress', 'proposed') ORDER BY id
                """,
            arguments: [board.rawValue]
        ).map { Action.ID($0) }
        try readAsked(db, sentences)
        try readBounced(db, board)
        try readMissed(db, board, sentences)
    }

    private mutating func readAsked(_ db: Database, _ sentences: [Rule.ID: RuleSentence]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(StepKey.columns(of: "l")), min(l.recordedAt)
                FROM json_each(?) e CROSS JOIN ledger l ON l.action = e.value WHERE outcome = 'sent'
                    AND EXISTS (
                        SELECT 1 FROM ledgerRecipient r JOIN outbox o ON o.id = r.entry
                        WHERE r.ledger = l.id AND r.leftOut IS NULL
                            AND (o.state IN ('queued', 'active', 'relayed') OR o.mayHaveBeenSent))
                GROUP BY action, rule, anchorKind, anchorMeeting, anchorVersion
                """,
            arguments: [Store.jsonArray(actions.map(\.rawValue))])
        while let row = try rows.next() {
            let key = StepKey(row)
            let (action, at) = (key.action!, row.instant(9))
            asked[action, default: [:]][key.anchor] = min(asked[action]?[key.anchor] ?? at, at)
            if sentences[key.rule]?.isChaser ?? false { chased[action, default: []].insert(key.anchor) }
        }
    }

    private mutating func readBounced(_ db: Database, _ board: Board.ID) throws {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM outbox WHERE board = ? AND state = 'bounced' AND (reason <> ? OR mayHaveBeenSent)
                ORDER BY settledAt DESC LIMIT 200
                """,
            arguments: [board.rawValue, OutboxReason.expired.rawValue])
        let settled = try Row.fetchAll(
            db, sql: "SELECT id, settledAt FROM outbox WHERE id IN (SELECT value FROM json_each(?))",
            arguments: [Store.jsonArray(ids)])
        let times = Dictionary(uniqueKeysWithValues: settled.map { ($0[0] as Int64, $0.instant(1)) })
        bounced = try Store.outboxEntries(db, ids).map { ($0, times[$0.id.rawValue]!) }
    }

    /// A weekly letter that was missed is told by the next.
    private mutating func readMissed(
        _ db: Database, _ board: Board.ID, _ sentences: [Rule.ID: RuleSentence]
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(StepKey.columns(of: "l")), l.day, l.anchorDay, 0, l.recordedAt FROM ledger l
                WHERE board = ? AND outcome = 'missed' AND rule <> ? ORDER BY recordedAt DESC LIMIT 200
                """,
            arguments: [board.rawValue, Rule.ID.allWell.rawValue])
        while let row = try rows.next() {
            guard let step = LetterStep(row, sentences: sentences) else { continue }
            missed.append((step, row.instant(12)))
        }
    }
}
