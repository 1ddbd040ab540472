package import ActionRegister
import Foundation
import GRDB
package import Scheduling

extension Store {
    /// Adds a rule to a board's schedule; it owes nothing for the days before.
    ///
    /// - Throws: `RegisterError.exists` where the board has the same sentence.
    package func addRule(_ sentence: RuleSentence, to board: Board.ID, told: Told) throws -> Rule {
        try write { try Self.addRule($0, sentence, to: board, told) }
    }

    /// A board's rules by their numbers, without those that were removed.
    package func rules(_ board: Board.ID) throws -> [Rule] {
        try read { try Self.rules($0, board) }
    }

    /// Takes a rule off the schedule; its number is not given again.
    package func removeRule(number: Int, board: Board.ID, told: Told) throws {
        try write { db in
            guard let rule = try Self.rules(db, board).first(where: { $0.number == number }) else {
                throw RegisterError.unknown(.rule, String(number), nearest: nil)
            }
            try db.execute(
                sql: "UPDATE rule SET removedAt = ? WHERE id = ?",
                arguments: [told.now.milliseconds, rule.id.rawValue])
            try Self.audit(db, told, "rule remove", .rule, rule.id.rawValue, old: Self.facts(of: rule, board))
        }
    }
}

extension Store {
    static func addRule(
        _ db: Database, _ sentence: RuleSentence, to board: Board.ID, _ told: Told
    ) throws -> Rule {
        if let same = try rules(db, board).first(where: { $0.sentence == sentence }) {
            throw RegisterError.exists(.rule, "\(same.number): \(sentence)")
        }
        try db.execute(
            sql: "UPDATE board SET lastRule = lastRule + 1 WHERE id = ?", arguments: [board.rawValue])
        try db.execute(
            sql: """
                INSERT INTO rule (board, number, sentence, since)
                SELECT id, lastRule, ?, ? FROM board WHERE id = ?
                """,
            arguments: [sentence.description, told.now.milliseconds, board.rawValue])
        let id = db.lastInsertedRowID
        let number = try Int.fetchOne(db, sql: "SELECT number FROM rule WHERE id = ?", arguments: [id])!
        let rule = Rule(id: Rule.ID(id), number: number, sentence: sentence, since: told.now)
        try audit(db, told, "rule add", .rule, id, new: facts(of: rule, board))
        return rule
    }

    static func rules(_ db: Database, _ board: Board.ID) throws -> [Rule] {
        let sql = "SELECT * FROM rule WHERE board = ? AND removedAt IS NULL ORDER BY number"
        return try Row.fetchAll(db, sql: sql, arguments: [board.rawValue]).map(Rule.init(row:))
    }

    private static func facts(of rule: Rule, _ board: Board.ID) -> AuditFacts {
        [
            "board": .number(board.rawValue), "number": .number(Int64(rule.number)),
            "rule": .plain(rule.sentence),
        ]
    }
}

extension Rule {
    /// - Throws: `SentenceError` where the database holds a sentence that this
    ///   program cannot read.
    init(row: Row) throws {
        self.init(
            id: row.id("id"), number: row["number"], sentence: try RuleSentence(parsing: row["sentence"]),
            since: row.instant("since"))
    }
}
