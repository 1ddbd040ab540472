import Testing

@Suite struct PlanTests {
    @Test func aBoardThatWritesNothingIsNamedBesideItsEmptyForecast() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "add", "new", "--name", "New Board")
        let plan = try await program.on("plan", "--until", "2027-12-31", "--board", "new")
        #expect(plan.status == 0 && plan.output == "no letter is due\n")
        #expect(
            plan.errors
                == "minuted: plan: new has not been activated, so it writes nothing; see minuted board activate new\n"
        )
        #expect(
            try await program.on("plan", "--until", "2027-12-31", "--board", "new", "--json").errors == "")
    }
}
