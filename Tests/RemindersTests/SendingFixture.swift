import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// A board that meets on 7 December 2026 and writes 14 days before, with so many
/// owners of one action each: at `lookTime` it owes each of them a letter.
struct SendingFixture {
    let store: Store
    let board: Board
    let meeting: Meeting
    let people: [Person]
    let actions: [Action]
    /// Kept while the store is in a file.
    private let folder: TemporaryFolder?

    /// Monday 23 November 2026, 09:00 in London.
    static let lookTime = Date(timeIntervalSince1970: 1_795_424_400)
    static let sender = Mailbox("actions@example.org")!
    private static let told = Told(by: "secretary", at: lookTime - 30 * 86_400)

    init(
        owners: Int = 1, inFile: Bool = false, rules: [String] = ["14 days before the meeting"],
        meetingAt time: String = "10:00"
    ) throws {
        folder = inFile ? try TemporaryFolder() : nil
        store =
            try folder.map { try Store(path: $0.database, for: .daemon, creating: true) } ?? Store.inMemory()
        var draft = Board(id: .new, slug: "vawg", name: "VAWG Board")
        draft.secretariat = Mailbox("vawg.board@example.org")
        board = try store.addBoard(draft, rules: rules.map { try RuleSentence(parsing: $0) }, told: Self.told)
        let day = Meeting(id: .new, board: board.id, day: CalendarDay(2026, 12, 7), time: TimeOfDay(time))
        meeting = try store.addMeeting(day, told: Self.told)
        (people, actions) = try Self.fill(store, board, owners)
        _ = try store.release(actions.map(\.id), told: Self.told)
        try store.activate(board.id, told: Self.told)
    }

    private static func fill(_ store: Store, _ board: Board, _ count: Int) throws -> ([Person], [Action]) {
        var (people, actions): ([Person], [Action]) = ([], [])
        for number in 0..<count {
            let person = Person(
                id: .new, name: "Owner \(number)", mailbox: Mailbox("owner\(number)@example.org"))
            people.append(try store.addPerson(person, told: told))
            let owner = Ownership(owner: .person(people[number].id), assignedAt: told.now)
            let action = Action(
                id: .new, board: board.id, reference: "", text: "Report on item \(number)", owners: [owner],
                due: .ongoing)
            actions.append(try store.addAction(action, told: told))
        }
        return (people, actions)
    }

    /// The same database as a process that starts sees it.
    func reopened() throws -> Store { try folder.map { try Store(path: $0.database, for: .daemon) } ?? store }

    var check: DueDateCheck { DueDateCheck(store, sender: Self.sender) }

    func queue(
        _ relay: ScriptedRelay, _ mode: SendingMode = .live, process: String = "this",
        at now: Date = lookTime,
        store other: Store? = nil, composer: any LetterComposer = PlainComposer(),
        _ change: (inout QueueRun.Settings) -> Void = { _ in }
    ) -> QueueRun {
        var settings = QueueRun.Settings(process: process, sender: LetterSender(address: Self.sender)) { now }
        settings.mode = mode
        settings.relayName = "relay"
        settings.pause = {}
        change(&settings)
        return QueueRun(other ?? store, relay: relay, composer: composer, settings)
    }

    func states() throws -> [OutboxEntry.State: Int] { try store.outboxCounts() }

    func entries() throws -> [OutboxEntry] { try store.outbox().map(\.entry) }

    /// What the ledger says of the steps about the first action.
    func outcomes() throws -> [StepRecord.Outcome] {
        try store.reading(actions[0].id, at: Self.lookTime) { $0.records.map(\.outcome) }
    }

    func told(at now: Date = lookTime) -> Told { Told(by: "secretary", at: now) }
}

/// Says who is written to and what about, one line each: enough to see what a
/// letter would hold.
struct PlainComposer: LetterComposer {
    var refused: Set<String> = []

    struct Refused: Error, CustomStringConvertible {
        var description: String { "its words cannot be found" }
    }

    func compose(_ content: LetterContent) throws -> [UInt8] {
        if refused.contains(content.recipient.name) { throw Refused() }
        let actions = content.asked.map(\.action.reference).joined(separator: " ")
        let redirected = content.recipient.redirectedTo.map { " redirected to \($0)" } ?? ""
        let text =
            "\(content.messageID) to \(content.recipient.mailbox)\(redirected) about \(actions)"
            + " at \(Int(content.writtenAt.timeIntervalSince1970))\r\n"
        return Array(text.utf8)
    }
}

/// A relay that answers as it is told, and keeps what it was handed.
actor ScriptedRelay: Relay {
    nonisolated let lanes: Int
    private let answer: @Sendable (Submission) async -> SubmissionOutcome
    private(set) var submissions: [Submission] = []

    struct Submission: Hashable, Sendable {
        var bytes: [UInt8]
        var envelope: Envelope
        var lane: Int
        /// How many were handed over before.
        var number: Int

        var recipient: String { envelope.recipient.addressSpec }
    }

    init(
        lanes: Int = 1,
        _ answer: @escaping @Sendable (Submission) async -> SubmissionOutcome = { _ in .accepted }
    ) {
        self.lanes = lanes
        self.answer = answer
    }

    func submit(_ message: [UInt8], in envelope: Envelope, lane: Int) async -> SubmissionOutcome {
        let submission = Submission(bytes: message, envelope: envelope, lane: lane, number: submissions.count)
        submissions.append(submission)
        return await answer(submission)
    }

    func close() async {}

    var recipients: [String] { submissions.map(\.recipient) }
}

extension SubmissionOutcome {
    static let accepted = relayed(SMTPReply(code: 250, enhancedStatus: "2.0.0", text: "queued"))
    static let later = deferred(
        SubmissionFailure(
            stage: .recipient, reply: SMTPReply(code: 451, enhancedStatus: "4.7.1", text: "later")))
    static let never = bounced(
        SubmissionFailure(
            stage: .recipient, reply: SMTPReply(code: 550, enhancedStatus: "5.1.1", text: "nobody")))
    static let lost = unknown(SubmissionFailure(stage: .message, transport: "connection lost"))
    static let away = relayAway(SubmissionFailure(stage: .connect, transport: "connection refused"))
    static let refusing = relayRefuses(
        SubmissionFailure(
            stage: .auth, reply: SMTPReply(code: 535, enhancedStatus: "5.7.8", text: "bad login")))
}

extension QueueSummary {
    /// What moved, without what comes next.
    var counts: [Int] { [relayed, deferred, bounced, suppressed, held] }
}

/// A folder that is gone with the value.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "minuted-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { path + "/minuted.sqlite" }
}
