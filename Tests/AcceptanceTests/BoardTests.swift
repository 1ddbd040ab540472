import Testing

@Suite struct BoardTests {
    @Test func boardIsAddedWithItsHabitsAndTheStandardSchedule() async throws {
        let program = try Program()
        let board = try await program.json(
            "board", "add", "vawg", "--name", "VAWG Board", "--send-at", "08:30", "--hours", "07:00-19:00",
            "--gap", "2",
            "--papers", "5 clear working days before the meeting", "--secretariat", "vawg@example.org",
            "--letter-text", "reference-only", "--move-off-holidays", "no", "--calendar", "scotland")
        #expect(board.sendAt == "08:30" && board.hours == "07:00-19:00" && board.gap == 2)
        #expect(
            board.papers == "5 clear working days before the meeting"
                && board.secretariat == "vawg@example.org")
        #expect(
            board.letterText == "reference-only" && board.moveOffHolidays == false
                && board.calendar == "scotland")
        #expect(board.from == .null && board.active == false)
        let rules = try await program.json("rule", "list", "vawg")
        #expect(
            rules.elements.map(\.rule).contains("14 days before the meeting") && rules.elements.count == 5)
    }

    @Test func boardWithoutRulesHasNone() async throws {
        let program = try Program()
        try await program.json("board", "add", "vawg", "--name", "x", "--rules", "none")
        #expect(try await program.json("rule", "list", "vawg") == [])
    }

    @Test func whatIsNotNamedStaysWhenABoardIsSet() async throws {
        let program = try await Program.withBoard()
        let board = try await program.json("board", "set", "vawg", "--gap", "0", "--papers", "none")
        #expect(board.gap == 0 && board.papers == .null && board.name == "VAWG Board")
    }

    @Test(arguments: [
        (["board", "show", "vawgg"], "minuted: board: no board \"vawgg\"; did you mean \"vawg\"?\n"),
        (
            ["board", "add", "vawg", "--name", "x"],
            "minuted: board: there is a board \"vawg\" already; take another name, or change that one\n"
        ),
        (
            ["board", "set", "vawg", "--time-zone", "Mars/Utopia"],
            "minuted: board set: no time zone \"Mars/Utopia\"; "
        ),
        (["board", "set", "vawg", "--papers", "soon"], "minuted: board set: column 1: "),
        (
            ["board", "set", "vawg", "--calendar", "scotlnd"],
            "minuted: board set: no calendar \"scotlnd\"; did you mean \"scotland\"? the calendars are england-and-wales, "
                + "scotland, northern-ireland, none\n"
        ),
        (
            ["board", "texts", "vawg", "--intro", "a\n{{bord}}"],
            "minuted: --intro:2:1: there is no placeholder {{bord}}; "
        ),
    ])
    func whatCannotBeExits65AndSaysWhatCan(words: [String], said: String) async throws {
        let program = try await Program.withBoard()
        let before = try await program.json("board", "show", "vawg")
        let outcome = try await program.run(words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix(said), "\(outcome.errors)")
        #expect(try await program.json("board", "show", "vawg") == before)
    }

    @Test func boardIsActivatedPausedAndArchived() async throws {
        let program = try await Program.withBoard()
        let active = try await program.json("board", "activate", "vawg", "--yes")
        #expect(active.state == "active" && active.activatedAt == "2026-11-23T09:00:00Z")
        #expect(try await program.json("board", "pause", "vawg").state == "paused")
        #expect(try await program.json("board", "archive", "vawg").state == "archived")
        #expect(try await program.on("board", "pause", "vawg").status == 65)
    }

    @Test func textsAreKeptAndTakenAway() async throws {
        let program = try await Program.withBoard()
        let texts = try await program.json(
            "board", "texts", "vawg", "--phone", "020 7946 0123", "--intro", "Dear {{recipient}}", "--status",
            "proposed=complete")
        #expect(texts.phone == "020 7946 0123" && texts.statusWords?.proposed == "complete")
        let fewer = try await program.json("board", "texts", "vawg", "--phone", "", "--status", "proposed=")
        #expect(fewer.phone == "" && fewer.intro == "Dear {{recipient}}" && fewer.statusWords?.keys == [])
    }
}
