package import ActionRegister
package import Foundation
package import Mail
package import Scheduling
package import Store

/// Looks at the register and the ledger, and makes outbox entries of the letters
/// that are owed.
///
/// A look that dies half-way has made some letters and not the others; run
/// again, it makes the others.
package struct DueDateCheck: Sendable {
    private let store: Store
    private let sender: Mailbox
    private let lifetime: TimeInterval
    /// How many whole letters share a transaction.
    private let batch: Int
    private let mayLeave: @Sendable () throws -> Void

    /// - Parameters:
    ///   - sender: in From, where a board has no mailbox of its own; its domain
    ///     stands in the Message-IDs.
    ///   - retry: whose lifetime an entry has that does not expire itself.
    ///   - mayLeave: asked before each look; throws where this database must not send.
    package init(
        _ store: Store, sender: Mailbox, retry: RetrySchedule = RetrySchedule(), batch: Int = 400,
        mayLeave: @escaping @Sendable () throws -> Void = {}
    ) {
        self.store = store
        self.sender = sender
        self.mayLeave = mayLeave
        lifetime = retry.lifetime
        self.batch = batch
    }

    /// Looks at every active board as of an instant.
    ///
    /// A board that cannot be judged is a failure of the summary, and the others
    /// go on.
    ///
    /// - Parameter made: called whenever letters have become entries.
    /// - Throws: where the database cannot be read or written at all.
    package func run(
        at now: Date, made: @Sendable () -> Void = {}
    ) async throws -> LookSummary {
        try mayLeave()
        var summary = LookSummary()
        try await remindAgain(at: now, &summary)
        let (looks, failures) = try await store.readingAll(at: now) { reading in
            (
                try JudgedBoard.all(reading, at: now),
                reading.unreadable.map { Self.failure(of: $0.board, $0.why) }
            )
        }
        for failure in failures { summary.note(failure) }
        for look in looks {
            do {
                try await record(look, &summary, made)
            } catch let error as CancellationError {
                throw error
            } catch {
                summary.note(Self.failure(of: look.schedule.board, error))
            }
        }
        try await store.recordLook(at: now, isGood: summary.failures.isEmpty, next: summary.nextLook)
        return summary
    }

    private static func failure(of board: Board, _ why: any Error) -> LookSummary.Failure {
        LookSummary.Failure(board: board.slug, why: "\(why)")
    }

    private func record(
        _ judged: JudgedBoard, _ summary: inout LookSummary, _ made: @Sendable () -> Void
    ) async throws {
        let (look, board) = (judged.look, judged.schedule.board)
        summary.letters += look.letters
        let boardLook = BoardLook(of: judged.schedule, at: judged.now, sender: sender, lifetime: lifetime)
        for start in stride(from: 0, to: look.letters.count, by: batch) {
            let letters = look.letters[start..<min(start + batch, look.letters.count)]
            try await enqueue(letters, boardLook, board, &summary)
            made()
        }
        summary.missed += try await store.recordMissed(look.missed, of: boardLook)
        summary.problems += look.problems.map { .init(board: board.slug, problem: $0) }
        summary.lookAgain(at: look.nextLook)
    }

    /// First, so that planned letters keep their distance from what is made here.
    private func remindAgain(at now: Date, _ summary: inout LookSummary) async throws {
        for board in try await store.boardsWithWaitingReminders() {
            do {
                let again = try await store.remindAgain(
                    board.id, at: now, sender: sender, lifetime: lifetime)
                summary.planned += again.planned
                summary.missed += again.missed
                summary.problems += again.problems.map { .init(board: board.slug, problem: $0) }
                summary.lookAgain(at: again.nextLook)
            } catch let error as CancellationError {
                throw error
            } catch {
                summary.note(Self.failure(of: board, error))
            }
        }
    }

    /// Letters that go into one transaction; where the database refuses one of
    /// them, each goes into its own, and that one is a failure of the summary.
    private func enqueue(
        _ letters: ArraySlice<PlannedLetter>, _ look: BoardLook, _ board: Board, _ summary: inout LookSummary
    ) async throws {
        do {
            summary.planned += try await store.enqueue(letters, of: look)
        } catch let error as StoreError {
            guard case .refused = error else { throw error }
            guard letters.count > 1 else { return summary.failures.append(Self.failure(of: board, error)) }
            for place in letters.indices {
                try await enqueue(letters[place...place], look, board, &summary)
            }
        }
    }
}

/// What the planner makes of one board.
private struct JudgedBoard: Sendable {
    var schedule: BoardSchedule
    var now: Date
    var look: Look

    /// Shows each board's planner its actions, in one walk over all.
    static func all(_ reading: RegisterReading, at now: Date) throws -> [JudgedBoard] {
        var planners = reading.schedules.map { Planner(schedule: $0, now: now) }
        let places = Dictionary(
            uniqueKeysWithValues: reading.schedules.enumerated().map { ($1.board.id.rawValue, $0) })
        try reading.forEachLiveAction { board, action in
            if let place = places[board.rawValue] { planners[place].consider(action) }
        }
        return reading.schedules.indices.map { place in
            JudgedBoard(schedule: reading.schedules[place], now: now, look: planners[place].finish())
        }
    }
}

/// What one look did.
package struct LookSummary: Hashable, Sendable {
    /// How many letters became entries.
    package var planned = 0
    /// The letters that were owed.
    package var letters: [PlannedLetter] = []
    /// How many steps expired before anybody was told.
    package var missed = 0
    /// The earliest instant at which an unchanged register owes anything; `nil` for never.
    package var nextLook: Date?
    package var problems: [Problem] = []
    /// Boards that could not be judged.
    package var failures: [Failure] = []

    package init() {}

    /// A board that cannot be read at all is told of once.
    mutating func note(_ failure: Failure) {
        if !failures.contains(failure) { failures.append(failure) }
    }

    mutating func lookAgain(at next: Date?) {
        if let next { nextLook = min(nextLook ?? next, next) }
    }

    package struct Problem: Hashable, Sendable {
        package var board: String
        package var problem: Look.Problem
    }

    package struct Failure: Hashable, Sendable {
        package var board: String
        package var why: String

        package init(board: String, why: String) { (self.board, self.why) = (board, why) }
    }
}
