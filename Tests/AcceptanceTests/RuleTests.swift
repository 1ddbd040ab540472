import Testing

@Suite struct RuleTests {
    /// The case of the table of features: Monday 5 April 2027, over Easter.
    @Test func ruleIsExplainedWithTheDaysItSkips() async throws {
        let said = try await Program().run(
            ["rule", "explain", "10 working days before the meeting", "--anchor", "2027-04-05", "--json"])
        let explained = try said.json()
        #expect(explained.day == "2027-03-18" && explained.sendAt == "2027-03-18T09:00:00Z")
        #expect(explained.anchor == "2027-04-05" && explained.rule == "10 working days before the meeting")
        let skipped = try #require(explained.skipped).elements
        #expect(skipped.contains { $0.day == "2027-03-26" && $0.why == "Good Friday" } && skipped.count == 8)
    }

    @Test func ruleIsExplainedByTheBoardsOwnHabits() async throws {
        let program = try Program()
        try await program.json(
            "board", "add", "ny", "--name", "x", "--time-zone", "America/New_York", "--calendar", "none")
        let explained = try await program.json(
            "rule", "explain", "on the due date", "--anchor", "2027-04-05", "--board", "ny")
        #expect(explained.sendAt == "2027-04-05T13:00:00Z")
    }

    @Test func numberOfARuleIsNeverGivenAgain() async throws {
        let program = try await Program.withBoard()
        #expect(try await program.json("rule", "add", "vawg", "On due dates").rule == "on the due date")
        try await program.json("rule", "remove", "vawg", "6")
        #expect(try await program.json("rule", "add", "vawg", "on the due date").n == 7)
        let twice = try await program.on("rule", "add", "vawg", "on the due date")
        #expect(twice.status == 65 && twice.errors.contains("already"))
    }

    @Test func sentenceThatCannotBeReadIsRefusedWithTheNearest() async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.on("rule", "add", "vawg", "14 days befor the meeting")
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("minuted: rule add: column 9: \"befor\" is not understood"))
        #expect(outcome.errors.contains("nearest: \"14 days before the meeting\""))
        #expect(try await program.json("rule", "list", "vawg").elements.count == 5)
    }
}
