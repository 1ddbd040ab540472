import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct ActionTests {
    let register: RegisterFixture
    var store: Store { register.store }
    var mps: Owner { .organisation(register.mps.id) }
    var harriet: Owner { .person(register.person.id) }

    init() throws { register = try RegisterFixture() }

    @Test func anActionComesBackAsItWasPutIn() throws {
        let draft = Action(
            id: .new, board: register.board.id, reference: "PUB23/4/30.5", text: "Bring figures",
            owners: [Ownership(owner: harriet, assignedAt: .noon), Ownership(owner: mps, assignedAt: .noon)],
            due: .day(.today + 30), raisedAt: .today, item: "4.2", isRestricted: true, isStanding: true)
        let added = try store.addAction(draft, told: .noon)
        #expect(try register.record(added).action == added)
        #expect(added.owners == draft.owners && added.lead == harriet && added.due == draft.due)
        #expect(added.isRestricted && added.isStanding && added.item == "4.2" && added.raisedAt == .today)
        #expect(added.releasedAt == nil && added.liveSince == nil && added.status == .open)
    }

    @Test func whoIsNamedTwiceOwnsOnce() throws {
        #expect(try register.action(owners: [mps, harriet, mps]).owners.map(\.owner) == [mps, harriet])
    }

    @Test func whoIsAssignedAloneAfterDoingTheirPartOwnsTheActionAnew() throws {
        let action = try register.action(owners: [mps, harriet], isReleased: true)
        _ = try store.proposeAction(
            action.id, by: harriet, person: register.person.id, told: .later(days: 1))
        #expect(try register.record(action).action.owners[1].partDoneAt != nil)
        try store.assignAction(action.id, to: [harriet], told: .later(days: 2))
        let owners = try register.record(action).action.owners
        #expect(owners == [Ownership(owner: harriet, assignedAt: .noon.adding(days: 2))])
    }

    @Test func aDueDayOfAPlannedMeetingIsDueAtIt() throws {
        let planned = try register.meeting(.today + 30)
        _ = try register.meeting(.today - 30, state: .held)
        #expect(try register.action(due: .day(.today + 30)).due == .meeting(planned.id))
        #expect(try register.action(due: .day(.today - 30)).due == .day(.today - 30))
        #expect(try register.action(due: .day(.today + 31)).due == .day(.today + 31))
    }

    @Test func nothingIsDueBeforeItWasRaised() throws {
        var action = Action(
            id: .new, board: register.board.id, reference: "", text: "Bring figures",
            owners: [Ownership(owner: mps, assignedAt: .noon)], due: .day(.today - 1), raisedAt: .today)
        #expect(throws: RegisterError.self) { try store.addAction(action, told: .noon) }
        action.due = .day(.today)
        action = try store.addAction(action, told: .noon)
        let earlier = try register.meeting(.today - 7)
        for due in [Due.day(.today - 1), .meeting(earlier.id)] {
            #expect(throws: RegisterError.self) { try store.setDue(due, of: action.id, told: .noon) }
        }
        action.raisedAt = .today + 1
        #expect(throws: RegisterError.self) { try store.editAction(action, told: .noon) }
        let after = try register.record(action).action
        #expect(after.due == .day(.today) && after.raisedAt == .today && after.revisions == 0)
    }

    @Test func anActionIsNotDueAtAnotherBoardsMeeting() throws {
        let other = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        let meeting = try store.addMeeting(Meeting(id: .new, board: other.id, day: .today), told: .noon)
        #expect(throws: RegisterError.self) { try register.action(due: .meeting(meeting.id)) }
    }

    @Test func everyChangeOfDueIsARevisionAndTheOriginalStays() throws {
        let action = try register.action(due: .day(.today + 10), isReleased: true)
        try store.setDue(.day(.today + 20), of: action.id, told: .later(days: 1))
        try store.setDue(.day(.today + 20), of: action.id, told: .later(days: 2))
        try store.setDue(.ongoing, of: action.id, told: .later(days: 3))
        let changed = try register.record(action).action
        #expect(changed.revisions == 2 && changed.originalDue == .day(.today + 10) && changed.due == .ongoing)
        #expect(changed.liveSince == .noon.adding(days: 3))
    }

    @Test func anEditLeavesDueStatusAndReleaseAlone() throws {
        let action = try register.action(due: .day(.today + 10), isReleased: true)
        var edited = action
        (edited.text, edited.item, edited.isRestricted) = ("Bring all figures", "5", true)
        (edited.due, edited.status, edited.releasedAt) = (.unset, .closed, nil)
        try store.editAction(edited, told: .later(days: 1))
        let kept = try register.record(action).action
        #expect(kept.text == "Bring all figures" && kept.item == "5" && kept.isRestricted)
        #expect(kept.due == action.due && kept.status == .open && kept.releasedAt == action.releasedAt)
        #expect(kept.liveSince == action.liveSince)
    }

    @Test func whoStaysAnOwnerHasBeenAssignedSinceBefore() throws {
        let action = try register.action(owners: [mps])
        try store.assignAction(action.id, to: [harriet, mps], told: .later(days: 5))
        let owners = try register.record(action).action.owners
        #expect(owners.map(\.owner) == [harriet, mps])
        #expect(owners.map(\.assignedAt) == [.noon.adding(days: 5), .noon])
    }

    @Test func releaseIsAFactBesideTheStatus() throws {
        let draft = try register.action()
        let held = try register.action()
        try store.holdAction(held.id, told: .noon)
        #expect(try store.drafts(register.board.id).map(\.id) == [draft.id, held.id])
        #expect(try store.release([draft.id, held.id], told: .later(days: 1)) == 2)
        #expect(try store.release([draft.id], told: .later(days: 2)) == 0)
        let released = try register.record(draft).action
        #expect(released.releasedAt == .noon.adding(days: 1) && released.liveSince == released.releasedAt)
        #expect(try register.record(held).action.status == .onHold)
        #expect(try store.drafts(register.board.id).isEmpty)
    }

    @Test func draftsOfOneMeetingAreThoseItRaised() throws {
        var draft = Action(
            id: .new, board: register.board.id, reference: "", text: "x", owners: [], due: .unset,
            raisedAt: .today)
        let raised = try store.addAction(draft, told: .noon)
        draft.raisedAt = .today - 90
        _ = try store.addAction(draft, told: .noon)
        #expect(try store.drafts(register.board.id, raisedAt: .today).map(\.id) == [raised.id])
    }

    @Test(arguments: [
        (ActionFilter(statuses: [.closed]), ["2"]), (ActionFilter(statuses: [.open]), ["1", "3"]),
        (ActionFilter(isOverdue: true), ["3"]), (ActionFilter(isReleased: true), ["3"]),
        (ActionFilter(), ["1", "2", "3"]),
    ])
    func aFilterAsksForSomeOfTheActions(filter: ActionFilter, references: [String]) throws {
        _ = try register.action("1", due: .day(.today))
        let closed = try register.action("2", due: .day(.today - 5))
        try store.closeAction(closed.id, by: .chair(reason: "done"), told: .noon)
        _ = try register.action("3", owners: [harriet], due: .day(.today - 5), isReleased: true)
        #expect(try store.actions(filter, at: .noon).map(\.action.reference) == references)
    }

    @Test func actionsOfOneOwnerAndBoardAreFound() throws {
        _ = try register.action("1", owners: [mps, harriet])
        _ = try register.action("2", owners: [mps])
        #expect(try store.actions(ActionFilter(owner: harriet), at: .noon).map(\.action.reference) == ["1"])
        let both = ActionFilter(board: register.board.id, owner: mps)
        #expect(try store.actions(both, at: .noon).map(\.action.reference) == ["1", "2"])
        let other = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        #expect(try store.actions(ActionFilter(board: other.id), at: .noon).isEmpty)
    }

    @Test func everyActionIsListedWithItsOwnOwnersAndUpdates() throws {
        let actions = try (1...3).map { try register.action("\($0)", owners: $0 == 2 ? [] : [mps, harriet]) }
        for action in [actions[0], actions[2], actions[0]] {
            let update = ActionUpdate(
                id: .new, action: action.id, day: .today, recordedAt: .noon, text: "of \(action.reference)")
            _ = try store.updateAction(update, told: .noon)
        }
        let records = try store.actions(at: .noon)
        #expect(records.map(\.action.owners.count) == [2, 0, 2])
        #expect(records.map { $0.updates.map(\.text) } == [["of 1", "of 1"], [], ["of 3"]])
    }

    @Test func overdueIsCountedOnTheBoardsOwnClock() throws {
        var board = Board(id: .new, slug: "kiritimati", name: "Board", referencePattern: "{n}")
        board.timeZone = "Pacific/Kiritimati"
        let far = try store.addBoard(board, told: .noon)
        let draft = Action(id: .new, board: far.id, reference: "", text: "x", owners: [], due: .day(.today))
        _ = try store.addAction(draft, told: .noon)
        #expect(try store.action(far.id, "1", at: .noon).overdueDays == 1)
    }

    @Test func aMistypedReferenceIsAnsweredWithTheNearest() throws {
        _ = try register.action("VAWG-012")
        #expect(try store.action(register.board.id, "vawg-012", at: .noon).action.reference == "VAWG-012")
        #expect(throws: RegisterError.unknown(.action, "VAWG-12", nearest: "VAWG-012")) {
            try store.action(register.board.id, "VAWG-12", at: .noon)
        }
    }
}
