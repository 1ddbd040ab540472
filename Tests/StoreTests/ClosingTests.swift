import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct ClosingTests {
    let register: RegisterFixture
    let action: Action
    var store: Store { register.store }
    var mps: Owner { .organisation(register.mps.id) }
    var harriet: Owner { .person(register.person.id) }

    init() throws {
        register = try RegisterFixture()
        action = try register.action(
            owners: [.organisation(register.mps.id), .person(register.person.id)], isReleased: true)
    }

    @Test func onlyTheLeadsProposalProposesClosure() throws {
        #expect(try store.proposeAction(action.id, by: harriet, told: .later(days: 1)) == .partDone)
        var now = try register.record(action).action
        #expect(now.status == .open)
        #expect(now.owners.map(\.partDoneAt) == [nil, .noon.adding(days: 1)])
        #expect(try store.proposeAction(action.id, by: mps, note: "sent", told: .later(days: 2)) == .proposed)
        now = try register.record(action).action
        #expect(now.status == .proposed)
        let updates = try register.record(action).updates
        #expect(updates.map(\.answersFor) == [harriet, mps] && updates.map(\.text) == ["done", "sent"])
    }

    @Test func aStrangerNeitherProposesNorAnswers() throws {
        let stranger = try store.addPerson(Person(id: .new, name: "Tom Achterberg"), told: .noon)
        #expect(throws: RegisterError.self) {
            try store.proposeAction(action.id, by: .person(stranger.id), told: .noon)
        }
        let update = ActionUpdate(
            id: .new, action: action.id, day: .today, recordedAt: .noon, answersFor: .person(stranger.id),
            text: "x")
        #expect(throws: RegisterError.self) { try store.updateAction(update, told: .noon) }
        #expect(try register.record(action).updates.isEmpty)
    }

    @Test func aDeclinedProposalIsLiveAnewAndOtherPartsStayDone() throws {
        _ = try store.proposeAction(action.id, by: harriet, told: .noon)
        _ = try store.proposeAction(action.id, told: .noon)
        try store.declineAction(action.id, told: .later(days: 3))
        let declined = try register.record(action).action
        #expect(declined.status == .open && declined.liveSince == .noon.adding(days: 3))
        #expect(declined.owners.map { $0.partDoneAt != nil } == [false, true])
        #expect(throws: RegisterError.self) { try store.declineAction(action.id, told: .noon) }
    }

    @Test func theBoardClosesAtAMeetingItHasHad() throws {
        let past = try register.meeting(.today - 7, state: .held)
        let future = try register.meeting(.today + 7)
        #expect(throws: RegisterError.self) {
            try store.closeAction(action.id, by: .meeting(future.id), told: .noon)
        }
        try store.closeAction(action.id, by: .meeting(past.id), told: .noon)
        let closed = try register.record(action).action
        #expect(closed.status == .closed)
        #expect(closed.closure == Action.Closure(day: .today - 7, meeting: .today - 7))
    }

    @Test func theChairClosesWithAReason() throws {
        try store.closeAction(action.id, by: .chair(reason: "overtaken"), told: .noon)
        #expect(
            try register.record(action).action.closure == Action.Closure(day: .today, reason: "overtaken"))
    }

    @Test func whatHasEndedIsReopenedBeforeAnythingElse() throws {
        try store.cancelAction(action.id, reason: "not needed", told: .noon)
        let refusal = RegisterError.notAllowed(
            why: "\(action.reference) is cancelled", instead: "reopen it first")
        #expect(throws: refusal) { try store.holdAction(action.id, told: .noon) }
        #expect(throws: refusal) { try store.setDue(.ongoing, of: action.id, told: .noon) }
        #expect(throws: refusal) { try store.proposeAction(action.id, told: .noon) }
        try store.reopenAction(action.id, told: .later(days: 2))
        let reopened = try register.record(action).action
        #expect(reopened.status == .open && reopened.closure == nil)
        #expect(reopened.liveSince == .noon.adding(days: 2))
    }

    @Test func theEndOfAHoldIsLiveAnew() throws {
        try store.holdAction(action.id, told: .later(days: 1))
        #expect(try register.record(action).action.liveSince == .noon)
        let update = ActionUpdate(
            id: .new, action: action.id, day: .today, recordedAt: .noon, answersFor: mps, text: "under way")
        _ = try store.updateAction(update, status: .inProgress, told: .later(days: 2))
        let resumed = try register.record(action)
        #expect(resumed.action.status == .inProgress && resumed.action.liveSince == .noon.adding(days: 2))
        #expect(resumed.updates.map(\.recordedAt) == [.noon.adding(days: 2)])
    }

    @Test func workingOnAnOpenActionDoesNotMakeItLiveAnew() throws {
        let update = ActionUpdate(
            id: .new, action: action.id, day: .today, recordedAt: .noon, text: "under way")
        _ = try store.updateAction(update, status: .inProgress, told: .later(days: 2))
        #expect(try register.record(action).action.liveSince == .noon)
    }

    @Test(arguments: [Action.Status.proposed, .closed, .cancelled])
    func anUpdateCannotEndAnAction(status: Action.Status) throws {
        let update = ActionUpdate(id: .new, action: action.id, day: .today, recordedAt: .noon, text: "done")
        #expect(throws: RegisterError.self) { try store.updateAction(update, status: status, told: .noon) }
        #expect(try register.record(action).updates.isEmpty)
    }
}
