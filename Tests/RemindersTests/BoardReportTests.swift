import ActionRegister
import Foundation
import Reminders
import Scheduling
import Store
import Testing

/// Each problem alone, on a board that has no other.
@Suite struct BoardReportTests {
    let fixture: SendingFixture
    var store: Store { fixture.store }
    var told: Told { fixture.told() }

    init() throws { fixture = try SendingFixture(owners: 1) }

    private func report(
        at now: Date = SendingFixture.lookTime, _ change: (inout BoardCondition) -> Void = { _ in }
    ) throws -> BoardReport {
        var condition = try store.condition(of: fixture.board.id)
        change(&condition)
        var report = BoardReport(condition, try RegisterNames(store), at: now)
        try store.forEachAction(at: now) { report.consider($0) }
        return report
    }

    private func problems(
        at now: Date = SendingFixture.lookTime, _ change: (inout BoardCondition) -> Void = { _ in }
    ) throws -> [String] {
        try report(at: now, change).problems.map(\.description)
    }

    private func action(_ owner: Owner, due: Due = .ongoing) throws -> Action {
        let ownership = Ownership(owner: owner, assignedAt: told.now)
        return try store.addAction(
            Action(
                id: .new, board: fixture.board.id, reference: "", text: "Bring figures", owners: [ownership],
                due: due),
            told: told)
    }

    private func organisation() throws -> Organisation {
        try store.addOrganisation(Organisation(id: .new, name: "MPS", aliases: []), told: told)
    }

    private func sit(_ person: Person, _ role: Seat.Role, for organisation: Organisation? = nil) throws {
        let seat = Seat(
            id: .new, board: fixture.board.id, person: person.id, role: role, organisation: organisation?.id)
        _ = try store.addSeat(seat, told: told)
    }

    private func stranger(_ name: String, _ mailbox: String? = nil) throws -> Person {
        try store.addPerson(
            Person(id: .new, name: name, mailbox: mailbox.flatMap { Mailbox($0) }), told: told)
    }

    @Test func nothingIsWrongWithAnOrdinaryBoard() throws { #expect(try problems() == []) }

    @Test func ownerWithoutMailboxIsNamedWithTheActions() throws {
        let shah = try stranger("Priya Shah")
        _ = try action(.person(shah.id))
        #expect(
            try problems() == [
                "error: vawg Priya Shah: Priya Shah has no mailbox, and nobody else is written to (VAWG-002 waits for it); minuted person set 'Priya Shah' --email MAILBOX"
            ])
    }

