package import ActionRegister
package import Foundation
import GRDB
package import Scheduling

extension Store {
    /// Whose next planned letter from a board is held as soon as it is made.
    package func letterHolds(_ board: Board.ID) throws -> Set<Recipient> {
        try read { Set(try Self.letterHolds($0, board).keys) }
    }

    /// Holds the next planned letter of a board to one recipient, which has not been
    /// made yet, or lets it go after all.
    ///
    /// When its time comes it is made and held, by hand as it were, and the hold is
    /// used up; it goes when somebody releases it, with what the register says then.
    /// A notice that goes before, as of a release, was not meant; one that takes along
    /// what the letter was to say is held, too, and neither uses up the hold.
    ///
    /// - Parameter instant: when the letter goes that is meant.
    package func setLetterHold(
        _ isHeld: Bool, of recipient: Recipient, on board: Board.ID, goingAt instant: Date? = nil, told: Told
    ) throws {
        try write { db in
            let sql =
                isHeld
                ? "INSERT INTO letterHold (board, person, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                : "DELETE FROM letterHold WHERE board = ? AND person = ?"
            let subject: StatementArguments = [board.rawValue, recipient.column]
            try db.execute(sql: sql, arguments: isHeld ? subject + [instant?.milliseconds] : subject)
            guard db.changesCount == 1 else { return }
            try Self.audit(
                db, told, "letter hold", .board, board.rawValue,
                old: ["held": .flag(!isHeld)],
                new: ["held": .flag(isHeld), "person": .number(recipient.column)])
        }
    }

    static func letterHolds(_ db: Database, _ board: Board.ID) throws -> [Recipient: LetterHold] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT person, at FROM letterHold WHERE board = ?"),
            arguments: [board.rawValue])
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (Recipient(column: $0[0]), LetterHold(at: $0.instantIfAny("at")))
            })
    }
}

/// That somebody wants to see a letter before it goes.
struct LetterHold {
    /// When it was to go; `nil` where nobody said.
    var at: Date?

    /// Whether the letter is the one, or tells something of what the one would have told:
    /// all that goes before it without being held is about actions that are new to their
    /// reader, or that a meeting moved for.
    func holds(_ letter: PlannedLetter) -> Bool {
        guard !isUsedUp(by: letter) else { return true }
        let told = Set(letter.steps.filter(\.isNotice).map(\.key.action))
        return !letter.steps.allSatisfy { told.contains($0.key.action) }
    }

    /// Whether its time had come, so that no letter after it is held for it.
    func isUsedUp(by letter: PlannedLetter) -> Bool { at.map { letter.sendAt >= $0 } ?? true }
}

extension OwedStep {
    fileprivate var isNotice: Bool {
        if case .when = rule?.timing { true } else { false }
    }
}
