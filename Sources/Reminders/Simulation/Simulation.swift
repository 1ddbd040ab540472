package import ActionRegister
package import Foundation
import Mail
package import Store

/// What a register does if nobody touches it: the due-date check, the outbox and
/// the queue run themselves, on a copy of the database, from one instant at
/// which there is something to do to the next.
///
/// The relay is in memory and takes everything, so letters go in earnest,
/// whatever the configuration's mode, and none leaves the machine. Letters that
/// wait in the outbox go too; held ones stay held. The same database and
/// instants give the same letters, byte for byte.
package struct Simulation: Sendable {
    private let store: Store
    private let ends: [Board.ID: Date]
    private let check: DueDateCheck
    private let settings: QueueRun.Settings
    private let relay = MemoryRelay()
    private let composer = NotingComposer()

    /// - Parameters:
    ///   - copy: what is written to, as the database itself would be.
    ///   - ends: the boards that are simulated, each with its last instant; the
    ///     others rest.
    package init(on copy: Store, boards ends: [Board.ID: Date], sender: LetterSender) {
        store = copy
        self.ends = ends
        check = DueDateCheck(copy, sender: sender.address)
        settings = QueueRun.Settings(process: "simulation", sender: sender, clock: { .distantPast })
    }

    /// Runs from `start` to the last of the ends, and tells every letter as it
    /// goes: those of one instant by board and name.
    package func run(
        from start: Date, tell: (SimulatedLetter) -> Void
    ) async throws -> SimulationSummary {
        var report = try SimulationReport(store)
        var resting = try Rest(store, until: ends)
        var next: Date? = start
        while let now = next, let end = ends.values.max(), now <= end {
            try resting.begin(at: now)
            let done = try await queue(at: now).run(at: now)
            try letters(of: done).forEach {
                report.count($0)
                tell($0)
            }
            report.add(done)
            next = [done.look.nextLook, done.queue.nextAttempt].compactMap(\.self).filter { $0 > now }.min()
        }
        return report.summary
    }

    private func queue(at now: Date) -> RunOnce {
        var settings = settings
        settings.clock = { now }
        settings.mode = .live
        settings.relayName = "memory"
        settings.tell = { [relay] in relay.note($0) }
        return RunOnce(check, QueueRun(store, relay: relay, composer: composer, settings)) { _ in }
    }

    /// The letters that a run has brought to their end.
    private func letters(of run: RunSummary) throws -> [SimulatedLetter] {
        let settled = relay.takeSettled()
        let told = composer.takeTold()
        guard !settled.isEmpty else { return [] }
        let boards = Dictionary(uniqueKeysWithValues: try store.boards().map { ($0.id, $0) })
        let messages = Dictionary(settled.map { ($0.entry, $0.message) }, uniquingKeysWith: { $1 ?? $0 })
        let order = StepOrder(run.look.letters)
        return try store.outbox(settled.map(\.entry)).compactMap { line in
            guard let board = boards[line.entry.board], run.now <= ends[board.id] ?? .distantPast else {
                return nil
            }
            var line = line
            line.steps = order.steps(of: line, told: told[line.entry.messageID])
            return SimulatedLetter(
                board: board, at: run.now, line: line, message: messages[line.entry.id] ?? nil)
        }.sorted { ($0.board.id, $0.recipientName) < ($1.board.id, $1.recipientName) }
    }
}

/// Boards that send nothing any more, from an instant of each on.
private struct Rest {
    private let store: Store
    /// The last first.
    private var coming: [(board: Board.ID, after: Date)]

    init(_ store: Store, until ends: [Board.ID: Date]) throws {
        self.store = store
        coming = try store.boards().filter { $0.state == .active }
            .map { ($0.id, ends[$0.id] ?? .distantPast) }.sorted { $0.after > $1.after }
    }

    mutating func begin(at now: Date) throws {
        while let next = coming.last, next.after < now {
            try store.pause(next.board, told: Told(by: "simulation", at: now))
            coming.removeLast()
        }
    }
}
