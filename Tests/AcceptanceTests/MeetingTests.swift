import Testing

@Suite struct MeetingTests {
    @Test func meetingHasItsPapersDeadlineInForce() async throws {
        let program = try Program()
        try await program.json(
            "board", "add", "vawg", "--name", "x", "--papers", "5 clear working days before the meeting")
        #expect(try await program.json("meeting", "add", "vawg", "2027-04-05").papersDue == "2027-03-24")
        let own = try await program.json(
            "meeting", "set", "vawg", "2027-04-05", "--papers-due", "2027-03-22", "--at", "14:00")
        #expect(own.papersDue == "2027-03-22" && own.time == "14:00" && own.state == "planned")
        let board = try await program.json(
            "meeting", "set", "vawg", "2027-04-05", "--papers-due", "none", "--at", "none")
        #expect(board.papersDue == "2027-03-24" && board.time == .null)
    }

    @Test func patternBecomesDatedMeetingsAndAgainNothing() async throws {
        let program = try Program()
        try await program.json("board", "add", "vawg", "--name", "x")
        let words = [
            "meeting", "generate", "vawg", "first monday of mar, jun, sep, dec", "--from", "2027-01-01",
            "--until",
            "2027-12-31", "--database", program.path("m.sqlite"), "--json",
        ]
        let made = try await program.run(words).json()
        #expect(made.elements.map(\.day) == ["2027-03-01", "2027-06-07", "2027-09-06", "2027-12-06"])
        #expect(try await program.run(words).json() == [])
        #expect(try await program.json("meeting", "list", "--board", "vawg").elements.count == 4)
    }

    @Test func monthAloneIsUndatedUntilItIsMoved() async throws {
        let program = try Program()
        try await program.json("board", "add", "vawg", "--name", "x")
        let undated = try await program.json("meeting", "add", "vawg", "2027-10")
        #expect(undated.state == "undated" && undated.day == .null && undated.papersDue == .null)
        let dated = try await program.json("meeting", "move", "vawg", "2027-10", "--to", "2027-10-04")
        #expect(dated.state == "planned" && dated.day == "2027-10-04")
    }

    @Test func actionFollowsItsMeetingAndPassesToTheNext() async throws {
        let program = try await Program.withBoard()
        try await program.json("meeting", "add", "vawg", "2027-06-07")
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "next-meeting")
        try await program.json("meeting", "move", "vawg", "2027-03-01", "--to", "2027-03-15")
        let moved = try await program.json("action", "show", "vawg", "VAWG-001")
        #expect(moved.due?.day == "2027-03-15" && moved.revisions == 0)
        try await program.json("meeting", "postpone", "vawg", "2027-03-15")
        let postponed = try await program.json("action", "show", "vawg", "VAWG-001")
        #expect(postponed.due?.kind == "meeting" && postponed.due?.day == .null)
        let cancelled = try await program.on("meeting", "cancel", "vawg", "2027-03-15", "--json")
        #expect(try cancelled.json().passed == ["VAWG-001"])
        let passed = try await program.json("action", "show", "vawg", "VAWG-001")
        #expect(passed.due?.day == "2027-06-07" && passed.revisions == 1)
    }

    @Test func meetingOnADueDaySaysWhatIsDueAtItNow() async throws {
        let program = try await Program.withBoard()
        for _ in 1...7 {
            try await program.json("action", "add", "vawg", "x", "--owner", "MPS", "--due", "2027-06-07")
        }
        let added = try await program.on("meeting", "add", "vawg", "2027-06-07", "--json")
        #expect(
            added.errors
                == "minuted: meeting add: VAWG-001, VAWG-002, VAWG-003, VAWG-004, VAWG-005 and 2 more "
                + "are now due at the meeting of 2027-06-07\n")
        #expect(try added.json().nowDue?.elements.count == 7)
        let tied = try await program.json("action", "show", "vawg", "VAWG-007")
        #expect(tied.due?.kind == "meeting" && tied.due?.day == "2027-06-07" && tied.revisions == 0)
        try await program.json("action", "add", "vawg", "x", "--owner", "MPS", "--due", "2027-09-06")
        try program.write("board,date\nvawg,2027-09-06\n", to: "meetings.csv")
        let file = try await program.on("import", "meetings", program.path("meetings.csv"))
        #expect(
            file.errors == "minuted: import meetings: VAWG-008 is now due at the meeting of 2027-09-06\n")
    }

    @Test func papersDeadlineThatIsDroppedIsSaid() async throws {
        let program = try await Program.withBoard()
        try await program.json("meeting", "set", "vawg", "2027-03-01", "--papers-due", "2027-02-10")
        let outcome = try await program.on("meeting", "move", "vawg", "2027-03-01", "--to", "2027-03-08")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("2027-02-10, was dropped"))
    }

    @Test func meetingIsMovedNeitherOntoAnotherNorIntoThePast() async throws {
        let program = try await Program.withBoard()
        try await program.json("meeting", "add", "vawg", "2027-06-07")
        let before = try await program.json("audit", "list")
        let taken = try await program.on("meeting", "move", "vawg", "2027-03-01", "--to", "2027-06-07")
        #expect(
            taken.errors == "minuted: meeting: there is a meeting \"vawg 2027-06-07\" already; "
                + "name another day, or move or cancel that one\n")
        let past = try await program.on("meeting", "move", "vawg", "2027-03-01", "--to", "2026-10-01")
        #expect(past.errors.hasPrefix("minuted: meeting move: 2026-10-01 is past; "))
        #expect(taken.status == 65 && past.status == 65)
        #expect(try await program.json("audit", "list") == before)
    }

    @Test func unknownDayOffersTheNearest() async throws {
        let outcome = try await Program.withBoard().on("meeting", "cancel", "vawg", "2027-03-02")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors
                == "minuted: meeting: no meeting \"vawg 2027-03-02\"; did you mean \"2027-03-01\"?\n")
    }

    @Test func aDayThatIsNoWorkingDayOrNotKnownIsSaidAndTaken() async throws {
        let program = try await Program.withBoard()
        let generated = try await program.on(
            "meeting", "generate", "vawg", "first monday of may, jun", "--from", "2027-05-01", "--until",
            "2027-06-30")
        #expect(generated.status == 0)
        #expect(
            generated.errors
                == "minuted: meeting generate: Monday 2027-05-03 is Early May bank holiday\n")
        let far = try await program.on("meeting", "add", "vawg", "2041-05-06")
        #expect(far.status == 0 && far.errors.contains("is past the end of the calendar england-and-wales"))
        let weekend = try await program.on("meeting", "move", "vawg", "2027-06-07", "--to", "2027-06-12")
        #expect(weekend.errors == "minuted: meeting move: Saturday 2027-06-12 is no working day\n")
    }
}
