import ActionRegister
import Foundation
import Scheduling
import Testing

@testable import Store

@Suite struct StandingActionTests {
    private let register: RegisterFixture
    private let meeting: Meeting
    private let held = Told.later(days: 9)
    private var store: Store { register.store }
    private var harriet: Owner { .person(register.person.id) }

    init() throws {
        register = try RegisterFixture()
        meeting = try register.meeting(.today + 7)
    }

    private func standing(_ due: Due? = nil, isReleased: Bool = true) throws -> Action {
        let action = try register.action(
            owners: [.organisation(register.mps.id), harriet], due: due ?? .meeting(meeting.id),
            isReleased: isReleased)
        var edited = action
        edited.isStanding = true
        try store.editAction(edited, told: .noon)
        return try register.record(action).action
    }

    private func now(_ action: Action) throws -> Action { try register.record(action).action }

    private func record(
        _ outcomes: [(Action, MeetingOutcome.Decision)] = [], due: Due? = nil
    ) throws -> Store.Passed {
        let outcomes = outcomes.map { MeetingOutcome(action: $0.id, decision: $1, due: due, note: "noted") }
        return try store.recordMeeting(meeting.id, outcomes: outcomes, told: held)
    }

    @Test(arguments: [MeetingOutcome.Decision.close, .carry, nil])
    func itReturnsAtTheNextMeetingWithNothingOfItsLastRound(decision: MeetingOutcome.Decision?) throws {
        let next = try register.meeting(.today + 60)
        let action = try standing(.day(.today + 5))
        try store.setDue(.meeting(meeting.id), of: action.id, told: .noon)
        _ = try store.proposeAction(action.id, by: harriet, told: .noon)
        _ = try store.proposeAction(action.id, told: .noon)
        let returned = try record(decision.map { [(action, $0)] } ?? [])
        #expect(returned == Store.Passed(to: next, references: [action.reference]))
        let new = try now(action)
        #expect(new.status == .open && new.due == .meeting(next.id) && new.originalDue == new.due)
        #expect(new.revisions == 0 && new.reference == action.reference && new.closure == nil)
        #expect(new.liveSince == held.now && new.roundSince == held.now)
        #expect(new.releasedAt == action.releasedAt && new.owners == action.owners)
    }

