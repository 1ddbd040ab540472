import Foundation
import RelayFixtures
import Testing

@Suite struct StatusTests {
    /// An active board with two owners' released actions, and one draft.
    private func register() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json(
            "action", "add", "vawg", "Bring figures", "--owner", "MPS", "--due", "2026-11-20")
        try await program.json(
            "action", "add", "vawg", "Bring a plan", "--owner", "CPS", "--due", "next-meeting")
        try await program.json("release", "vawg", "--yes")
        try await program.json(
            "action", "add", "vawg", "Not cleared yet", "--owner", "CPS", "--due", "ongoing")
        try await program.json("board", "activate", "vawg", "--yes", now: "2026-11-24T09:00:00Z")
        return program
    }

    @Test func jsonTellsEveryBoardTheOutboxAndTheProblems() async throws {
        let program = try await register()
        try await program.json("board", "add", "victims", "--name", "Victims Board")
        let status = try await program.json("status", now: "2026-11-24T09:00:00Z")
        #expect(
            status.keys == ["mode", "boards", "outbox", "problems", "wellSince"] && status.mode == "dry-run")
        let board = try #require(status.boards?[0])
        #expect(
            board.keys == ["slug", "active", "openActions", "overdueActions", "nextMeeting", "nextLetters"])
        #expect(board.slug == "vawg" && board.active == true && board.nextMeeting == "2027-03-01")
        #expect(board.openActions == 3 && board.overdueActions == 1)
        let other = try #require(status.boards?[1])
        #expect(other.active == false && other.nextMeeting == .null && other.nextLetters == .null)
        #expect(
            status.outbox?.keys == [
                "queued", "active", "deferred", "held", "relayed", "bounced", "suppressed",
            ])
        #expect(status.outbox?.held == 0)
        #expect(status.problems?.elements.map(\.where) == ["victims secretariat", "vawg"])
    }

    @Test func nextLettersAreTheFirstOfThePlan() async throws {
        let program = try await register()
        let now = "2026-11-24T09:00:00Z"
        let plan = try await program.json("plan", "--until", "2027-11-24", now: now).elements
        let first = try #require(plan.first?.sendAt)
        let next = try await program.json("status", now: now).boards?[0]?.nextLetters
        #expect(next?.at == first && next?.keys == ["at", "count"])
        #expect(next?.count == .number(Double(plan.filter { $0.sendAt == first }.count)))
    }

    @Test func peopleReadTheModeFirstAndTimesOnTheBoardsClock() async throws {
        let program = try await register()
        let summer = "2027-04-01T09:00:00Z"
        try await program.json("meeting", "add", "vawg", "2027-06-07", "--at", "10:00")
        _ = try await program.on("meeting", "cancel", "vawg", "2027-03-01", now: "2027-01-04T09:00:00Z")
        let text = try await program.on("status", now: summer).output
        #expect(text.hasPrefix("DRY-RUN: nothing leaves (no configuration was read)\n"))
        #expect(
            text.contains(
                "\nBOARD  STATE   OPEN  OVERDUE  NEXT MEETING  NEXT LETTERS\nvawg   active  3     1        2027-06-07    "
            ))
        let at = try await program.json("status", now: summer).boards?[0]?.nextLetters?.at
        #expect(at != nil && at != .null)
        #expect(text.contains("VAWG-003 waits as drafts"))
    }

    @Test func stuckLettersAndTheRelaysWordsAreSaid() async throws {
        let program = try await register()
        let relay = try FakeRelay(Script().on(.mail, .say("550 5.7.1 sender not known here")))
        defer { relay.stop() }
        try program.write(
            """
            database: m.sqlite
            mode: live
            sender: { address: actions@example.org }
            relay: { url: "\(relay.url)" }
            """, to: "minuted.yaml")
        let words = ["--config", program.path("minuted.yaml"), "--now", "2026-12-07T09:00:00Z"]
        #expect(try await program.run(["run-once"] + words).status == 69)
        let text = try await program.run(["status"] + words).output
        #expect(text.hasPrefix("LIVE\n") && text.contains("\noutbox  1 queued\n"))
        #expect(
            text.contains(
                "\nrelay   it has refused us since 2026-12-07T09:00:00Z: mail: 550 5.7.1 sender not known here;"
            ))
        #expect(text.contains("needs a person:\nerror: relay \(relay.url): it has refused us"))
        let status = try await program.run(["status", "--json"] + words).json()
        #expect(status.mode == "live" && status.outbox?.queued == 1)
    }

    @Test func peopleAndScriptsAreToldTheSameOfARelayThatIsAway() async throws {
        let program = try await register()
        try program.write(
            """
            database: m.sqlite
            mode: live
            sender: { address: actions@example.org }
            relay: { url: "smtp://127.0.0.1:1", tls: none }
            """, to: "minuted.yaml")
        let words = ["--config", program.path("minuted.yaml"), "--now", "2026-12-07T09:00:00Z"]
        #expect(try await program.run(["run-once"] + words).status == 69)
        let status = try await program.run(["status", "--json"] + words).json()
        let problems = try #require(status.problems?.elements)
        let text = try await program.run(["status"] + words).output
        let told = try #require(text.split(separator: "needs a person:\n").last).split(separator: "\n")
        #expect(told.count == problems.count && told.contains { $0.contains("it has been away since") })
    }

    @Test func refusedMailboxNeedsAPersonUntilALetterArrives() async throws {
        let program = try await register()
        let relay = try FakeRelay(Script().on(.recipient, .say("550 5.1.1 no such user")), Script())
        defer { relay.stop() }
        try program.write(
            """
            database: m.sqlite
            mode: live
            sender: { address: actions@example.org }
            relay: { url: "\(relay.url)" }
            """, to: "minuted.yaml")
        let words = { (now: String) in ["--config", program.path("minuted.yaml"), "--now", now] }
        _ = try await program.run(["run-once"] + words("2026-12-07T09:00:00Z"))
        let refused = try await program.run(["check", "--offline"] + words("2026-12-07T09:05:00Z"))
        #expect(refused.status == 1)
        #expect(
            refused.output.contains(
                "error: vawg Tom Achterberg: the mailbox tom@met.example.net was refused: 550 5.1.1 no such user;"
            ))
        let relayed = try await program.run(["run-once", "--json"] + words("2027-02-15T09:00:00Z")).json()
            .relayed
        #expect(relayed == 2)
        let later = try await program.run(["check", "--offline"] + words("2027-02-15T09:05:00Z"))
        #expect(!later.output.contains("refused"))
    }
}
