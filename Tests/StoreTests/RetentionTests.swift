import ActionRegister
import Foundation
import GRDB
import Mail
import Testing

@testable import Store

@Suite struct RetentionTests {
    let fixture: LedgerFixture
    var store: Store { fixture.store }

    init() throws { fixture = try LedgerFixture() }

    private func relayed() async throws -> OutboxEntry.ID {
        let id = try await fixture.claimed()
        try await store.commit([.handOver(id, at: fixture.now)], by: "this")
        try await store.commit([.record(fixture.attempt(id, .relayed), next: nil)], by: "this")
        return id
    }

    private func attempts() throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt") ?? 0 }
    }

    @Test func whatIsOldIsForgottenAndWhatWasSentIsNot() async throws {
        let id = try await relayed()
        let rows = try await fixture.ledger().count
        #expect(try store.forgetMessages(settledBefore: fixture.now, limit: 10) == 0)
        #expect(try store.forgetAttempts(startedBefore: fixture.now, limit: 10) == 0)
        #expect(try store.message(of: id) != nil)
        let later = fixture.now + 60
        #expect(try store.forgetMessages(settledBefore: later, limit: 10) == 1)
        #expect(try store.forgetAttempts(startedBefore: later, limit: 10) == 1)
        #expect(try store.message(of: id) == nil && attempts() == 0)
        #expect(try store.outboxLine(id).entry.state == .relayed)
        #expect(try await fixture.ledger().count == rows)
    }

    @Test func aLetterThatWaitsIsKeptHoweverOld() async throws {
        let id = try await fixture.claimed()
        #expect(try store.forgetMessages(settledBefore: .distantFuture, limit: 10) == 0)
        #expect(try store.message(of: id) != nil)
    }

    @Test func erasingAPersonTakesTheTextOfLettersToThem() async throws {
        let id = try await relayed()
        let person = fixture.register.person.id
        #expect(try store.outbox(to: person).map(\.entry.id) == [id])
        try store.erasePerson(person, told: .noon)
        #expect(try store.message(of: id) == nil)
        #expect(try store.outboxLine(id).entry.mailbox == nil)
        let texts = try store.read { try String?.fetchAll($0, sql: "SELECT text FROM attempt") }
        #expect(texts == [nil])
        #expect(try await fixture.ledger().count == 1)
        #expect(try store.auditVerify() == nil)
    }
}
