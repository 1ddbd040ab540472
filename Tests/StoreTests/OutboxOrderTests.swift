import ActionRegister
import Foundation
import Mail
import Scheduling
import Testing

@testable import Store

@Suite struct OutboxOrderTests {
    let later = Told.later(days: 1)

    @Test func deferredLetterIsTriedNowAndKeepsBytesThatMayHaveBeenSent() async throws {
        let fixture = try await OrderedOutbox()
        let id = fixture.letters[0]
        try await fixture.attempt(id, .unknown)
        let bytes = try fixture.store.message(of: id)
        let line = try fixture.store.carryOut(.retry, on: [id], told: later)[0]
        #expect(line.entry.state == .queued && line.entry.nextAttempt == later.now)
        #expect(line.entry.mayHaveBeenSent && line.entry.attempts == 1)
        let material = try await fixture.store.letterMaterial(at: later.now, limit: 10)
        #expect(material.letters[0].sealed?.bytes == bytes)
    }

    @Test func retryAsksARelayThatWasAway() async throws {
        let fixture = try await OrderedOutbox()
        let trouble = RelayTrouble(since: .noon, until: later.now + 3600, refuses: false, words: "refused")
        try await fixture.store.setRelayTrouble(trouble)
        _ = try fixture.store.carryOut(.hold, on: fixture.letters, told: later)
        #expect(try await fixture.store.relayTrouble() == trouble)
        _ = try fixture.store.carryOut(.retry, on: fixture.letters, told: later)
        #expect(try await fixture.store.relayTrouble()?.until == later.now)
    }

    @Test func heldLetterWaitsUntilItIsReleased() async throws {
        let fixture = try await OrderedOutbox()
        let held = try fixture.store.carryOut(.hold, on: fixture.letters, told: .noon)[0].entry
        #expect(held.state == .held && held.nextAttempt == nil && held.lastReply == "held by hand")
        #expect(try await fixture.store.letterMaterial(at: later.now, limit: 10).letters.isEmpty)
        let released = try fixture.store.carryOut(.release, on: fixture.letters, told: later)[0].entry
        #expect(released.state == .queued && released.nextAttempt == later.now && released.lastReply == nil)
        #expect(try await fixture.store.letterMaterial(at: later.now, limit: 10).letters.count == 1)
    }

    @Test func discardedLetterIsNeitherSentNorOwedAgain() async throws {
        let fixture = try await OrderedOutbox()
        let entry = try fixture.store.carryOut(.discard, on: fixture.letters, told: later)[0].entry
        #expect(entry.state == .suppressed && entry.lastReply == "discarded by hand")
        let rows = try fixture.store.read(fixture.register.board.id, at: later.now) { reading in
            var count = 0
            try reading.forEachLiveAction { count += $0.ledger.count }
            return count
        }
        #expect(rows == 1)
    }

    @Test(arguments: [OutboxOrder.retry, .release])
    func letterThatExpiredIsNotLetGo(order: OutboxOrder) async throws {
        let fixture = try await OrderedOutbox(expires: .noon + 3600)
        try await fixture.holdBack(fixture.letters[0])
        let error = #expect(throws: RegisterError.self) {
            try fixture.store.carryOut(order, on: fixture.letters, told: Told(by: "x", at: .noon + 3600))
        }
        #expect(
            error?.description
                == "letter 1 expired at 2026-11-23T13:00:00Z: it would say what is past; discard it")
        _ = try fixture.store.carryOut(.discard, on: fixture.letters, told: later)
    }

    @Test(arguments: [
        (Attempt.Outcome.relayed, "letter 1 is relayed; the relay has it, and nobody can call it back"),
        (.bounced, "letter 1 is bounced; it stays so; mend the address, and what is owed next goes there"),
    ])
    func whatIsOverStaysSo(outcome: Attempt.Outcome, words: String) async throws {
        let fixture = try await OrderedOutbox()
        try await fixture.attempt(fixture.letters[0], outcome)
        for order in OutboxOrder.allCases {
            let error = #expect(throws: RegisterError.self) {
                try fixture.store.carryOut(order, on: fixture.letters, told: later)
            }
            #expect(error?.description == words)
        }
    }

    @Test func letterThatIsBeingHandedOverIsLeftAlone() async throws {
        let fixture = try await OrderedOutbox()
        try await fixture.claim(fixture.letters[0])
        for order in OutboxOrder.allCases {
            #expect(throws: RegisterError.self) {
                try fixture.store.carryOut(order, on: fixture.letters, told: later)
            }
        }
        #expect(try fixture.entries.map(\.state) == [.active])
    }

    @Test func orderIsCarriedOutOnAllOrNone() async throws {
        let fixture = try await OrderedOutbox(letters: 2)
        #expect(throws: RegisterError.unknown(.letter, "99", nearest: nil)) {
            try fixture.store.carryOut(.hold, on: fixture.letters + [.init(99)], told: later)
        }
        #expect(try fixture.entries.map(\.state) == [.queued, .queued])
    }

    @Test func everyOrderIsInTheAudit() async throws {
        let fixture = try await OrderedOutbox()
        let before = try fixture.store.audit(after: 0, limit: 1000).count
        for order in [OutboxOrder.hold, .release, .retry, .discard] {
            _ = try fixture.store.carryOut(order, on: fixture.letters, told: .noon)
        }
        let entries = try fixture.store.audit(after: 0, limit: 1000).dropFirst(before)
        #expect(entries.map(\.verb) == ["outbox hold", "outbox release", "outbox retry", "outbox discard"])
        #expect(entries.allSatisfy { $0.subject == "letter" && $0.subjectID == 1 })
        #expect(entries.first?.new == #"{"reason":"held by hand","state":"held"}"#)
        #expect(try fixture.store.auditVerify() == nil)
    }
}

@Suite struct AttemptTests {
    @Test func attemptsAreReadAsTheyWereWrittenOldestFirst() async throws {
        let fixture = try await OrderedOutbox()
        let id = fixture.letters[0]
        let reply = SMTPReply(code: 451, enhancedStatus: "4.7.1", text: "later")
        try await fixture.attempt(id, .deferred, reply: reply)
        _ = try fixture.store.carryOut(.retry, on: [id], told: .noon)
        try await fixture.attempt(id, .relayed, reply: SMTPReply(code: 250, text: "taken"))
        let attempts = try fixture.store.attempts(of: id)
        #expect(attempts.map(\.outcome) == [.deferred, .relayed])
        #expect(attempts.map(\.words) == ["451 4.7.1 later", "250 taken"])
        #expect(attempts.map(\.stage) == [.message, nil])
        #expect(
            attempts[0].startedAt == .noon && attempts[0].milliseconds == 40
                && attempts[0].relay == "relay:25")
    }

    @Test func whyALetterCouldNotBeWrittenIsAmongItsAttempts() async throws {
        let fixture = try await OrderedOutbox()
        let id = fixture.letters[0]
        _ = try await fixture.store.commit(
            [PreparedEntry(id: id, .setAside("no words"))], by: "this", at: .noon)
        let attempts = try fixture.store.attempts(of: id)
        #expect(attempts.map(\.outcome) == [.held] && attempts.map(\.words) == ["no words"])
    }

    @Test func untriedLetterHasNone() async throws {
        let fixture = try await OrderedOutbox()
        #expect(try fixture.store.attempts(of: fixture.letters[0]).isEmpty)
    }
}
