import Testing

/// What a secretariat types after a meeting: `meeting record`.
@Suite struct MeetingRecordTests {
    static let after = "2027-03-03T09:00:00Z"

    /// A board whose meeting of 1 March was to settle three actions due at it, and
    /// saw a fourth that was overdue; all of them released, the board active.
    private static func program() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json("meeting", "add", "vawg", "2027-06-07", "--at", "10:00")
        try await program.json("rule", "add", "vawg", "every 5 working days while overdue")
        for text in ["Figures", "Report", "Plan"] {
            try await program.json("action", "add", "vawg", text, "--owner", "MPS", "--due", "next-meeting")
        }
        try await program.json("action", "add", "vawg", "Old", "--owner", "CPS", "--due", "2027-02-01")
        try await program.json("release", "vawg", "--all", "--yes")
        try await program.json("board", "activate", "vawg", "--yes")
        return program
    }

    @Test func fileSettlesTheMeetingInOneGo() async throws {
        let program = try await Self.program()
        try program.write(
            "Ref,Outcome,Due,Note\nVAWG-001,close,,agreed\nVAWG-002,carry,next meeting,\nVAWG-003,hold,,\n"
                + "VAWG-004,carry,,\n", to: "record.csv")
        let record = try await program.json(
            "meeting", "record", "vawg", "2027-03-01", program.path("record.csv"), now: Self.after)
        #expect(record.state == "held" && record.day == "2027-03-01" && record.leftOpen == [])
        let outcomes = record.outcomes?.elements ?? []
        #expect(outcomes.map(\.reference) == ["VAWG-001", "VAWG-002", "VAWG-003", "VAWG-004"])
        #expect(outcomes.map(\.status) == ["closed", "open", "on-hold", "open"])
        #expect(outcomes[1].due?.day == "2027-06-07" && outcomes[0].note == "agreed")
        let closed = try await program.json("action", "show", "vawg", "VAWG-001", now: Self.after)
        #expect(closed.closedAt == "2027-03-01" && closed.updates?[0]?.text == "agreed")
    }

    @Test func carriedActionIsChasedOnlyForDaysAfterTheRecord() async throws {
        let program = try await Self.program()
        try program.write("reference,outcome\nVAWG-004,carry\n", to: "record.csv")
        let before = try await chased(program, "VAWG-004", at: "2027-02-20T09:00:00Z")
        // Without a record nothing is chased for 15 working days after the meeting.
        #expect(before.prefix(3) == ["2027-02-15", "2027-02-22", "2027-03-31"])
        try await recordWithNote(program)
        let after = try await chased(program, "VAWG-004", at: Self.after)
        // Due on 1 February: its chasers fall on Mondays.
        #expect(after.prefix(3) == ["2027-03-08", "2027-03-15", "2027-03-22"])
    }

    private func recordWithNote(_ program: Program) async throws {
        let outcome = try await program.on(
            "meeting", "record", "vawg", "2027-03-01", program.path("record.csv"), now: Self.after)
        #expect(outcome.status == 0)
        #expect(
            outcome.output == "vawg 2027-03-01 10:00: recorded as held\nVAWG-004: carry\n")
        #expect(
            outcome.errors
                == "minuted: meeting record: due at it and left open, so overdue now: VAWG-001, VAWG-002, VAWG-003\n"
        )
    }

    /// The days of an action's chasers, as planned from an instant on.
    private func chased(_ program: Program, _ reference: String, at now: String) async throws -> [String] {
        let letters = try await program.json("plan", "--board", "vawg", "--until", "2027-05-01", now: now)
        let steps = letters.elements.flatMap { $0.steps?.elements ?? [] }
        return steps.filter {
            $0.action == .string(reference) && $0.rule == "every 5 working days while overdue"
        }
        .compactMap { if case .string(let day)? = $0.day { day } else { nil } }
    }

    @Test func oneBadRowLeavesNothingRecorded() async throws {
        let program = try await Self.program()
        try program.write("reference,outcome\nVAWG-001,close\nVAWG-02,close\n", to: "record.csv")
        let outcome = try await program.on(
            "meeting", "record", "vawg", "2027-03-01", program.path("record.csv"), now: Self.after)
        #expect(outcome.status == 65 && outcome.output == "")
        #expect(
            outcome.errors.hasSuffix(
                "record.csv:3:1: vawg has no action \"VAWG-02\"; did you mean VAWG-002?\n"))
        let meetings = try await program.json("meeting", "list", "--board", "vawg", now: Self.after)
        #expect(meetings[0]?.state == "planned")
        #expect(
            try await program.json("action", "show", "vawg", "VAWG-001", now: Self.after).status == "open")
    }

    @Test func meetingAheadOrRecordedIsRefusedBeforeItsFileIsRead() async throws {
        let program = try await Self.program()
        let ahead = try await program.run(
            ["meeting", "record", "vawg", "2027-06-07", "-", "--database", program.path("m.sqlite")]
                + ["--now", Self.after], input: "nonsense")
        #expect(ahead.status == 65)
        #expect(
            ahead.errors
                == "minuted: meeting record: the meeting is on 2027-06-07; record it when it was held\n")
        try await recordOnly(program)
        let again = try await program.on("meeting", "record", "vawg", "2027-03-01", now: Self.after)
        #expect(again.status == 65 && again.errors.contains("the meeting is held"))
    }

    private func recordOnly(_ program: Program) async throws {
        let first = try await program.on("meeting", "record", "vawg", "2027-03-01", now: Self.after)
        #expect(first.status == 0 && first.output == "vawg 2027-03-01 10:00: recorded as held\n")
    }
}