    @Test func whatTheMeetingAgreedIsAnUpdateOfItsRecord() throws {
        _ = try register.meeting(.today + 60)
        let (closed, carried) = (try standing(), try standing())
        _ = try record([(closed, .close), (carried, .carry)])
        #expect(
            try register.record(closed).updates.map(\.text)
                == ["agreed as done at the meeting of 2026-11-30\nnoted"])
        #expect(try register.record(carried).updates.map(\.text) == ["noted"])
    }

    @Test func aMeetingMayGiveTheNewRoundADue() throws {
        let action = try standing()
        #expect(try record([(action, .carry)], due: .day(.today + 30)).references.isEmpty)
        let new = try now(action)
        #expect(new.due == .day(.today + 30) && new.originalDue == new.due && new.revisions == 0)
    }

    @Test func whatIsDeclinedGoesOnWhatIsOnHoldRestsAndWhatIsCancelledHasEnded() throws {
        let next = try register.meeting(.today + 60)
        let actions = try (1...3).map { _ in try standing() }
        _ = try store.proposeAction(actions[0].id, told: .noon)
        #expect(try record(Array(zip(actions, [.decline, .hold, .cancel]))).references.isEmpty)
        #expect(try actions.map { try now($0).status } == [.open, .onHold, .cancelled])
        #expect(try actions.allSatisfy { try now($0).due == .meeting(meeting.id) })
        #expect(try register.record(actions[0], at: held.now).overdueDays == 2)
        let last = try register.meeting(.today + 90)
        let returned = try store.recordMeeting(next.id, told: .later(days: 61))
        #expect(returned == Store.Passed(to: last, references: [actions[0].reference]))
    }

    @Test func whatIsTakenUpFromHoldIsForTheNextMeeting() throws {
        let next = try register.meeting(.today + 60)
        let action = try standing()
        try store.holdAction(action.id, told: .noon)
        #expect(try record().references.isEmpty)
        try store.reopenAction(action.id, told: .later(days: 20))
        let new = try now(action)
        #expect(new.due == .meeting(next.id) && new.revisions == 0 && new.status == .open)
        try store.holdAction(action.id, told: .later(days: 21))
        try store.reopenAction(action.id, told: .later(days: 22))
        #expect(try now(action).roundSince == new.roundSince)
    }

    @Test func aDueDayThatHasComeReturnsAndALaterOneStands() throws {
        let next = try register.meeting(.today + 60)
        let (past, later) = (try standing(.day(.today + 6)), try standing(.day(.today + 30)))
        #expect(try record([(later, .carry)]).references == [past.reference])
        #expect(try now(past).due == .meeting(next.id))
        #expect(try now(later).due == .day(.today + 30) && now(later).roundSince == nil)
    }

    @Test func anOngoingOneStaysSoAndItsRoundEnds() throws {
        _ = try register.meeting(.today + 60)
        let action = try standing(.ongoing)
        _ = try store.proposeAction(action.id, told: .noon)
        #expect(try record().references.isEmpty)
        let new = try now(action)
        #expect(new.due == .ongoing && new.status == .open && new.roundSince == held.now)
    }

    @Test func aDraftReturnsAsADraft() throws {
        let next = try register.meeting(.today + 60)
        let action = try standing(isReleased: false)
        _ = try record()
        let new = try now(action)
        #expect(new.due == .meeting(next.id) && new.releasedAt == nil && new.liveSince == nil)
    }

    @Test func whatIsNotStandingIsLeftOpenAtItsMeeting() throws {
        _ = try register.meeting(.today + 60)
        let action = try register.action(due: .meeting(meeting.id), isReleased: true)
        #expect(try record().references.isEmpty)
        #expect(try now(action).due == .meeting(meeting.id) && now(action).roundSince == nil)
    }

    @Test func withoutANextMeetingItWaitsAndTakesTheFirstThatIsWritten() throws {
        let (released, draft) = (try standing(), try standing(isReleased: false))
        let returned = try record()
        #expect(returned == Store.Passed(to: nil, references: [released.reference, draft.reference]))
        #expect(try now(released).due == .unset && now(released).originalDue == .unset)
        let day = CalendarDay.today + 60
        let drafts = [day + 60, day].map { Meeting(id: .new, board: register.board.id, day: $0) }
        let written = try store.addMeetings(drafts, told: .later(days: 10))
        #expect(written.map(\.nowDue) == [[released.reference, draft.reference], []])
        let new = try now(released)
        #expect(new.due == .meeting(written[0].meeting.id) && written[0].meeting.day == day)
        #expect(new.originalDue == new.due && new.revisions == 0 && new.liveSince == .noon.adding(days: 10))
        #expect(new.roundSince == held.now)
        #expect(try now(draft).due == new.due && now(draft).liveSince == nil)
    }

    @Test func aMeetingThatGetsItsDayIsOneThatIsWritten() throws {
        let undated = Meeting(
            id: .new, board: register.board.id, day: nil, state: .undated, month: "2027-03")
        let later = try store.addMeeting(undated, told: .noon)
        let postponed = try register.meeting(.today + 40)
        try store.postponeMeeting(postponed.id, told: .noon)
        let action = try standing()
        #expect(try record().to == nil)
        let dated = try store.moveMeeting(later.id, to: .today + 100, told: held)
        #expect(dated.written.nowDue == [action.reference])
        let moved = try store.moveMeeting(postponed.id, to: .today + 50, told: held)
        #expect(moved.written.nowDue.isEmpty)
        #expect(try now(action).due == .meeting(later.id))
    }

    @Test func aFileThatHoldsOneMeetingAndPlansTheNextSendsItThere() throws {
        let action = try standing()
        var (batch, held) = (RegisterBatch(), meeting)
        held.state = .held
        batch.meetings = [held, Meeting(id: .new(1), board: register.board.id, day: .today + 60)]
        try store.write(batch, told: self.held)
        let next = try store.meeting(register.board.id, on: .today + 60)
        #expect(try now(action).due == .meeting(next.id) && now(action).revisions == 0)
    }

    @Test func aNextMeetingForACancelledOneIsARevision() throws {
        let action = try standing()
        #expect(try store.cancelMeeting(meeting.id, told: .noon).to == nil)
        let next = try register.meeting(.today + 30)
        let new = try now(action)
        #expect(new.due == .meeting(next.id) && new.revisions == 1)
        #expect(new.originalDue == .meeting(meeting.id) && new.roundSince == nil)
    }

    @Test func anActionClosedOutsideARecordDoesNotReturn() throws {
        _ = try register.meeting(.today + 60)
        let (closed, ended) = (try standing(), try standing())
        try store.closeAction(closed.id, by: .chair(reason: "no more needed"), told: .noon)
        var edited = ended
        edited.isStanding = false
        try store.editAction(edited, told: .noon)
        #expect(try record().references.isEmpty)
        #expect(try now(closed).status == .closed && now(ended).due == .meeting(meeting.id))
    }

    @Test func answersOfThePastRoundAreNotThoseOfTheNew() throws {
        _ = try register.meeting(.today + 60)
        let action = try standing()
        func answer(_ days: Int) throws {
            let update = ActionUpdate(
                id: .new, action: action.id, day: .today, recordedAt: .noon, answersFor: harriet, text: "so")
            _ = try store.updateAction(update, told: .later(days: days))
        }
        try answer(8)
        #expect(try answers(action).count == 1)
        _ = try record()
        #expect(try answers(action).isEmpty)
        try answer(10)
        #expect(try answers(action).map(\.at) == [.noon.adding(days: 10)])
    }

    /// As the planner sees them in its walk, and as `why` does.
    private func answers(_ action: Action) throws -> [Answer] {
        let walked = try store.read(register.board.id, at: held.now) { reading in
            var answers: [Answer] = []
            try reading.forEachLiveAction { answers += $0.id == action.id ? $0.answers : [] }
            return answers
        }
        #expect(try store.reading(action.id, at: held.now) { $0.live.answers } == walked)
        return walked
    }
}
