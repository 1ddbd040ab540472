package import ActionRegister
package import Foundation
import GRDB
package import Mail
package import Scheduling

/// An entry as a list shows it.
package struct OutboxLine: Hashable, Sendable {
    package var entry: OutboxEntry
    /// The board's slug.
    package var board: String
    /// The recipient's name; `nil` for the secretariat's own mailbox and for who was erased.
    package var name: String?
    package var kind: LetterKind
    package var audience: Audience
    /// What it tells, or will; of a suppressed letter what it would have told.
    package var steps: [Step]
    /// Planned for it and left out when it was composed.
    package var leftOut: [Step]

    package struct Step: Hashable, Sendable {
        /// The action's reference; `nil` in a brief.
        package var action: String?
        package var step: LetterStep
        package var leftOut: StepOmission.Reason?
    }
}

extension Store {
    /// The entries by number; of one state, where one is named.
    package func outbox(in state: OutboxEntry.State? = nil) throws -> [OutboxLine] {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: Self.outboxLines + " WHERE ?1 IS NULL OR o.state = ?1 ORDER BY o.id",
                arguments: [state?.rawValue])
            return try Self.lines(db, rows)
        }
    }

    /// A page of the letters of some boards, the newest first; of one state, where
    /// one is named.
    ///
    /// - Parameter page: from 0, `size` letters each.
    package func outboxPage(
        of boards: [Board.ID], in state: OutboxEntry.State?, page: Int, size: Int
    ) throws -> (lines: [OutboxLine], total: Int) {
        try read { db in
            let condition = "o.board IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR o.state = ?2)"
            let asked: StatementArguments = [Self.jsonArray(boards.map(\.rawValue)), state?.rawValue]
            let total = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM outbox o WHERE \(condition)", arguments: asked)!
            let rows = try Row.fetchAll(
                db, sql: Self.outboxLines + " WHERE \(condition) ORDER BY o.id DESC LIMIT ?3 OFFSET ?4",
                arguments: asked + [size, max(0, page) * size])
            return (try Self.lines(db, rows), total)
        }
    }

    /// Those to a person, by number.
    package func outbox(to person: Person.ID) throws -> [OutboxLine] {
        try read { db in
            let sql = Self.outboxLines + " WHERE o.person = ? ORDER BY o.id"
            return try Self.lines(db, Row.fetchAll(db, sql: sql, arguments: [person.rawValue]))
        }
    }

    /// The last that was made to a person by one of these boards; `nil` where there is none.
    package func lastLetter(to person: Person.ID, of boards: [Board.ID]) throws -> OutboxLine? {
        try read { db in
            let sql =
                Self.outboxLines
                + " WHERE o.person = ? AND o.board IN (SELECT value FROM json_each(?)) ORDER BY o.id DESC LIMIT 1"
            let asked: StatementArguments = [person.rawValue, Self.jsonArray(boards.map(\.rawValue))]
            return try Self.lines(db, Row.fetchAll(db, sql: sql, arguments: asked)).first
        }
    }

    /// Those of these numbers that there are, by number.
    package func outbox(_ ids: [OutboxEntry.ID]) throws -> [OutboxLine] {
        try read { db in
            let sql = Self.outboxLines + " WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id"
            let numbers = Self.jsonArray(ids.map(\.rawValue))
            return try Self.lines(db, Row.fetchAll(db, sql: sql, arguments: [numbers]))
        }
    }

    /// - Throws: `RegisterError.unknown` where there is no such entry.
    package func outboxLine(_ id: OutboxEntry.ID) throws -> OutboxLine {
        try read { db in
            guard let line = try Self.lines(db, of: [id]).first else {
                throw RegisterError.unknown(.letter, id.description, nearest: nil)
            }
            return line
        }
    }

    /// The bytes of an entry as they were last composed; `nil` before that, and
    /// where they were erased.
    package func message(of id: OutboxEntry.ID) throws -> [UInt8]? {
        try read { db in
            try Data.fetchOne(
                db, sql: "SELECT bytes FROM outboxMessage WHERE entry = ?", arguments: [id.rawValue]
            )
            .map { [UInt8]($0) }
        }
    }

    /// How many entries are in each state that has any.
    package func outboxCounts() throws -> [OutboxEntry.State: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM outbox GROUP BY state")
            return Dictionary(uniqueKeysWithValues: rows.map { (OutboxEntry.State(rawValue: $0[0])!, $0[1]) })
        }
    }

    /// When the next entry is due; `nil` where none waits.
    package func nextAttempt() async throws -> Date? {
        try await asyncRead { db in
            try Int64.fetchOne(db, sql: "SELECT min(nextAttempt) FROM outbox WHERE nextAttempt IS NOT NULL")
                .map(Date.init(milliseconds:))
        }
    }
}

extension Store {
    /// What was said in an attempt `a`, in one line.
    static let attemptWords = """
        trim(coalesce(a.replyCode || ' ', '') || coalesce(a.enhancedStatus || ' ', '') || coalesce(a.text, ''))
        """

