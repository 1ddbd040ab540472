package import ActionRegister
import Foundation
import GRDB
package import Scheduling

/// A change that a person wants to see the letters of before it is made.
package enum Supposition: Hashable, Sendable {
    case nothing
    case release([Action.ID])
    case activation
    /// A rule more, on a board that is active or is taken to be.
    case rule(RuleSentence)
    /// Other settings and words, the same.
    case settings(Board)
}

extension Store {
    /// Reads a board as it would be after a change, which is then undone.
    ///
    /// The change is made by the very function that would make it, inside a
    /// transaction that is rolled back, so what is shown is what would come; other
    /// writers wait meanwhile.
    package func supposing<Value>(
        _ supposition: Supposition, of board: Board.ID, told: Told, _ body: (BoardReading) throws -> Value
    ) throws -> Value {
        guard supposition != .nothing else { return try read(board, at: told.now, body) }
        return try rehearse { db in
            try Self.suppose(db, supposition, of: board, told)
            return try body(BoardReading(db, Self.schedule(db, of: board, at: told.now)))
        }
    }

    /// Makes the change, in a transaction that is to be rolled back.
    static func suppose(
        _ db: Database, _ supposition: Supposition, of board: Board.ID, _ told: Told
    ) throws {
        switch supposition {
        case .nothing: break
        case .release(let ids): _ = try release(db, ids, told)
        case .activation: try activate(db, board, told)
        case .rule(let sentence):
            _ = try addRule(db, sentence, to: board, told)
            try activateIfIdle(db, board, told)
        case .settings(let changed):
            try setBoard(db, changed, told)
            try activateIfIdle(db, board, told)
        }
    }

    private static func activateIfIdle(_ db: Database, _ board: Board.ID, _ told: Told) throws {
        guard try Self.board(db, id: board).state != .active else { return }
        try activate(db, board, told)
    }
}
