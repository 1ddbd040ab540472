import Foundation
import Testing

@Suite struct UpkeepTests {
    @Test func everyChangeIsInTheAuditWithWhoAndBothTimes() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--gap", "5")
        let entries = try await program.json("audit", "list").elements
        let last = try #require(entries.last)
        #expect(last.verb == "board set" && last.actor == "secretary" && last.now == "2026-11-23T09:00:00Z")
        #expect(last.old?.gap != last.new?.gap && last.realTime != .null)
        #expect(entries.map(\.n) == (1...entries.count).map { .number(Double($0)) })
        #expect(try await program.json("audit", "list", "--after", "\(entries.count - 1)").elements == [last])
    }

    @Test func readingLeavesNoEntry() async throws {
        let program = try await Program.withBoard()
        let before = try await program.json("audit", "list")
        try await program.json("board", "show", "vawg")
        _ = try await program.on("board", "show", "nobody")
        #expect(try await program.json("audit", "list") == before)
    }

    @Test func actorIsTheUserBehindSudo() async throws {
        let program = try Program(environment: ["SUDO_USER": "harriet"])
        let words = ["--database", program.path("m.sqlite"), "--json"]
        _ = try await program.run(["board", "add", "vawg", "--name", "x"] + words)
        #expect(try await program.run(["audit", "list"] + words).json()[0]?.actor == "harriet")
    }

    @Test func backupIsARegisterOfItsOwn() async throws {
        let program = try await Program.withBoard()
        try await program.json("backup", program.path("copy.sqlite"))
        let boards = try await program.run([
            "board", "list", "--database", program.path("copy.sqlite"), "--json",
        ])
        #expect(try boards.json()[0]?.slug == "vawg")
    }

    @Test func silenceIsNamedByItsNumber() async throws {
        let program = try await Program.withBoard()
        try await program.json("action", "add", "vawg", "x", "--owner", "MPS", "--due", "ongoing")
        let silence = try await program.json(
            "silence", "add", "--until", "2027-01-12", "--reason", "holidays", "--board", "vawg", "--action",
            "VAWG-001")
        #expect(silence.from == "2026-11-23" && silence.action == "VAWG-001" && silence.owner == .null)
        #expect(try await program.json("silence", "end", "1", "--from", "2026-12-01").until == "2026-11-30")
        #expect(try await program.json("silence", "list")[0]?.until == "2026-11-30")
        #expect(try await program.on("silence", "end", "7").status == 65)
        #expect(
            try await program.on(
                "silence", "add", "--until", "2027-01-12", "--reason", "x", "--action", "VAWG-001"
            ).status == 64)
    }

    @Test(arguments: [
        (["--reason", "holidays"], "a silence needs an end; name its last day by --until DAY"),
        (["--until", "2027-01-12"], "a silence needs a reason; say why by --reason, for all to read"),
        (
            ["--reason", "x", "--from", "2027-02-01", "--until", "2027-01-12"],
            "2027-01-12 is before 2027-02-01; name the first day, then the last"
        ),
    ])
    func silenceWithoutAnEndAReasonOrAnyDayIsRefused(words: [String], why: String) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(
            ["silence", "add"] + words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == 65 && outcome.errors == "minuted: silence add: \(why)\n")
        #expect(try await program.json("silence", "list").elements.isEmpty)
    }

    @Test func silenceThatHasBegunIsNotEndedInThePast() async throws {
        let program = try await Program.withBoard()
        try await program.json(
            "silence", "add", "--until", "2027-01-12", "--reason", "x", "--board", "vawg")
        let now = "2026-12-01T09:00:00Z"
        let outcome = try await program.on("silence", "end", "1", "--from", "2026-11-25", now: now)
        #expect(outcome.status == 65)
        #expect(
            outcome.errors.hasSuffix("for what fell in it is never owed; the earliest is today, 2026-12-01\n")
        )
        #expect(try await program.json("silence", "end", "1", now: now).until == "2026-11-30")
    }

    @Test func tableIsForPeopleAndHasNoColourOffATerminal() async throws {
        let program = try await Program.withBoard()
        try await program.json(
            "action", "add", "vawg", "a\nb", "--owner", "MPS", "--due", "ongoing")
        let table = try await program.on("action", "list").output
        #expect(
            table.hasPrefix(
                "REFERENCE  OWNERS  DUE      STATUS       ACTION\nVAWG-001   MPS     ongoing  draft, open  "))
        #expect(!table.contains("\u{1B}") && table.split(separator: "\n").count == 2)
    }
}