    @Test func ownerWhoWasErasedIsNotOfferedAMailbox() throws {
        let shah = try stranger("Priya Shah", "priya@example.org")
        _ = try action(.person(shah.id))
        #expect(try problems() == [])
        try store.erasePerson(shah.id, told: told)
        #expect(
            try problems() == [
                "error: vawg somebody who was erased: somebody who was erased has no mailbox, and nobody else is written to (VAWG-002 waits for it); give the actions to somebody else: minuted action assign vawg REF --owner WHO"
            ])
    }

    @Test func organisationWithoutSeatIsNamedBeforeRelease() throws {
        let mps = try organisation()
        for _ in 0..<7 { _ = try action(.organisation(mps.id)) }
        #expect(
            try problems() == [
                "error: vawg MPS: it has no seat on the board today, so nobody is written to about VAWG-002, VAWG-003, VAWG-004, VAWG-005, VAWG-006 and 2 more; minuted member add vawg NAME --role contact --organisation MPS"
            ])
    }

    @Test func oneOfTwoContactsWithoutMailboxIsAWarning() throws {
        let mps = try organisation()
        try sit(try stranger("Tom Achterberg", "tom@met.example.net"), .contact, for: mps)
        try sit(try stranger("Leila Haddad"), .contact, for: mps)
        _ = try action(.organisation(mps.id))
        #expect(
            try problems() == [
                "warning: vawg MPS: Leila Haddad has no mailbox; others are written to; minuted person set 'Leila Haddad' --email MAILBOX"
            ])
    }

    @Test func inferredContactIsANote() throws {
        let mps = try organisation()
        try sit(try stranger("Tom Achterberg", "tom@met.example.net"), .member, for: mps)
        _ = try action(.organisation(mps.id))
        let found = try report().problems
        #expect(found.map(\.severity) == [.note] && !found[0].needsAPerson)
        #expect(
            found[0].what.hasPrefix(
                "no seat says that it is the contact, so letters go to Tom Achterberg as member"))
    }

    @Test func ownerWhosePartIsDoneOrWhoseActionIsClosedIsNobodysProblem() throws {
        let shah = try stranger("Priya Shah")
        let closed = try action(.person(shah.id))
        try store.cancelAction(closed.id, told: told)
        #expect(try problems() == [])
    }

    @Test func chairAndSecretariatThatRulesWriteTo() throws {
        for sentence in [
            "2 working days before the meeting to the chair",
            "2 working days before the meeting to the secretariat",
        ] {
            _ = try store.addRule(try RuleSentence(parsing: sentence), to: fixture.board.id, told: told)
        }
        var board = fixture.board
        board.secretariat = nil
        try store.setBoard(board, told: told)
        #expect(
            try problems() == [
                "error: vawg chair: rule 2 writes to the chair, and nobody has that seat today; minuted member add vawg NAME --role chair",
                "error: vawg secretariat: rule 3 writes to the secretariat, which has neither a mailbox nor a seat; minuted board set vawg --secretariat MAILBOX",
            ])
    }

    @Test func ruleThatCannotBeReadIsNamedByItsNumber() throws {
        let rule = BoardCondition.UnreadableRule(number: 4, sentence: "at full moon")
        let report = try report { $0.unreadableRules = [rule] }
        #expect(!report.isJudgeable)
        #expect(
            report.problems.map(\.description) == [
                "error: vawg rule 4: \"at full moon\" cannot be read, so the board writes no letters; minuted rule remove vawg 4, and add it in other words"
            ])
    }

    @Test func zoneAndCalendarThatAreNotKnown() throws {
        let found = try problems { ($0.isZoneKnown, $0.isCalendarKnown) = (false, false) }
        #expect(found.count == 2)
        #expect(found[0].hasPrefix("error: vawg: this machine knows no time zone Europe/London"))
        #expect(found[1].hasPrefix("error: vawg: there is no holiday calendar england-and-wales"))
    }

    @Test func calendarThatEndsBeforeTheLastMeeting() throws {
        let day = CalendarDay(2031, 3, 3)
        _ = try store.addMeeting(Meeting(id: .new, board: fixture.board.id, day: day), told: told)
        #expect(
            try problems() == [
                "warning: vawg: the holidays of england-and-wales are known until 2030-12-31, and the last planned meeting reaches to 2031-03-03; from then on only weekends are left out; take a newer calendar"
            ])
    }

    @Test func calendarThatEndsBeforeTheLastStep() throws {
        _ = try action(.person(fixture.people[0].id), due: .day(CalendarDay(2030, 12, 20)))
        #expect(try problems() == [])
        let rule = try RuleSentence(parsing: "10 working days after the due date")
        _ = try store.addRule(rule, to: fixture.board.id, told: told)
        let found = try problems()
        #expect(found.count == 1 && found[0].contains("and rule 2 reaches to 2031-01-0"))
    }

    @Test func activeBoardWithoutRules() throws {
        try store.removeRule(number: 1, board: fixture.board.id, told: told)
        #expect(
            try problems() == [
                "warning: vawg: the board is active and has no rules, so it writes no letters; add them: minuted rule add vawg \"14 days before the meeting\""
            ])
        try store.pause(fixture.board.id, told: told)
        #expect(try problems() == [])
    }

    @Test func nothingPlannedAhead() throws {
        _ = try store.cancelMeeting(fixture.meeting.id, told: told)
        #expect(
            try problems() == [
                "warning: vawg: no meeting is planned, so no letter goes before one; minuted meeting add vawg DAY"
            ])
    }

    @Test(arguments: [(1, "warning"), (22, "warning"), (25, "error")])
    func pastMeetingThatNobodyRecorded(days: Int, severity: String) throws {
        _ = try store.addMeeting(
            Meeting(id: .new, board: fixture.board.id, day: CalendarDay(2027, 3, 1)), told: told)
        // 15 working days after Monday 7 December 2026 is Wednesday 30 December.
        let meeting = SendingFixture.lookTime + 14 * 86_400
        let found = try problems(at: meeting + Double(days) * 86_400)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("\(severity): vawg 2026-12-07: the meeting is past and still planned"))
    }

    @Test func onItsOwnDayAMeetingIsNotPast() throws {
        _ = try store.addMeeting(
            Meeting(id: .new, board: fixture.board.id, day: CalendarDay(2027, 3, 1)), told: told)
        #expect(try problems(at: SendingFixture.lookTime + 14 * 86_400 + 3600) == [])
    }

    @Test func meetingOfWhichOnlyTheMonthIsKnown() throws {
        _ = try store.addMeeting(
            Meeting(id: .new, board: fixture.board.id, day: nil, state: .undated, month: "2027-03"),
            told: told)
        #expect(
            try problems() == [
                "warning: vawg 2027-03: the meeting is undated, and no letter goes before it; when its day is known: minuted meeting move vawg 2027-03 --to DAY"
            ])
    }

    @Test func actionDueAtAPostponedMeeting() throws {
        let day = CalendarDay(2027, 3, 1)
        let meeting = try store.addMeeting(Meeting(id: .new, board: fixture.board.id, day: day), told: told)
        _ = try action(.person(fixture.people[0].id), due: .meeting(meeting.id))
        #expect(try problems() == [])
        try store.postponeMeeting(meeting.id, told: told)
        #expect(
            try problems() == [
                "warning: vawg 2027-03-01: the meeting is postponed, and no letter goes before it; when its day is known: minuted meeting move vawg 2027-03-01 --to DAY",
                "warning: vawg 2027-03-01: VAWG-002 is due at this meeting, which is postponed, and so on no day; give the meeting a day, or the action: minuted action due vawg REF DAY",
            ])
    }

    @Test func draftsWaitForReleaseAndAreNoProblemOfTheirOwn() throws {
        _ = try action(.person(fixture.people[0].id))
        #expect(try problems() == [])
        let drafts = try #require(try report().waitingDrafts)
        #expect(drafts.severity == .note && drafts.what.hasPrefix("VAWG-002 waits as drafts"))
    }

    @Test func archivedBoardIsLeftInPeace() throws {
        _ = try action(.organisation(try organisation().id))
        try store.archive(fixture.board.id, told: told)
        #expect(try problems() == [])
        #expect(try report().waitingDrafts == nil)
    }

    @Test func openAndOverdueAreCounted() throws {
        let owner = Owner.person(fixture.people[0].id)
        _ = try action(owner, due: .day(CalendarDay(2026, 11, 20)))
        try store.holdAction(try action(owner).id, told: told)
        let report = try report()
        #expect(report.open == 2 && report.overdue == 1)
        #expect(report.nextMeeting?.day == CalendarDay(2026, 12, 7))
    }

    @Test func theWholeRegisterIsReadBoardByBoard() throws {
        let other = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims Board"), told: told)
        let report = try RegisterReport(store, at: told.now)
        #expect(report.boards.map(\.board.slug) == ["vawg", other.slug])
        #expect(report.boards.map(\.open) == [1, 0])
    }
}
