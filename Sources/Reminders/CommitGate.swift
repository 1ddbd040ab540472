import Store

/// Lets the lanes share commits: whatever waits when the last commit has ended
/// goes into the next.
///
/// There is no timer. A lone lane commits at once; many lanes behind a slow
/// disk gather by themselves, for each waits while the disk writes.
actor CommitGate {
    private let executor: (any TaskExecutor)?
    private let write: @Sendable ([OutboxMove]) async throws -> Void
    private var waiting: [Waiting] = []
    private var isCommitting = false

    private struct Waiting {
        let moves: [OutboxMove]
        let done: CheckedContinuation<Void, any Error>
    }

    /// - Parameters:
    ///   - executor: where commits run; `nil` for anywhere.
    ///   - write: makes all of the moves in one transaction, or none.
    init(
        executor: (any TaskExecutor)? = nil, write: @escaping @Sendable ([OutboxMove]) async throws -> Void
    ) {
        self.executor = executor
        self.write = write
    }

    /// How many lanes wait for the commit in progress to end.
    var waitingCount: Int { waiting.count }

    /// Returns when the moves are on disk.
    ///
    /// - Throws: what kept these moves, and not those of another lane, from it.
    func commit(_ moves: [OutboxMove]) async throws {
        try await withCheckedThrowingContinuation { done in
            waiting.append(Waiting(moves: moves, done: done))
            guard !isCommitting else { return }
            isCommitting = true
            // A task of its own: a lane that is cancelled must still write its outcome.
            Task(executorPreference: executor) { await self.drain() }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let group = waiting
            waiting = []
            await commit(group)
        }
        isCommitting = false
    }

    /// One lane's bad move must not keep the others': a group that fails is
    /// written one by one.
    private func commit(_ group: [Waiting]) async {
        do {
            try await write(group.flatMap(\.moves))
            for one in group { one.done.resume() }
        } catch  where group.count > 1 {
            for one in group { await commit([one]) }
        } catch {
            group[0].done.resume(throwing: error)
        }
    }
}
