import ActionRegister
import Foundation
import Testing

@testable import Store

/// What an edit must leave alone.
@Suite struct LateTiesTests {
    @Test func anEditOfTheWordsTiesNoDueToAMeetingThatCameLater() throws {
        let fixture = try RegisterFixture()
        let day = CalendarDay(2027, 7, 5)
        let action = try fixture.action(due: .day(day), isReleased: true)
        _ = try fixture.meeting(day)
        var edited = action
        edited.text = "Bring the figures"
        try fixture.store.editAction(edited, told: .later(days: 1))
        let after = try fixture.record(action, at: .noon.adding(days: 1)).action
        #expect(after.text == "Bring the figures" && after.due == .day(day))
        #expect(after.revisions == 0 && after.liveSince == action.liveSince)
    }

    @Test func whoIsAssignedAloneAfterDoingTheirPartOwnsTheActionAnew() throws {
        let fixture = try RegisterFixture()
        let owner = Owner.person(fixture.person.id)
        let action = try fixture.action(owners: [.organisation(fixture.mps.id), owner], isReleased: true)
        _ = try fixture.store.proposeAction(
            action.id, by: owner, person: fixture.person.id, told: .later(days: 1))
        #expect(try fixture.record(action).action.owners[1].partDoneAt != nil)
        try fixture.store.assignAction(action.id, to: [owner], told: .later(days: 2))
        let owners = try fixture.record(action).action.owners
        #expect(owners == [Ownership(owner: owner, assignedAt: .noon.adding(days: 2))])
    }
}
