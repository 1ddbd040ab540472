import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct MeetingTests {
    let register: RegisterFixture
    let march = CalendarDay(2027, 3, 1)
    let june = CalendarDay(2027, 6, 7)
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    @Test func aMeetingComesBackAsItWasPutIn() throws {
        let draft = Meeting(
            id: .new, board: register.board.id, day: march, time: TimeOfDay("10:00"), papersDue: march - 7,
            place: "City Hall")
        let added = try store.addMeeting(draft, told: .noon)
        #expect(try store.meeting(register.board.id, on: march) == added)
        #expect(added.time == draft.time && added.papersDue == draft.papersDue && added.versions == [march])
    }

    @Test func aBoardMeetsOnceADay() throws {
        _ = try register.meeting(march)
        #expect(throws: RegisterError.exists(.meeting, "vawg 2027-03-01")) { try register.meeting(march) }
    }

    @Test func manyMeetingsAreAddedAllOrNone() throws {
        _ = try register.meeting(june)
        let drafts = [march, june].map { Meeting(id: .new, board: register.board.id, day: $0) }
        #expect(throws: RegisterError.self) { try store.addMeetings(drafts, told: .noon) }
        #expect(try store.meetings().map(\.day) == [june])
    }

    @Test func aMovedMeetingTakesItsActionsAlongAndDropsItsPapersDeadline() throws {
        var meeting = try register.meeting(march)
        meeting.papersDue = march - 7
        try store.setMeeting(meeting, told: .noon)
        let action = try register.action(due: .meeting(meeting.id))
        let said = try store.moveMeeting(meeting.id, to: march + 14, told: .later(days: 1))
        #expect(said.droppedPapersDue == march - 7 && said.written.nowDue.isEmpty)
        let moved = try store.meeting(register.board.id, on: march + 14)
        #expect(moved.papersDue == nil && moved.versions == [march])
        #expect(moved.moves == [Meeting.Move(at: .noon.adding(days: 1), from: march, to: march + 14)])
        let record = try register.record(action)
        #expect(record.dueDay == march + 14 && record.action.revisions == 0)
    }

    @Test func aLongPostponementBeginsAVersion() throws {
        let meeting = try register.meeting(march)
        _ = try store.moveMeeting(meeting.id, to: march + 28, told: .noon)
        _ = try store.moveMeeting(meeting.id, to: march + 27, told: .noon)
        _ = try store.moveMeeting(meeting.id, to: march - 5, told: .noon)
        let moved = try store.meeting(register.board.id, on: march - 5)
        #expect(moved.versions == [march, march + 28])
        #expect(moved.moves.map(\.to) == [march + 28, march + 27, march - 5])
    }

    @Test func aMeetingDoesNotMoveOntoAnother() throws {
        let meeting = try register.meeting(march)
        _ = try register.meeting(june)
        #expect(throws: RegisterError.exists(.meeting, "vawg 2027-06-07")) {
            try store.moveMeeting(meeting.id, to: june, told: .noon)
        }
    }

    @Test func aPostponedMeetingIsKnownByItsOldDayUntilItHasANewOne() throws {
        let meeting = try register.meeting(march)
        let action = try register.action(due: .meeting(meeting.id))
        try store.postponeMeeting(meeting.id, told: .noon)
        let postponed = try store.meeting(register.board.id, on: march)
        #expect(postponed.id == meeting.id && postponed.state == .postponed && postponed.day == nil)
        #expect(try register.record(action).dueDay == nil)
        try store.setMeeting(postponed, told: .noon)
        _ = try store.moveMeeting(meeting.id, to: june, told: .later(days: 2))
        let moved = try store.meeting(register.board.id, on: june)
        #expect(moved.state == .planned && moved.versions == [march, june])
        #expect(moved.moves.map(\.from) == [march])
        #expect(throws: RegisterError.self) { try store.meeting(register.board.id, on: march) }
    }

    @Test func anUndatedMeetingKeepsItsMonthUntilItHasADay() throws {
        let draft = Meeting(id: .new, board: register.board.id, day: nil, state: .undated, month: "2027-03")
        let added = try store.addMeeting(draft, told: .noon)
        #expect(added.month == "2027-03" && added.versions.isEmpty)
        _ = try store.moveMeeting(added.id, to: march, told: .noon)
        let dated = try store.meeting(register.board.id, on: march)
        #expect(
            dated.state == .planned && dated.versions == [march] && dated.moves.isEmpty && dated.month == nil)
    }

    @Test func theActionsOfACancelledMeetingPassToTheNextAsARevision() throws {
        let meeting = try register.meeting(march)
        let next = try register.meeting(june)
        let open = try register.action("VAWG-001", due: .meeting(meeting.id), isReleased: true)
        let closed = try register.action("VAWG-002", due: .meeting(meeting.id))
        try store.closeAction(closed.id, by: .chair(reason: "done early"), told: .noon)
        let passed = try store.cancelMeeting(meeting.id, told: .later(days: 1))
        #expect(passed.to?.id == next.id && passed.references == ["VAWG-001"])
        let record = try register.record(open)
        #expect(record.action.due == .meeting(next.id) && record.action.revisions == 1)
        #expect(record.action.originalDue == .meeting(meeting.id) && record.originalDueDay == march)
        #expect(record.action.liveSince == .noon.adding(days: 1))
        #expect(try register.record(closed).action.revisions == 0)
    }

    @Test func withNoNextMeetingTheActionsOfACancelledOneHaveNoDueDay() throws {
        let meeting = try register.meeting(march)
        let action = try register.action(due: .meeting(meeting.id))
        #expect(try store.cancelMeeting(meeting.id, told: .noon).to == nil)
        #expect(try register.record(action).dueDay == nil)
        #expect(try register.meeting(march).state == .planned)
    }

    @Test func theNextMeetingIsTheFirstPlannedOneThatHasNotBegun() throws {
        let today = Meeting(id: .new, board: register.board.id, day: .today, time: TimeOfDay("14:00"))
        let added = try store.addMeeting(today, told: .noon)
        let next = try register.meeting(march)
        #expect(try store.nextMeeting(register.board.id, after: .noon)?.id == added.id)
        #expect(try store.nextMeeting(register.board.id, after: .noon + 2 * 3600)?.id == next.id)
        #expect(try store.nextMeeting(register.board.id, after: .noon.adding(days: 200)) == nil)
    }

    @Test func papersAreNotDueAfterTheMeeting() throws {
        let late = Meeting(id: .new, board: register.board.id, day: march, papersDue: march + 1)
        #expect(throws: RegisterError.self) { try store.addMeeting(late, told: .noon) }
        var meeting = try register.meeting(march)
        meeting.papersDue = march + 1
        #expect(throws: RegisterError.self) { try store.setMeeting(meeting, told: .noon) }
        meeting.papersDue = march
        try store.setMeeting(meeting, told: .noon)
        #expect(try store.meeting(register.board.id, on: march).papersDue == march)
    }

    @Test func aMeetingIsMovedToADayThatLiesAhead() throws {
        let meeting = try register.meeting(march)
        #expect(throws: RegisterError.self) {
            try store.moveMeeting(meeting.id, to: .today - 1, told: .noon)
        }
        _ = try store.moveMeeting(meeting.id, to: .today, told: .noon)
        #expect(try store.meeting(register.board.id, on: .today).id == meeting.id)
    }

    @Test func theDayFirstAgreedStaysWhereItsMeetingLosesIt() throws {
        let postponed = try register.meeting(march)
        let cancelled = try register.meeting(march + 30)
        let first = try register.action(due: .meeting(postponed.id))
        let second = try register.action(due: .meeting(cancelled.id))
        _ = try store.moveMeeting(cancelled.id, to: march + 31, told: .noon)
        try store.postponeMeeting(postponed.id, told: .noon)
        #expect(try register.record(first).originalDueDay == march && register.record(first).dueDay == nil)
        try store.postponeMeeting(cancelled.id, told: .noon)
        _ = try store.cancelMeeting(cancelled.id, told: .noon)
        #expect(try register.record(second).originalDueDay == march + 31)
    }
}