    private static let outboxLines = """
        SELECT o.*, b.slug, p.name,
            coalesce(m.mailbox, iif(o.person IS NULL, b.secretariat, p.mailbox)) AS mailbox,
            (SELECT \(attemptWords) FROM attempt a WHERE a.entry = o.id ORDER BY a.id DESC LIMIT 1) AS words,
            iif(o.state = 'suppressed', (
                SELECT group_concat(DISTINCT r.leftOut) FROM ledgerRecipient r WHERE r.entry = o.id),
                NULL) AS omissions
        FROM outbox o JOIN board b ON b.id = o.board
            LEFT JOIN personDetails p ON p.person = o.person
            LEFT JOIN outboxMessage m ON m.entry = o.id
        """

    /// Entries by their numbers, with the last words about each.
    static func outboxEntries(_ db: Database, _ ids: [Int64]) throws -> [OutboxEntry] {
        let sql = outboxLines + " WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id"
        return try Row.fetchAll(db, sql: sql, arguments: [jsonArray(ids)]).map(OutboxEntry.init)
    }

    /// The entries of these numbers, in the order of their numbers.
    static func lines(_ db: Database, of ids: [OutboxEntry.ID]) throws -> [OutboxLine] {
        let sql = outboxLines + " WHERE o.id IN (SELECT value FROM json_each(?)) ORDER BY o.id"
        return try lines(db, Row.fetchAll(db, sql: sql, arguments: [jsonArray(ids.map(\.rawValue))]))
    }

    private static func lines(_ db: Database, _ rows: [Row]) throws -> [OutboxLine] {
        let steps = try steps(db, of: rows.map { $0["id"] })
        return rows.map { row in
            let (entry, steps) = (OutboxEntry(row), steps[row.id("id")] ?? [])
            let told = entry.state == .suppressed ? steps : steps.filter { $0.leftOut == nil }
            return OutboxLine(
                entry: entry, board: row["slug"], name: row["name"], kind: row.word("kind"),
                audience: row.word("audience"), steps: told, leftOut: steps.filter { $0.leftOut != nil })
        }
    }

    /// The steps that letters tell, by letter, in the order of the ledger.
    private static func steps(
        _ db: Database, of entries: [Int64]
    ) throws -> [OutboxEntry.ID: [OutboxLine.Step]] {
        let sentences = try sentences(db)
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(StepKey.columns(of: "l")), l.day, l.anchorDay, r.isLate, r.entry, a.reference, r.leftOut
                    FROM json_each(?) e JOIN ledgerRecipient r ON r.entry = e.value JOIN ledger l ON l.id = r.ledger
                        LEFT JOIN action a ON a.id = l.action
                    ORDER BY l.id
                    """),
            arguments: [jsonArray(entries)])
        var steps: [OutboxEntry.ID: [OutboxLine.Step]] = [:]
        while let row = try rows.next() {
            guard let step = LetterStep(row, sentences: sentences) else { continue }
            let leftOut = (row[14] as String?).flatMap(StepOmission.Reason.init)
            steps[OutboxEntry.ID(row[12] as Int64), default: []].append(
                .init(action: row[13], step: step, leftOut: leftOut))
        }
        return steps
    }

    /// What every rule says or said, the removed ones too, for a letter may still
    /// tell of their steps; without those that this program cannot read.
    static func sentences(_ db: Database) throws -> [Rule.ID: RuleSentence] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, sentence FROM rule")
        let pairs = rows.compactMap { row in
            (try? RuleSentence(parsing: row[1])).map { (Rule.ID(row[0] as Int64), $0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Numbers as one argument, for `json_each`: a list of any length in one prepared statement.
    static func jsonArray(_ numbers: some Sequence<Int64>) -> String {
        "[" + numbers.map(String.init).joined(separator: ",") + "]"
    }
}

extension LetterStep {
    /// Reads the columns of `StepKey.columns(of:)`, the day, the anchor's day and whether it is late.
    ///
    /// `nil` where the ledger speaks of a rule that the database has not.
    init?(_ row: Row, sentences: [Rule.ID: RuleSentence]) {
        let key = StepKey(row)
        let rule = sentences[key.rule]
        guard rule != nil || key.isByHand || key.isAllWell else { return nil }
        self.init(key: key, rule: rule, day: row.day(9), anchorDay: row.day(10), isLate: row[11])
    }
}

extension OutboxEntry {
    /// Reads a row of the outbox, by the names of its columns, with `mailbox` and
    /// `words` beside them, and `omissions` where they are wanted.
    init(_ row: Row) {
        self.init(
            id: row.id("id"), board: row.id("board"), person: row.idIfAny("person"),
            mailbox: row.mailboxIfAny("mailbox"), messageID: row["messageID"], state: row.word("state"),
            attempts: row["attempts"], enqueuedAt: row.instant("enqueuedAt"),
            nextAttempt: row.instantIfAny("nextAttempt"), expires: row.instant("expires"),
            lastReply: Self.lastReply(row), mayHaveBeenSent: row["mayHaveBeenSent"])
    }

    /// Our reason, the relay's words, or both where one needs the other.
    private static func lastReply(_ row: Row) -> String? {
        let words: String? = row["words"]
        guard let reason: String = row["reason"] else { return words }
        switch OutboxReason(rawValue: reason) {
        case .refused, .returned: return words ?? reason
        case .settled:
            let omissions: String? = row["omissions"]
            return reason + (omissions.map { ": " + $0.replacing(",", with: ", ") } ?? "")
        case .notComposed: return [reason, words].compactMap { $0 }.joined(separator: ": ")
        default: return reason
        }
    }
}
