import ActionRegister
import Foundation
import Mail
import Scheduling
import Testing

@testable import Store

/// Steps are given back when their recipient has changed.
@Suite struct OutboxReleaseTests {
    let fixture: LedgerFixture
    let tom: Person

    init() throws {
        fixture = try LedgerFixture()
        tom = try fixture.store.addPerson(
            Person(id: .new, name: "Tom", mailbox: Mailbox("tom@example.org")), told: .noon)
    }

    private var harriet: Recipient { .person(fixture.register.person.id) }

    private func suppress(releasingTo recipients: [Recipient]) async throws {
        let material = try await fixture.store.letterMaterial(at: fixture.now, limit: 1)
        let letter = try #require(material.letters.first)
        let released = letter.steps.map { ReleasedStep(ledger: $0.ledger, from: harriet, to: recipients) }
        let entry = PreparedEntry(id: letter.entry.id, .suppress(.recipientChanged), released: released)
        _ = try await fixture.store.commit([entry], by: "this", at: fixture.now)
    }

    @Test func aStepThatWentToNobodyElseLeavesTheLedger() async throws {
        _ = try await fixture.enqueued()
        try await suppress(releasingTo: [.person(tom.id)])
        #expect(try await fixture.ledger().isEmpty)
        let letter = fixture.letter([fixture.step(to: [.person(tom.id)])], to: .person(tom.id))
        #expect(try await fixture.store.enqueue([letter], of: fixture.look) == 1)
    }

    @Test func aStepThatWentToOthersWaitsForWhoTookTheirPlace() async throws {
        let both = fixture.step(to: [harriet, .secretariat])
        let letters = [fixture.letter([both]), fixture.letter([both], to: .secretariat)]
        _ = try await fixture.store.enqueue(letters, of: fixture.look)
        try await suppress(releasingTo: [.secretariat, .person(tom.id)])
        #expect(try await fixture.ledger().map(\.waiting) == [[.person(tom.id)]])
    }

    @Test func aSuppressedLetterMayBePlannedAgain() async throws {
        _ = try await fixture.enqueued()
        try await suppress(releasingTo: [])
        #expect(try await fixture.store.enqueue([fixture.letter()], of: fixture.look) == 1)
        let lines = try fixture.store.outbox()
        #expect(lines.map(\.entry.state) == [.suppressed, .queued])
        #expect(lines[0].entry.messageID == lines[1].entry.messageID)
    }

    @Test func anEntryThatIsNotWaitingReleasesNothing() async throws {
        _ = try await fixture.enqueued()
        let material = try await fixture.store.letterMaterial(at: fixture.now, limit: 1)
        let letter = try #require(material.letters.first)
        let claim = PreparedEntry(id: letter.entry.id, .claim(fixture.sealed()))
        _ = try await fixture.store.commit([claim], by: "one", at: fixture.now)
        let released = letter.steps.map { ReleasedStep(ledger: $0.ledger, from: harriet, to: []) }
        let late = PreparedEntry(id: letter.entry.id, .suppress(.recipientChanged), released: released)
        _ = try await fixture.store.commit([late], by: "two", at: fixture.now)
        #expect(try await fixture.ledger().count == 1)
    }
}
