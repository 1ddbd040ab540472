import ActionRegister
import Foundation
import Mail
import Scheduling

@testable import Store

/// A store whose outbox has letters to one person, made at noon: each about an
/// action of its own.
struct OrderedOutbox {
    let register: RegisterFixture
    var store: Store { register.store }
    let letters: [OutboxEntry.ID]

    init(letters count: Int = 1, expires: Date? = nil) async throws {
        register = try RegisterFixture()
        let rule = try register.store.addRule(
            RuleSentence(parsing: "when assigned"), to: register.board.id, told: .noon)
        for _ in 0..<count {
            let action = try register.action(owners: [.person(register.person.id)], isReleased: true)
            let key = StepKey(
                action: action.id, owner: .person(register.person.id), audience: .owner, rule: rule.id,
                anchor: .day(.today))
            let reader = Recipient.person(register.person.id)
            let step = OwedStep(
                key: key, rule: rule.sentence, day: .today, anchorDay: .today, isLate: false,
                expires: expires,
                recipients: [reader])
            let letter = PlannedLetter(
                board: register.board.id, recipient: reader, audience: .owner, kind: .notice, sendAt: .noon,
                steps: [step])
            let look = BoardLook(
                board: register.board.id, now: .noon, day: .today, domain: "example.org", lifetime: 5 * 86_400
            )
            _ = try await register.store.enqueue([letter], of: look)
        }
        letters = try register.store.outbox().map(\.entry.id)
    }

    var entries: [OutboxEntry] { get throws { try store.outbox().map(\.entry) } }

    /// Claims a letter, hands it over and records what came of it.
    func attempt(_ id: OutboxEntry.ID, _ outcome: Attempt.Outcome, reply: SMTPReply? = nil) async throws {
        try await claim(id)
        let attempt = Attempt(
            entry: id, startedAt: .noon, milliseconds: 40, relay: "relay:25", outcome: outcome,
            stage: outcome == .relayed ? nil : .message, reply: reply)
        let next: Date? = outcome == .deferred || outcome == .unknown ? .noon + 600 : nil
        try await store.commit([.handOver(id, at: .noon), .record(attempt, next: next)], by: "this")
    }

    func claim(_ id: OutboxEntry.ID) async throws {
        let letter = SealedLetter(
            bytes: Array("Subject: x\r\n\r\nx\r\n".utf8), mailbox: Mailbox("h.osei@example.org")!)
        _ = try await store.commit([PreparedEntry(id: id, .claim(letter))], by: "this", at: .noon)
    }

    func holdBack(_ id: OutboxEntry.ID, _ reason: OutboxReason = .dryRun) async throws {
        _ = try await store.commit([PreparedEntry(id: id, .hold(reason, nil))], by: "this", at: .noon)
    }
}
