import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct MeetingRecordTests {
    let register: RegisterFixture
    let meeting: Meeting
    var store: Store { register.store }

    init() throws {
        register = try RegisterFixture()
        meeting = try register.meeting(.today + 7)
    }

    private let held = Told.later(days: 9)

    @Test func aRecordSettlesTheWholeMeeting() throws {
        let actions = try (1...5).map { _ in
            try register.action(due: .meeting(meeting.id), isReleased: true)
        }
        _ = try store.proposeAction(actions[2].id, told: .noon)
        let decisions: [MeetingOutcome.Decision] = [.close, .carry, .decline, .hold, .cancel]
        let outcomes = zip(actions, decisions).map { MeetingOutcome(action: $0.id, decision: $1) }
        try store.recordMeeting(meeting.id, outcomes: outcomes, told: held)
        let records = try store.actions(at: held.now).map(\.action)
        #expect(records.map(\.status) == [.closed, .open, .open, .onHold, .cancelled])
        #expect(records[0].closure == Action.Closure(day: .today + 7, meeting: .today + 7))
        #expect(records[1...2].map(\.liveSince) == [held.now, held.now])
        let recorded = try store.meeting(register.board.id, on: .today + 7)
        #expect(recorded.state == .held && recorded.recordedAt == held.now)
        #expect(try store.outcomes(of: actions[3].id).map(\.outcome.decision) == [.hold])
    }

    @Test func oneOutcomeThatCannotBeLeavesNothingRecorded() throws {
        let action = try register.action(isReleased: true)
        let outcomes = [
            MeetingOutcome(action: action.id, decision: .carry, note: "discussed"),
            MeetingOutcome(action: action.id, decision: .decline),
        ]
        #expect(throws: RegisterError.self) {
            try store.recordMeeting(meeting.id, outcomes: outcomes, told: held)
        }
        #expect(try store.meeting(register.board.id, on: .today + 7).state == .planned)
        #expect(try register.record(action).updates.isEmpty)
    }

    @Test func anActionDueAtTheMeetingIsOverdueOnlyOnceTheRecordLeavesItOpen() throws {
        let action = try register.action(due: .meeting(meeting.id), isReleased: true)
        #expect(try register.record(action, at: held.now).overdueDays == 0)
        try store.recordMeeting(meeting.id, told: held)
        let record = try register.record(action, at: held.now)
        #expect(record.overdueDays == 2 && record.action.liveSince == held.now)
    }

    @Test func aMeetingCarriesAnActionToANewDueAsARevisionWithANote() throws {
        let action = try register.action(due: .meeting(meeting.id), isReleased: true)
        let outcome = MeetingOutcome(
            action: action.id, decision: .carry, due: .day(.today + 60), note: "figures by January")
        try store.recordMeeting(meeting.id, outcomes: [outcome], told: held)
        let record = try register.record(action)
        #expect(record.action.due == .day(.today + 60) && record.action.revisions == 1)
        #expect(record.updates.map(\.text) == ["figures by January"])
        #expect(record.updates.map(\.answersFor) == [nil])
    }

    @Test func aMeetingToComeCannotBeRecordedNorOneTwice() throws {
        #expect(throws: RegisterError.self) { try store.recordMeeting(meeting.id, told: .noon) }
        #expect(throws: RegisterError.self) { try store.checkRecordable(meeting, told: .noon) }
        try store.checkRecordable(meeting, told: held)
        try store.recordMeeting(meeting.id, told: held)
        #expect(throws: RegisterError.self) { try store.recordMeeting(meeting.id, told: held) }
    }
}
