import Testing

/// Standing actions, as a secretary meets them from one meeting to the next.
@Suite struct StandingTests {
    private static let after = "2027-03-03T09:00:00Z"

    /// A board that asks MPS for figures at every meeting, and once for a report.
    private static func program() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json("rule", "add", "vawg", "10 days before the meeting")
        try await program.json("rule", "add", "vawg", "every 5 working days while overdue")
        try await program.json(
            "action", "add", "vawg", "Figures", "--owner", "MPS", "--due", "next-meeting", "--standing")
        try await program.json("action", "add", "vawg", "Report", "--owner", "CPS", "--due", "next-meeting")
        try await program.json("release", "vawg", "--all", "--yes")
        try await program.json("board", "activate", "vawg", "--yes")
        return program
    }

    @Test func standingActionReturnsAfterTheMeetingThatAcceptedIt() async throws {
        let program = try await Self.program()
        try await program.json("meeting", "add", "vawg", "2027-06-07")
        try program.write("reference,outcome\nVAWG-001,close\n", to: "record.csv")
        let record = try await program.on(
            "meeting", "record", "vawg", "2027-03-01", program.path("record.csv"), now: Self.after)
        #expect(
            record.output
                == "vawg 2027-03-01 10:00: recorded as held\nVAWG-001: close this time; it is standing\n")
        #expect(
            record.errors == "minuted: meeting record: due at it and left open, so overdue now: VAWG-002\n"
                + "minuted: meeting record: standing, and open again, due at the meeting of 2027-06-07: VAWG-001\n"
        )
        let action = try await program.json("action", "show", "vawg", "VAWG-001", now: Self.after)
        #expect(action.status == "open" && action.due?.day == "2027-06-07" && action.revisions == 0)
        #expect(action.originalDue?.day == "2027-06-07" && action.overdueDays == 0)
        #expect(action.updates?[0]?.text == "agreed as done at the meeting of 2027-03-01")
        let table = try await program.on("action", "list", now: Self.after).output
        #expect(table.contains("open, standing"))
        let plan = try await program.json("plan", "--until", "2027-06-30", now: Self.after)
        let steps = plan.elements.flatMap { $0.steps?.elements ?? [] }.filter { $0.action == "VAWG-001" }
        #expect(steps.allSatisfy { $0.anchor == "2027-06-07" || $0.anchor == "2027-05-27" })
        #expect(steps.contains { $0.rule == "10 days before the meeting" && $0.day == "2027-05-28" })
    }

    @Test func standingActionWithoutANextMeetingIsAProblemUntilThereIsOne() async throws {
        let program = try await Self.program()
        let record = try await program.on(
            "meeting", "record", "vawg", "2027-03-01", "--json", now: Self.after)
        #expect(try record.json().returned == ["VAWG-001"] && record.json().returnedTo == .null)
        #expect(record.errors.hasSuffix("open again, waiting for the next meeting: VAWG-001\n"))
        let status = try await program.on("check", "--offline", now: Self.after).output
        #expect(
            status.contains(
                "VAWG-001 is standing, and waits for the next meeting; minuted meeting add vawg DAY"))
        let added = try await program.on("meeting", "add", "vawg", "2027-06-07", now: Self.after)
        #expect(
            added.errors == "minuted: meeting add: VAWG-001 is now due at the meeting of 2027-06-07\n")
        let again = try await program.on("check", "--offline", now: Self.after).output
        #expect(!again.contains("waits for the next meeting"))
    }

    @Test func standingActionThatIsClosedByHandIsSaidToHaveEnded() async throws {
        let program = try await Self.program()
        let closed = try await program.on("action", "close", "vawg", "VAWG-001", "--by-chair", "over")
        #expect(
            closed.output == "VAWG-001: closed on 2026-11-23; it was standing, and does not return\n")
        let other = try await program.on("action", "close", "vawg", "VAWG-002", "--by-chair", "over")
        #expect(other.output == "VAWG-002: closed on 2026-11-23\n")
        let record = try await program.on(
            "meeting", "record", "vawg", "2027-03-01", "--json", now: Self.after)
        #expect(try record.json().returned == [] && record.errors == "")
    }
}
