import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct ImportTests {
    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    /// A batch whose every value names another that is as new.
    private func wholeBatch() -> RegisterBatch {
        var batch = RegisterBatch()
        let board = register.board.id
        batch.organisations = [
            Organisation(id: .new(1), name: "NHS"), Organisation(id: .new(2), name: "CPS"),
        ]
        batch.people = [
            Person(id: .new(1), name: "Colin Marsh", organisation: .new(1)),
            Person(id: .new(2), name: "Priya Raman", organisation: .new(1)),
        ]
        batch.seats = [
            Seat(id: .new(1), board: board, person: .new(1), role: .member, organisation: .new(1)),
            Seat(id: .new(2), board: board, person: .new(2), role: .deputy, deputyOf: .new(1)),
        ]
        batch.meetings = [Meeting(id: .new(1), board: board, day: .today + 14)]
        let owners = [Owner.organisation(.new(2)), .person(.new(1))]
        batch.actions = [
            Action(
                id: .new(1), board: board, reference: "VAWG-003", text: "Bring a paper",
                owners: owners.map { Ownership(owner: $0, assignedAt: .distantPast) }, due: .meeting(.new(1)),
                status: .onHold, originalDue: .day(.today - 5), revisions: 1)
        ]
        batch.updates = [
            ActionUpdate(
                id: .new(1), action: .new(1), day: .today - 9, recordedAt: .noon, by: .new(1),
                text: "under way")
        ]
        batch.cells = [.new(1): ["action": "digest"]]
        return batch
    }

    @Test func aBatchIsWrittenWithRealNumbersInPlaceOfNewOnes() throws {
        try store.write(wholeBatch(), told: .noon)
        let snapshot = try store.snapshot(actionsOf: register.board.id)
        let organisations = Dictionary(uniqueKeysWithValues: snapshot.organisations.map { ($0.name, $0.id) })
        let people = Dictionary(uniqueKeysWithValues: snapshot.people.map { ($0.name, $0.id) })
        let seats = snapshot.seats
        #expect(seats.map(\.person) == [people["Colin Marsh"], people["Priya Raman"]])
        #expect(seats.map(\.organisation) == [organisations["NHS"], nil])
        #expect(seats.map(\.deputyOf) == [nil, people["Colin Marsh"]])
        let action = try #require(snapshot.actions.first)
        #expect(action.due == .meeting(snapshot.meetings[0].id) && action.status == .onHold)
        #expect(action.originalDue == .day(.today - 5) && action.revisions == 1 && action.releasedAt == nil)
        #expect(
            action.owners.map(\.owner) == [
                .organisation(organisations["CPS"]!), .person(people["Colin Marsh"]!),
            ])
        #expect(action.owners.map(\.assignedAt) == [.noon, .noon])
        #expect(snapshot.updates.map(\.by) == [people["Colin Marsh"]])
        #expect(snapshot.updates.map(\.answersFor) == [nil])
        #expect(snapshot.imported[action.id] == ImportedRow(cells: ["action": "digest"], of: action))
        #expect(try store.auditVerify() == nil)
    }

    @Test func oneValueThatCannotBeWrittenLeavesTheRegisterAsItWas() throws {
        var batch = wholeBatch()
        batch.actions.append(batch.actions[0])
        let before = try store.snapshot(actionsOf: register.board.id)
        let entries = try store.audit()
        #expect(throws: RegisterError.exists(.action, "VAWG-003")) { try store.write(batch, told: .noon) }
        #expect(try store.snapshot(actionsOf: register.board.id) == before)
        #expect(try store.audit() == entries)
    }

    @Test func anActionThatIsThereBecomesWhatTheFileSays() throws {
        let action = try register.action("VAWG-001", due: .day(.today + 5), isReleased: true)
        var changed = action
        changed.text = "Bring all figures"
        changed.due = .day(.today + 9)
        changed.owners.append(Ownership(owner: .person(register.person.id), assignedAt: .distantPast))
        var batch = RegisterBatch()
        batch.actions = [changed]
        try store.write(batch, told: .later(days: 2))
        let kept = try register.record(action).action
        #expect(kept.text == "Bring all figures" && kept.due == .day(.today + 9) && kept.revisions == 1)
        #expect(kept.owners.map(\.assignedAt) == [.noon, .noon.adding(days: 2)])
        #expect(kept.releasedAt == .noon && kept.originalDue == .day(.today + 5))
    }

    @Test func aBatchThatChangesNothingLeavesNoEntry() throws {
        let action = try register.action("VAWG-001", due: .day(.today + 5), isReleased: true)
        let entries = try store.audit()
        var batch = RegisterBatch()
        batch.organisations = [register.mps]
        batch.people = [register.person]
        batch.actions = [action]
        try store.write(batch, told: .later(days: 2))
        #expect(try store.audit() == entries)
        #expect(try register.record(action).action == action)
    }

    @Test func aPlannedMeetingThatTheFileSaysWasHeldIsRecorded() throws {
        let meeting = try register.meeting(.today)
        let action = try register.action(due: .meeting(meeting.id), isReleased: true)
        var held = meeting
        (held.state, held.place) = (.held, "City Hall")
        var batch = RegisterBatch()
        batch.meetings = [held]
        try store.write(batch, told: .later(days: 1))
        let kept = try store.meeting(register.board.id, on: .today)
        #expect(kept.state == .held && kept.place == "City Hall" && kept.recordedAt == .noon.adding(days: 1))
        #expect(try register.record(action, at: .noon.adding(days: 1)).overdueDays == 1)
    }

    @Test func aMeetingImportedAsPostponedIsKnownByTheDayItHad() throws {
        var postponed = Meeting(id: .new(1), board: register.board.id, day: .today + 3, state: .postponed)
        postponed.day = nil
        var batch = RegisterBatch()
        batch.meetings = [postponed]
        try store.write(batch, told: .noon)
        #expect(try store.meeting(register.board.id, on: .today + 3).state == .postponed)
    }
}
