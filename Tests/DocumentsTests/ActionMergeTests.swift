import ActionRegister
import Documents
import Foundation
import Testing

/// What becomes of a register when an edited file meets it.
@Suite struct ActionMergeTests {
    private var register: RegisterSnapshot
    private let head = "Ref,Action,Owner,Due,Status,Update\n"
    private let monthLater = noon + TimeInterval(30 * 86_400)

    init() throws {
        register = try RealLogs.register()
        register.actions = []
        register.updates = []
        register.imported = [:]
        _ = try register.take(
            .actions,
            head + "A1,Do it,MPS,01/02/2027,Open,07/09/2026: begun\nA2,Ring,CPS,next meeting,Open,\n",
            board: "vawg")
    }

    private mutating func merge(_ rows: String, at now: Date = noon) throws -> [String] {
        try register.take(.actions, head + rows, board: "vawg", at: now).lines
    }

    private func problems(_ rows: String) -> [String] {
        register.problems(.actions, head + rows, board: "vawg", at: monthLater)
    }

    @Test mutating func aChangedDueIsARevisionAndANewLineAnUpdate() throws {
        let lines = try merge(
            """
            A1,Do it,MPS,1 March 2027,In progress,"07/09/2026: begun
            12/11/2026: half done"
            A2,Ring,CPS / MPS,next meeting,Open,
            """)
        #expect(
            lines == [
                "~ A1: due: due 2027-02-01 → due at the meeting of 2027-03-01",
                "~ A1: status: open → in-progress",
                "~ A1: update: + 2026-11-12 \"half done\"", "~ A2: owner: CPS → CPS / MPS",
                "0 added, 2 changed, 0 unchanged, 0 absent",
            ])
        let action = register.actions[0]
        #expect(action.revisions == 1 && action.originalDue == .day(CalendarDay(2027, 2, 1)))
        #expect(register.updates.map(\.text) == ["begun", "half done"])
    }

    @Test func anActionRaisedAfterItsDueInTheRegisterIsRefused() {
        let rows = "reference,action,owner,raised\nA1,Do it,MPS,02/02/2027\n"
        #expect(
            register.problems(.actions, rows, board: "vawg", at: monthLater) == [
                "f.csv:2:1: A1: it would be due on 2027-02-01, before it was raised, on 2027-02-02; look at both days"
            ])
    }

    @Test mutating func rowsThatAreAbsentAreListedAndLeftAlone() throws {
        let before = register.actions
        #expect(
            try merge("A3,New,NHS,,,\n") == [
                "+ A3: NHS, no due day, open", "? A1: not in the file, left alone",
                "? A2: not in the file, left alone", "1 added, 0 changed, 0 unchanged, 2 absent",
            ])
        #expect(Array(register.actions.prefix(2)) == before)
    }

    @Test mutating func nextMeetingDoesNotRollOn() throws {
        let lines = try merge(
            "A1,Do it,MPS,01/02/2027,Open,07/09/2026: begun\nA2,Ring,CPS,next meeting,Open,\n", at: monthLater
        )
        #expect(lines == ["0 added, 0 changed, 2 unchanged, 0 absent"])
        #expect(register.line(register.actions[1]) == "A2 | CPS | meeting 2026-12-07 | open")
    }

    @Test mutating func aDayThatHasBecomeAMeetingsDayIsNoRevision() throws {
        register.meetings.append(Meeting(id: .init(50), board: .init(1), day: CalendarDay(2027, 2, 1)))
        #expect(
            try merge("A1,Do it,MPS,01/02/2027,Open,07/09/2026: begun\n") == [
                "? A2: not in the file, left alone", "0 added, 0 changed, 1 unchanged, 1 absent",
            ])
    }

    @Test mutating func linesAlreadyKnownAreNotTakenInTwice() throws {
        _ = try merge("A1,Do it,MPS,01/02/2027,Open,\"waiting\n07/09/2026: begun\nin earnest\"\n")
        _ = try merge(
            "A1,Do it,MPS,01/02/2027,Open,\"waiting\nstill\n07/09/2026: begun\nin earnest\"\n", at: monthLater
        )
        #expect(
            register.updates.map { "\($0.day) \($0.text)" } == [
                "2026-09-07 begun", "2026-11-23 waiting", "2026-09-07 in earnest", "2026-12-23 still",
            ])
    }

    @Test mutating func aStaleFileDoesNotUndoAClosure() throws {
        register.actions[0].status = .closed
        register.actions[0].closure = .init(day: CalendarDay(2026, 12, 7), meeting: CalendarDay(2026, 12, 7))
        #expect(
            problems("A1,Do it,MPS,01/02/2027,Open,07/09/2026: begun\n") == [
                "f.csv:2:25: A1: the register has something newer, closed since 2026-12-07, and Status here says open; "
                    + "write what the register has, or change the register first"
            ])
    }

    @Test mutating func aProposalIsNotDeclinedByAFileThatNeverKnewOfIt() throws {
        register.actions[0].status = .proposed
        #expect(problems("A1,Do it,MPS,01/02/2027,Open,\n").count == 1)
        register.imported = [:]
        #expect(problems("A1,Do it,MPS,01/02/2027,In progress,\n").count == 1)
        #expect(
            try merge("A1,Do it,MPS,01/02/2027,Complete,\n").last
                == "0 added, 0 changed, 1 unchanged, 1 absent")
    }

    @Test mutating func aDueChangedInBothIsForAPerson() throws {
        register.actions[0].due = .day(CalendarDay(2027, 4, 1))
        #expect(
            problems("A1,Do it,MPS,01/05/2027,Open,\n") == [
                "f.csv:2:14: A1: the register has something newer, due 2027-04-01, and Due here says due 2027-05-01; "
                    + "write what the register has, or change the register first"
            ])
        #expect(
            try merge("A1,Do it,MPS,01/04/2027,Open,\n").last == "0 added, 0 changed, 1 unchanged, 1 absent")
    }

    @Test mutating func anEditThatDoesNotKnowAnAnswerIsRefused() throws {
        answer("it is done", on: CalendarDay(2026, 12, 1))
        #expect(
            problems("A1,Do it,MPS,01/05/2027,Open,\n") == [
                "f.csv:2:1: A1: the register has a newer answer, of 2026-12-01, \"it is done\", and the row changes "
                    + "due: due 2027-02-01 → due 2027-05-01; put a line \"2026-12-01: it is done\" into the row's updates "
                    + "once it takes it in"
            ])
        #expect(problems("A1,Do it,MPS,01/02/2027,Open,30/11/2026: nothing heard\n").count == 1)
    }

    @Test mutating func aFileThatKnowsTheAnswerMayEdit() throws {
        answer("it is done", on: CalendarDay(2026, 12, 1))
        let lines = try merge("A1,Do it,MPS,01/05/2027,Open,1 Dec 2026: it is done\n", at: monthLater)
        #expect(lines[0] == "~ A1: due: due 2027-02-01 → due 2027-05-01")
        #expect(register.updates.count == 2)
    }

    @Test mutating func notesOfLaterDaysStandBesideAnAnswer() throws {
        answer("it is done", on: CalendarDay(2026, 12, 1))
        let lines = try merge("A1,Do it,MPS,01/02/2027,Open,05/12/2026: seen\n", at: monthLater)
        #expect(lines[0] == "~ A1: update: + 2026-12-05 \"seen\"")
        let unchanged = try merge("A1,Do it,MPS,01/02/2027,Open,07/09/2026: begun\n", at: monthLater)
        #expect(unchanged.last == "0 added, 0 changed, 1 unchanged, 1 absent")
    }

    @Test mutating func anActionThatNoFileNamedBeforeIsMergedByWhatTheRowSays() throws {
        register.imported = [:]
        let lines = try merge("a1,Do it,,01/03/2027,,\n".replacing("it,,", with: "it,MPS,"), at: monthLater)
        #expect(lines[0] == "~ A1: due: due 2027-02-01 → due at the meeting of 2027-03-01")
        register.imported = [:]
        #expect(try merge("A2,Ring,CPS,next meeting,,\n", at: monthLater)[0].hasPrefix("? A1"))
    }

    @Test mutating func referencesAreTheSameInAnyCaseButNotWithoutTheirMarks() throws {
        _ = try merge("PUB23/4/30.5,x,MPS,,,\nPUB23/4/305,y,MPS,,,\n")
        let lines = try merge("pub23/4/30.5,x,MPS,,,\nPUB23/4/305,y,MPS,,,\n")
        #expect(lines.last == "0 added, 0 changed, 2 unchanged, 2 absent")
    }

    @Test mutating func reviewedDuesAreCounted() throws {
        let log = "ref,action,owner,due,revised due\nR,x,MPS,01/02/2027,\"1 April 2027; 3 May 2027\"\n"
        _ = try register.take(.actions, log, board: "vawg")
        let action = register.actions.last!
        #expect(action.originalDue == .day(CalendarDay(2027, 2, 1)))
        #expect(action.due == .day(CalendarDay(2027, 5, 3)) && action.revisions == 2)
    }

    private mutating func answer(_ text: String, on day: CalendarDay) {
        let action = register.actions[0]
        register.updates.append(
            ActionUpdate(
                id: .init(900), action: action.id, day: day, recordedAt: noon, answersFor: action.lead,
                text: text))
    }
}
