import Foundation
import Store

/// Lets the lanes share commits: whatever waits when the last commit has ended
/// goes into the next.
///
/// There is no timer and no task of its own. A lane that finds the gate free
/// commits at once, on its own thread; what comes meanwhile gathers, and when that
/// commit has ended the first of those who wait writes for all of them. So many
/// lanes behind a slow disk gather by themselves.
final class CommitGate: @unchecked Sendable {  // the lock guards the variables
    private let lock = NSLock()
    private let write: @Sendable ([OutboxMove]) async throws -> Void
    private var waiting: [Waiting] = []
    private var isCommitting = false

    private struct Waiting {
        let moves: [OutboxMove]
        let done: CheckedContinuation<Turn, Never>
    }

    /// What a lane has waited for.
    private enum Turn: Sendable {
        /// Another lane has written its moves, or could not.
        case isOver(Result<Void, any Error>)
        /// It writes now, for these others too.
        case writes(for: [Waiting])
    }

    /// - Parameter write: makes all of the moves in one transaction, or none. A lane
    ///   that is cancelled must still write its outcome, so it heeds no cancellation.
    init(write: @escaping @Sendable ([OutboxMove]) async throws -> Void) { self.write = write }

    /// How many lanes wait for the commit in progress to end.
    var waitingCount: Int { lock.withLock { waiting.count } }

    /// Returns when the moves are on disk.
    ///
    /// - Throws: what kept these moves, and not those of another lane, from it.
    func commit(_ moves: [OutboxMove]) async throws {
        switch enter() ? .writes(for: []) : await turn(of: moves) {
        case .isOver(let result): try result.get()
        case .writes(let others): try await commit(moves, with: others)
        }
    }

    /// Whether nobody is writing: then we are.
    private func enter() -> Bool {
        lock.withLock {
            defer { isCommitting = true }
            return !isCommitting
        }
    }

    private func turn(of moves: [OutboxMove]) async -> Turn {
        await withCheckedContinuation { done in
            let isFree = lock.withLock {
                // The last commit may have ended since we looked.
                if isCommitting { waiting.append(Waiting(moves: moves, done: done)) }
                defer { isCommitting = true }
                return !isCommitting
            }
            if isFree { done.resume(returning: .writes(for: [])) }
        }
    }

    private func commit(_ moves: [OutboxMove], with others: [Waiting]) async throws {
        let results = await results(of: [moves] + others.map(\.moves))
        passOn()
        for (other, result) in zip(others, results.dropFirst()) {
            other.done.resume(returning: .isOver(result))
        }
        try results[0].get()
    }

    /// Lets the first of those who wait write for all of them.
    private func passOn() {
        let next = lock.withLock { () -> [Waiting] in
            defer { waiting = [] }
            isCommitting = !waiting.isEmpty
            return waiting
        }
        next.first?.done.resume(returning: .writes(for: Array(next.dropFirst())))
    }

    /// One lane's bad move must not keep the others': a group that fails is
    /// written one by one.
    private func results(of group: [[OutboxMove]]) async -> [Result<Void, any Error>] {
        let together = await result(of: group.flatMap { $0 })
        if case .success = together { return group.map { _ in together } }
        guard group.count > 1 else { return [together] }
        var results: [Result<Void, any Error>] = []
        for moves in group { results.append(await result(of: moves)) }
        return results
    }

    private func result(of moves: [OutboxMove]) async -> Result<Void, any Error> {
        do { return .success(try await write(moves)) } catch { return .failure(error) }
    }
}
