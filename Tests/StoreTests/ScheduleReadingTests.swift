import ActionRegister
import Foundation
import Mail
import Scheduling
import Testing

@testable import Store

@Suite struct ScheduleReadingTests {
    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    private func live(_ board: Board? = nil) async throws -> [LiveAction] {
        try await store.reading((board ?? register.board).id, at: .noon) { reading in
            var actions: [LiveAction] = []
            try reading.forEachLiveAction { actions.append($0) }
            return actions
        }
    }

    @Test func onlyReleasedActionsThatAreOpenOrInProgressAreShown() async throws {
        _ = try register.action()
        let open = try register.action(isReleased: true)
        let held = try register.action(isReleased: true)
        try store.holdAction(held.id, told: .noon)
        let closed = try register.action(isReleased: true)
        try store.closeAction(closed.id, by: .chair(reason: "done"), told: .noon)
        let worked = try register.action(isReleased: true)
        let update = ActionUpdate(id: .new, action: worked.id, day: .today, recordedAt: .noon, text: "begun")
        _ = try store.updateAction(update, status: .inProgress, told: .noon)
        #expect(try await live().map(\.id) == [open.id, worked.id])
    }

    @Test func everyKindOfDueIsReadAsItWasWritten() async throws {
        let meeting = try register.meeting(CalendarDay(2026, 12, 7))
        let dues: [Due] = [.day(CalendarDay(2026, 12, 18)), .meeting(meeting.id), .ongoing, .unset]
        for due in dues { _ = try register.action(due: due, isReleased: true) }
        #expect(try await live().map(\.due) == dues)
    }

    @Test func ownersAnswersAndLedgerStandBesideTheirAction() async throws {
        let mps = Owner.organisation(register.mps.id)
        let person = Owner.person(register.person.id)
        let plain = try register.action(owners: [mps], isReleased: true)
        let joint = try register.action(owners: [person, mps], isReleased: true)
        for (action, owner) in [(joint, mps), (joint, person)] {
            let answer = ActionUpdate(
                id: .new, action: action.id, day: .today, recordedAt: .noon, answersFor: owner,
                text: "in hand")
            _ = try store.updateAction(answer, told: .noon)
        }
        let note = ActionUpdate(id: .new, action: plain.id, day: .today, recordedAt: .noon, text: "no answer")
        _ = try store.updateAction(note, told: .noon)
        let actions = try await live()
        #expect(actions.map { $0.owners.map(\.owner) } == [[mps], [person, mps]])
        #expect(actions.map { $0.answers.map(\.owner) } == [[], [mps, person]])
        #expect(actions.map(\.ledger.count) == [0, 0])
    }

    @Test func anOwnerWhosePartIsDoneIsLeftOut() async throws {
        let (mps, person) = (Owner.organisation(register.mps.id), Owner.person(register.person.id))
        let action = try register.action(owners: [person, mps], isReleased: true)
        _ = try store.proposeAction(action.id, by: mps, told: .noon)
        #expect(try await live().map { $0.owners.map(\.owner) } == [[person]])
    }

    /// Far apart and close together: the companions seek in one case and go on in the other.
    @Test func aBoardFindsItsOwnAmongAnothersMany() async throws {
        let other = try store.addBoard(Board(id: .new, slug: "other", name: "Other"), told: .noon)
        let person = Owner.person(register.person.id)
        func add(to board: Board) throws -> Action.ID {
            let draft = Action(
                id: .new, board: board.id, reference: "", text: "x",
                owners: [Ownership(owner: person, assignedAt: .noon)], due: .unset)
            let action = try store.addAction(draft, told: .noon)
            _ = try store.release([action.id], told: .noon)
            return action.id
        }
        var own: [Action.ID] = []
        for gap in [0, 1, 3, 30, 2, 0, 50] {
            for _ in 0..<gap { _ = try add(to: other) }
            own.append(try add(to: register.board))
        }
        let actions = try await live()
        #expect(actions.map(\.id) == own)
        #expect(actions.allSatisfy { $0.owners.map(\.owner) == [person] })
        #expect(try await live(other).count == 86)
    }

    @Test func whoHasNoMailboxCannotBeReached() async throws {
        let tom = try store.addPerson(Person(id: .new, name: "Tom"), told: .noon)
        let reachable = try await store.reading(register.board.id, at: .noon) { $0.schedule.reachable }
        #expect(reachable.contains(register.person.id) && !reachable.contains(tom.id))
    }
}
