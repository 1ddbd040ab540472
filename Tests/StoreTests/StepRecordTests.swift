import ActionRegister
import Foundation
import Mail
import Scheduling
import Testing

@testable import Store

@Suite struct StepRecordTests {
    private let fixture: LedgerFixture
    private var store: Store { fixture.store }

    init() throws { fixture = try LedgerFixture() }

    private func records() throws -> [StepRecord] {
        try store.reading(fixture.action.id, at: fixture.now) { $0.records }
    }

    @Test func aSentStepHasItsRuleAndItsLetter() async throws {
        let id = try await fixture.enqueued()
        let records = try records()
        #expect(records.map(\.key) == [fixture.step().key] && records.map(\.outcome) == [.sent])
        #expect(records.map(\.number) == [fixture.rule.number])
        #expect(records.map(\.sentence) == ["14 days before the meeting"])
        #expect(records[0].letters.map(\.entry.id) == [id])
        #expect(records[0].letters.map(\.recipient) == [.person(fixture.register.person.id)])
        #expect(records[0].letters[0].entry.mailbox == Mailbox("h.osei@example.org"))
        #expect(records[0].letters[0].settledAt == nil)
    }

    @Test func aStepOutlivesItsRule() async throws {
        _ = try await fixture.enqueued()
        try store.removeRule(number: fixture.rule.number, board: fixture.register.board.id, told: .noon)
        #expect(try records().map(\.sentence) == ["14 days before the meeting"])
    }

    @Test func aMissedStepHasNoLetter() async throws {
        _ = try await store.recordMissed([fixture.step()], of: fixture.look)
        let records = try records()
        #expect(records.map(\.outcome) == [.missed] && records[0].letters.isEmpty)
    }

    @Test func anActionThatIsNotLiveIsReadAsIfItWere() async throws {
        _ = try await fixture.enqueued()
        try store.holdAction(fixture.action.id, told: .noon)
        let (action, live) = try store.reading(fixture.action.id, at: fixture.now) { ($0.action, $0.live) }
        #expect(action.status == .onHold && live.releasedAt == fixture.action.releasedAt)
        #expect(live.ledger.map(\.key) == [fixture.step().key])
        #expect(live.owners.map(\.owner) == [.person(fixture.register.person.id)])
    }

    @Test func aLiveActionIsReadAsThePlannerSeesIt() async throws {
        _ = try await fixture.enqueued()
        let update = ActionUpdate(
            id: .new, action: fixture.action.id, day: .today, recordedAt: .noon,
            answersFor: .person(fixture.register.person.id), text: "half done")
        _ = try store.updateAction(update, told: .noon)
        let live = try store.reading(fixture.action.id, at: fixture.now) { $0.live }
        let walked = try store.read(fixture.register.board.id, at: fixture.now) { reading in
            var actions: [LiveAction] = []
            try reading.forEachLiveAction { actions.append($0) }
            return actions
        }
        #expect([live] == walked && live.answers.count == 1)
    }
}
