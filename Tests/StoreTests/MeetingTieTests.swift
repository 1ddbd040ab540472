import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling
import Testing

@testable import Store

/// A due date that is the day of a planned meeting is due at that meeting, also
/// where the meeting is written later.
@Suite struct MeetingTieTests {
    private let register: RegisterFixture
    private let march = CalendarDay(2027, 3, 1)
    private var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    private func written(_ day: CalendarDay?, month: String? = nil) throws -> WrittenMeeting {
        let meeting = Meeting(
            id: .new, board: register.board.id, day: day, state: day == nil ? .undated : .planned,
            month: month)
        return try store.addMeetings([meeting], told: .later(days: 1))[0]
    }

    @Test func draftsAndReleasedActionsBecomeDueAtANewMeeting() throws {
        let draft = try register.action("VAWG-001", due: .day(march))
        let released = try register.action("VAWG-002", due: .day(march), isReleased: true)
        let ended = try register.action("VAWG-003", due: .day(march), isReleased: true)
        try store.cancelAction(ended.id, told: .noon)
        let other = try register.action("VAWG-004", due: .day(march + 1))
        let written = try written(march)
        #expect(written.nowDue == ["VAWG-001", "VAWG-002"])
        for action in [draft, released] {
            let tied = try register.record(action).action
            #expect(tied.due == .meeting(written.meeting.id) && tied.originalDue == tied.due)
            #expect(tied.revisions == 0 && tied.liveSince == action.liveSince)
        }
        #expect(try register.record(ended).action.due == .day(march))
        #expect(try register.record(other).action.due == .day(march + 1))
        #expect(try store.audit().last?.new.contains("\"due\":\"meeting \(written.meeting.id)\"") == true)
    }

    @Test func whatWasFirstAgreedStaysWhereTheDueWasRevised() throws {
        let action = try register.action(due: .day(march - 7), isReleased: true)
        try store.setDue(.day(march), of: action.id, told: .noon)
        _ = try written(march)
        let tied = try register.record(action).action
        #expect(tied.originalDue == .day(march - 7) && tied.revisions == 1)
    }

    @Test func aMeetingThatIsMovedOrGetsItsDayTakesUpWhatIsDueThen() throws {
        let moved = try written(march + 14).meeting
        let undated = try written(nil, month: "2027-06").meeting
        let first = try register.action("VAWG-001", due: .day(march), isReleased: true)
        let second = try register.action("VAWG-002", due: .day(march + 98), isReleased: true)
        let said = try store.moveMeeting(moved.id, to: march, told: .noon)
        #expect(said.written.nowDue == ["VAWG-001"] && said.written.meeting.day == march)
        #expect(
            try store.moveMeeting(undated.id, to: march + 98, told: .noon).written.nowDue == ["VAWG-002"])
        #expect(try register.record(first).action.due == .meeting(moved.id))
        #expect(try register.record(second).action.due == .meeting(undated.id))
    }

    @Test func aMeetingOfAFileTakesUpWhatIsDueThen() throws {
        let action = try register.action(due: .day(march), isReleased: true)
        var batch = RegisterBatch()
        batch.meetings = [Meeting(id: .new(1), board: register.board.id, day: march)]
        #expect(try store.write(batch, told: .noon).map(\.nowDue) == [[action.reference]])
    }

    @Test func anEndedActionIsTiedWhenItIsTakenUpAgain() throws {
        let action = try register.action(due: .day(march), isReleased: true)
        try store.closeAction(action.id, by: .chair(reason: "done"), told: .noon)
        let meeting = try written(march).meeting
        try store.reopenAction(action.id, told: .later(days: 2))
        let reopened = try register.record(action).action
        #expect(reopened.due == .meeting(meeting.id) && reopened.revisions == 0)
    }

    @Test func anotherBoardsMeetingTakesUpNothing() throws {
        let action = try register.action(due: .day(march))
        let other = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        let meeting = Meeting(id: .new, board: other.id, day: march)
        #expect(try store.addMeetings([meeting], told: .noon)[0].nowDue.isEmpty)
        #expect(try register.record(action).action.due == .day(march))
    }

    @Test func aFileThatSaysTheSameDayAgainIsNoEdit() throws {
        var batch = RegisterBatch()
        batch.actions = [
            Action(
                id: .new(1), board: register.board.id, reference: "A1", text: "Do it",
                owners: [Ownership(owner: .organisation(register.mps.id), assignedAt: .noon)],
                due: .day(march))
        ]
        batch.cells = [.new(1): ["due": "digest"]]
        try store.write(batch, told: .noon)
        let meeting = try written(march).meeting
        let snapshot = try store.snapshot(actionsOf: register.board.id)
        #expect(snapshot.imported[snapshot.actions[0].id]?.values["due"] == "meeting:\(meeting.id)")
    }
}

/// What the ledger has of a due day when a meeting comes to stand on it.
@Suite struct MeetingTieLedgerTests {
    private let fixture: LedgerFixture
    private let march = CalendarDay(2027, 3, 1)
    private let action: Action
    private let dueRule: Rule
    private var store: Store { fixture.store }

    init() throws {
        fixture = try LedgerFixture()
        action = try fixture.register.action(
            owners: [.person(fixture.register.person.id)], due: .day(march), isReleased: true)
        let sentence = try RuleSentence(parsing: "2 weeks before the due date")
        dueRule = try fixture.store.addRule(sentence, to: fixture.register.board.id, told: .noon)
    }

    private func record(_ anchors: [AnchorVersion], rule: Rule.ID? = nil) async throws {
        let letters = anchors.map { anchor in
            var step = fixture.step()
            (step.key.action, step.key.rule, step.key.anchor) = (action.id, rule ?? dueRule.id, anchor)
            return fixture.letter([step])
        }
        #expect(try await store.enqueue(letters, of: fixture.look) == anchors.count)
    }

    private func anchors() async throws -> Set<AnchorVersion> {
        let ledger = try await fixture.ledger()
        return Set(ledger.filter { $0.key.action == action.id }.map(\.key.anchor))
    }

    private func meet(on day: CalendarDay) throws -> Meeting {
        try store.addMeeting(Meeting(id: .new, board: fixture.register.board.id, day: day), told: .noon)
    }

    @Test func whatWasSentAboutTheDayHasBeenSentAboutTheMeeting() async throws {
        try await record([.day(march), .day(march - 7)])
        let meeting = try meet(on: march)
        #expect(
            try await anchors() == [.meeting(meeting.id, version: march), .day(march - 7)])
    }

    @Test func whatWasSentAboutAnAssignmentOfThatDayStays() async throws {
        let assigned = try store.addRule(
            RuleSentence(parsing: "when assigned"), to: fixture.register.board.id, told: .noon)
        try await record([.day(march)], rule: assigned.id)
        _ = try meet(on: march)
        #expect(try await anchors() == [.day(march)])
    }

    @Test func itIsKnownByTheVersionThatTheMeetingsDayBelongsTo() async throws {
        try await record([.day(march)])
        let meeting = try meet(on: march - 10)
        try store.moveMeeting(meeting.id, to: march, told: .noon)
        #expect(try await anchors() == [.meeting(meeting.id, version: march - 10)])
    }

    @Test func aStepThatTheMeetingHadAlreadyIsNotThereTwice() async throws {
        let meeting = try meet(on: march - 10)
        try await record([.day(march), .meeting(meeting.id, version: march - 10)])
        try store.moveMeeting(meeting.id, to: march, told: .noon)
        #expect(
            try await anchors() == [.day(march), .meeting(meeting.id, version: march - 10)])
    }
}
