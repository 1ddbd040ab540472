import ActionRegister
import Foundation
import Mail
import RandomFixtures
import Scheduling
import Store
import Synchronization

@testable import Reminders

/// A letter with all that a forecast says of it, whether planned or sent.
struct SentLetter: Hashable, Sendable, Comparable, CustomStringConvertible {
    var board: Board.ID
    var recipient: Recipient
    var at: Date
    var kind: LetterKind
    var audience: Audience
    var steps: Set<Step>

    struct Step: Hashable, Sendable {
        var key: StepKey
        var day: CalendarDay
        var isLate: Bool
    }

    init(_ letter: PlannedLetter) {
        self.init(
            board: letter.board, recipient: letter.recipient, at: letter.sendAt, kind: letter.kind,
            audience: letter.audience,
            steps: Set(letter.steps.map { Step(key: $0.key, day: $0.day, isLate: $0.isLate) }))
    }

    init(_ line: OutboxLine) {
        self.init(
            board: line.entry.board, recipient: line.entry.person.map { .person($0) } ?? .secretariat,
            at: line.entry.enqueuedAt, kind: line.kind, audience: line.audience,
            steps: Set(line.steps.map { Step(key: $0.step.key, day: $0.step.day, isLate: $0.step.isLate) }))
    }

    private init(
        board: Board.ID, recipient: Recipient, at: Date, kind: LetterKind, audience: Audience,
        steps: Set<Step>
    ) {
        (self.board, self.recipient, self.at) = (board, recipient, at)
        (self.kind, self.audience, self.steps) = (kind, audience, steps)
    }

    static func < (a: Self, b: Self) -> Bool {
        (a.at, a.board, a.recipient) < (b.at, b.board, b.recipient)
    }

    var description: String {
        let steps = steps.map {
            "\($0.key.action.map { "\($0)" } ?? "-")/\($0.key.rule) \($0.day)\($0.isLate ? "!" : "")"
        }
        return
            "\(at.formatted(.iso8601)) \(board) \(recipient) \(kind): \(steps.sorted().joined(separator: ", "))"
    }
}

/// Writes real letters, and keeps what each of them tells.
final class RecordingComposer: LetterComposer {
    private let told = Mutex<[String: Told]>([:])

    struct Told: Sendable {
        var steps: Set<StepKey>
        /// What the letter should name and does not: actions, and days that meetings moved to.
        var unnamed: [String]
    }

    func compose(_ content: LetterContent) throws -> [UInt8] {
        let keys = content.asked.flatMap(\.steps).map(\.key) + content.steps.map(\.key)
        let text = try LetterWriter().letter(content).text
        let names = content.asked.map(\.action.reference) + content.moves.map { "moved to \($0.to.words)" }
        told.withLock {
            $0[content.messageID] = Told(steps: Set(keys), unnamed: names.filter { !text.contains($0) })
        }
        return try LetterWriter().compose(content)
    }

    /// What a letter told, by its Message-ID.
    subscript(messageID: String) -> Told? { told.withLock { $0[messageID] } }
}

extension RegisterWorld {
    /// What will be sent if nobody touches the register.
    func forecast(from now: Date, until end: Date) throws -> [SentLetter] {
        try store.boards().flatMap { board in
            try store.read(board.id, at: now) { reading in
                var live: [LiveAction] = []
                try reading.forEachLiveAction { live.append($0) }
                return Forecast.letters(schedules: [(reading.schedule, live)], from: now, until: end)
            }
        }.map(SentLetter.init).sorted()
    }

    /// Runs the program once whenever it asked for it, and at some instants more.
    ///
    /// - Parameter each: called before each run.
    func runThrough(
        from start: Date, until end: Date, relay: ScriptedRelay, composer: any LetterComposer,
        alsoAt others: [Date] = [], each: (Date) throws -> Void = { _ in }
    ) async throws {
        var next: Date? = start
        while let now = next, now <= end {
            try each(now)
            let summary = try await run(at: now, relay: relay, composer: composer)
            let wanted = [summary.look.nextLook, summary.queue.nextAttempt] + others.filter { $0 > now }
            next = wanted.compactMap(\.self).min().map { max($0, now + 1) }
        }
    }

    /// A process of its own that runs once.
    @discardableResult
    func run(
        at now: Date, relay: ScriptedRelay, composer: any LetterComposer, process: String? = nil,
        isStopping: @escaping @Sendable () -> Bool = { false }
    ) async throws -> RunSummary {
        let name = process ?? "process of \(now.timeIntervalSince1970)"
        var settings = QueueRun.Settings(
            process: name, sender: LetterSender(address: SendingFixture.sender)
        ) { now }
        settings.mode = .live
        settings.pause = {}
        settings.isStopping = isStopping
        let check = DueDateCheck(store, sender: SendingFixture.sender)
        return try await RunOnce(
            check, QueueRun(store, relay: relay, composer: composer, settings), wait: { _ in }
        )
        .run(at: now)
    }

    func sent() throws -> [SentLetter] { try store.outbox().map(SentLetter.init).sorted() }
}
