import ActionRegister
import Documents
import Foundation
import Testing

@Suite struct MeetingRecordImportTests {
    private var register = RegisterSnapshot.twoBoards
    private let held = CalendarDay(2026, 11, 23)

    init() throws {
        let head = "Date,State\n"
        _ = try register.take(.meetings, head + "23/11/2026,planned\n01/03/2027,planned\n", board: "vawg")
        _ = try register.take(.organisations, "name,aliases\nMPS,Met\n")
        let rows = [
            "V-1,open", "V-2,open", "V-3,proposed", "V-4,open", "V-5,open", "V-6,closed", "V-7,on hold",
        ]
        let log =
            "Ref,Action,Owner,Status\n" + rows.map { $0.replacing(",", with: ",Report,MPS,") + "\n" }.joined()
        _ = try register.take(.actions, log, board: "vawg")
        _ = try register.take(.actions, "Ref,Action,Owner\nW-1,Report,MPS\n", board: "victims")
    }

    private func outcomes(
        _ text: String, at now: Date = noon, ignoring: [String] = []
    ) throws -> [MeetingOutcome] {
        let meeting = register.meetings.first { $0.day == held }!
        return try MeetingRecordImport(
            file: "r.csv", contents: Data(text.utf8), of: meeting, in: register, at: now, ignoring: ignoring
        ).outcomes()
    }

    private func problems(_ text: String) -> [String] {
        let refusal = #expect(throws: InputRefusal.self) { try outcomes(text) }
        return refusal?.problems.map(\.description) ?? []
    }

    private func id(_ reference: String) -> Action.ID {
        register.actions.first { $0.reference == reference }!.id
    }

    @Test func everyDecisionIsReadWithItsDueAndNote() throws {
        let next = register.meetings.first { $0.day == CalendarDay(2027, 3, 1) }!.id
        let read = try outcomes(
            """
            reference,outcome,due,note
            V-1,close,,agreed
            V-2,carry,next meeting,
            V-3,decline,14 May 2027,"more to do
              than this"
            V-4,hold,ongoing,
            V-5,cancel,,
            V-7,carry,1 March 2027,
            """)
        #expect(
            read == [
                MeetingOutcome(action: id("V-1"), decision: .close, note: "agreed"),
                MeetingOutcome(action: id("V-2"), decision: .carry, due: .meeting(next)),
                MeetingOutcome(
                    action: id("V-3"), decision: .decline, due: .day(CalendarDay(2027, 5, 14)),
                    note: "more to do\nthan this"),
                MeetingOutcome(action: id("V-4"), decision: .hold, due: .ongoing),
                MeetingOutcome(action: id("V-5"), decision: .cancel),
                MeetingOutcome(action: id("V-7"), decision: .carry, due: .meeting(next)),
            ])
    }

    @Test func headingsAndOutcomesHaveOtherNames() throws {
        let read = try outcomes(
            "No;Decision;New due;Comments;Colour\nv-1;Carried forward;;;red\nV-2;ON HOLD;;;\nV-4;Withdrawn;;;\n",
            ignoring: ["colour"])
        #expect(read.map(\.decision) == [.carry, .hold, .cancel])
        #expect(read.map(\.action) == [id("V-1"), id("V-2"), id("V-4")])
    }

    @Test func theMeetingItselfIsNotTheNextEvenBeforeItBegan() throws {
        let morning = noon - 11 * 3600
        let read = try outcomes("reference,outcome,due\nV-1,carry,next meeting\n", at: morning)
        let next = register.meetings.first { $0.day == CalendarDay(2027, 3, 1) }!.id
        #expect(read.map(\.due) == [.meeting(next)])
    }

    @Test(arguments: [
        ("V-8,close,", "2:1: vawg has no action \"V-8\"; did you mean V-1?"),
        ("W-1,close,", "2:1: vawg has no action \"W-1\"; did you mean V-1?"),
        (
            "Zebra crossing,close,",
            "2:1: vawg has no action \"Zebra crossing\"; see minuted action list --board vawg"
        ),
        (",close,", "2:1: the row has no reference; fill it in, or take the row out"),
        ("V-1,,", "2:5: the row has no outcome; say close, carry, decline, hold or cancel"),
        ("V-1,perhaps,", "2:5: there is no outcome \"perhaps\"; say close, carry, decline, hold or cancel"),
        ("V-1,complete,", "2:5: there is no outcome \"complete\"; say close, carry, decline, hold or cancel"),
        (
            "V-6,close,",
            "2:5: V-6 is closed since 2026-11-23; take the row out, or reopen it first by minuted action reopen"
        ),
        ("V-1,decline,", "2:5: V-1 is open, and only a proposal can be declined; say carry"),
        ("V-1,close,ongoing", "2:11: what is ended has no new due; empty the cell, or say carry"),
        (
            "V-1,carry,soon",
            "2:11: due: \"soon\" is not a day; write it like 2027-03-01, 1 March 2027 or 01/03/2027 (the day "
                + "first), or say next meeting, ongoing or tbc"
        ),
        (
            "V-1,carry,2026-11-23",
            "2:11: 2026-11-23 is not after the meeting of 2026-11-23; give a later day"
        ),
    ])
    func aBadRowIsNamedWithItsPlaceAndWhatToDo(row: String, problem: String) {
        #expect(problems("reference,outcome,due\n" + row + "\n") == ["r.csv:" + problem])
    }

    @Test func allBadRowsAreNamedAndTwoOfOneActionToo() {
        let text = "reference,outcome\nV-1,close\nV-9x,close\nV-2,so\nV-1,carry\n"
        #expect(
            problems(text).map { String($0.prefix(11)) } == ["r.csv:3:1: ", "r.csv:4:5: ", "r.csv:5:1: "])
        #expect(problems(text).last == "r.csv:5:1: V-1 stands in line 2 already; keep one of the two rows")
    }

    @Test func withoutAMeetingAheadThereIsNoNext() throws {
        var bare = register
        bare.meetings.removeAll { $0.day != held }
        let meeting = bare.meetings[0]
        let request = MeetingRecordImport(
            file: "r.csv", contents: Data("reference,outcome,due\nV-1,carry,next meeting\n".utf8),
            of: meeting,
            in: bare, at: noon)
        let refusal = #expect(throws: InputRefusal.self) { try request.outcomes() }
        #expect(
            refusal?.problems.map(\.description) == [
                "r.csv:2:11: vawg has no planned meeting ahead; add it by minuted meeting add vawg DAY, or write a day"
            ])
    }

    @Test func unknownAndMissingColumnsAreRefused() {
        #expect(problems("reference,verdict\nV-1,close\n").count == 2)
        #expect(problems("").first?.hasPrefix("r.csv:1:1: the file is empty") == true)
    }
}
