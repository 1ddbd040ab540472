import ActionRegister
import Foundation
import Mail
import Scheduling

@testable import Store

/// A register with one action that is owed a letter, and the letter as the
/// planner gives it.
struct LedgerFixture {
    let register: RegisterFixture
    let action: Action
    let meeting: Meeting
    let rule: Rule

    var store: Store { register.store }
    let now = Date.noon

    init() throws {
        register = try RegisterFixture()
        meeting = try register.meeting(CalendarDay(2026, 12, 7))
        action = try register.action(owners: [.person(register.person.id)], isReleased: true)
        let sentence = try RuleSentence(parsing: "14 days before the meeting")
        rule = try register.store.addRule(sentence, to: register.board.id, told: .noon)
    }

    var look: BoardLook {
        BoardLook(
            board: register.board.id, now: now, day: .today, domain: "example.org", lifetime: 5 * 86_400)
    }

    func step(to recipients: [Recipient]? = nil, occurrence: Int = 0) -> OwedStep {
        let key = StepKey(
            action: action.id, owner: .person(register.person.id), audience: .owner, rule: rule.id,
            anchor: .meeting(meeting.id, version: meeting.day!), occurrence: occurrence)
        return OwedStep(
            key: key, rule: rule.sentence, day: .today, anchorDay: meeting.day!, isLate: false, expires: nil,
            recipients: recipients ?? [.person(register.person.id)])
    }

    func letter(_ steps: [OwedStep]? = nil, to recipient: Recipient? = nil) -> PlannedLetter {
        PlannedLetter(
            board: register.board.id, recipient: recipient ?? .person(register.person.id), audience: .owner,
            kind: .reminder, sendAt: now, steps: steps ?? [step()])
    }

    /// Makes the entry of the one letter.
    func enqueued() async throws -> OutboxEntry.ID {
        _ = try await store.enqueue([letter()], of: look)
        return try entry().id
    }

    /// Takes the one entry up to being held by a process.
    func claimed(by process: String = "this") async throws -> OutboxEntry.ID {
        let id = try await enqueued()
        _ = try await store.commit([PreparedEntry(id: id, .claim(sealed()))], by: process, at: now)
        return id
    }

    func sealed(_ text: String = "bytes") -> SealedLetter {
        SealedLetter(bytes: Array(text.utf8), mailbox: Mailbox("h.osei@example.org")!)
    }

    func attempt(_ id: OutboxEntry.ID, _ outcome: Attempt.Outcome) -> Attempt {
        Attempt(
            entry: id, startedAt: now, milliseconds: 20, relay: "relay", outcome: outcome,
            reply: SMTPReply(code: outcome == .relayed ? 250 : 450, text: "words"))
    }

    func entry() throws -> OutboxEntry {
        guard let line = try store.outbox().first else {
            throw RegisterError.unknown(.letter, "", nearest: nil)
        }
        return line.entry
    }

    /// The ledger of the one action as the planner sees it.
    func ledger() async throws -> [LedgerRow] {
        try await store.reading(register.board.id, at: now) { reading in
            var rows: [LedgerRow] = []
            try reading.forEachLiveAction { rows += $0.ledger }
            return rows
        }
    }
}
