import RelayFixtures
import Testing

@Suite struct RetentionTests {
    private struct NoRecipient: Error {}

    @Test func theTextOfALetterIsKeptAsLongAsConfiguredAndNothingGoesAgain() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        let kept = try await program.configured("outbox", "show", "1", "--message")
        #expect(kept.status == 0 && kept.output.contains("Subject:"))
        let later = "2028-06-01T09:00:00Z"
        _ = try await program.configured("run-once", "--json", now: later)
        let shown = try await program.configured("outbox", "show", "1", "--json", now: later)
        #expect(shown.output.contains("\"state\":\"relayed\""))
        #expect(
            !(try await program.configured("outbox", "show", "1", "--message", now: later)).output.contains(
                "Subject:"))
    }

    @Test func anExportHoldsTheLettersAndAnErasureForgetsThem() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        let letter = try await program.configured("outbox", "list", "--json").json()[0]
        guard case .string(let name) = letter?.recipientName else { throw NoRecipient() }
        let export = try await program.configured("person", "export", name)
        #expect(try export.json().letters?.elements.count == 1 && export.output.contains("Subject:"))
        #expect(try await program.configured("person", "erase", name, "--yes").status == 0)
        let gone = try await program.configured("outbox", "show", "1", "--message")
        #expect(!gone.output.contains("Subject:"))
        #expect(try await program.configured("audit", "verify").status == 0)
    }
}
