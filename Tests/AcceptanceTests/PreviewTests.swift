import Foundation
import RelayFixtures
import Testing

@Suite(.timeLimit(.minutes(1))) struct PreviewTests {
    static let dayBefore = "2027-02-14T12:00:00Z"

    @Test func previewIsByteForByteWhatRunOnceSends() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        let shown = try await program.configured("preview", "vawg", "MPS", "--message", now: Self.dayBefore)
        #expect(shown.status == 0 && shown.errors == "")
        #expect(try await program.configured("run-once").status == 0)
        #expect(relay.messages.map { String(decoding: $0, as: UTF8.self) } == [shown.output])
    }

    @Test(arguments: ["MPS", "tom achterberg", "tom@met.example.net"])
    func readerIsAnOrganisationAPersonOrAMailbox(who: String) async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        let letter = try await program.json("preview", "vawg", who, now: Self.dayBefore)
        #expect(letter.keys == ["sendAt", "recipient", "subject", "text", "html"])
        #expect(letter.sendAt == "2027-02-15T09:00:00Z" && letter.recipient == "tom@met.example.net")
        #expect(letter.subject == "VAWG Board, Monday 1 March 2027: your actions")
        let words = try await program.configured("preview", "vawg", who, now: Self.dayBefore)
        let fields = [
            "Goes: 2027-02-15 09:00", "From: VAWG Board secretariat <actions@example.org>",
            "To: Tom Achterberg <tom@met.example.net>",
            "Subject: VAWG Board, Monday 1 March 2027: your actions",
        ]
        #expect(words.output.hasPrefix(fields.joined(separator: "\n") + "\n\nDear Tom Achterberg,\n\n"))
        #expect(words.output.contains("\n1. VAWG-001: ongoing\nReport on detections.\n"))
        let html = try await program.configured("preview", "vawg", who, "--html", now: Self.dayBefore)
        #expect(html.output.hasPrefix("<!DOCTYPE html>\n") && html.output.contains("VAWG-001: ongoing"))
    }

    @Test func secretariatReadsTheBrief() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json("board", "activate", "vawg", "--yes")
        let brief = try await program.json("preview", "vawg", "secretariat")
        #expect(brief.recipient == "vawg@example.org" && brief.sendAt == "2027-02-25T09:00:00Z")
        #expect(brief.subject == "VAWG Board, Monday 1 March 2027: brief on its actions")
    }

    @Test func previewOfABoardThatIsNotActiveSaysSoAndWritesNothing() async throws {
        let program = try await Program.withBoard()
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        try await program.json("release", "vawg", "--yes")
        let audit = try await program.json("audit", "list")
        let shown = try await program.on("preview", "vawg", "MPS")
        #expect(shown.status == 0 && shown.output.contains("VAWG-001"))
        #expect(shown.errors == "minuted: preview: vawg is not active; shown as if it were activated now\n")
        #expect(try await program.json("audit", "list") == audit)
        #expect(try await program.json("board", "show", "vawg").active == false)
        #expect(try await program.json("outbox", "list") == [])
    }

    @Test func contactWhoIsAwayTodayIsShownTheLetterThatGoesWhenTheyAreBack() async throws {
        let program = try await Program.withBoard()
        try await program.json("person", "add", "Dee Puty", "--email", "dee@met.example.net")
        try await program.json(
            "member", "add", "vawg", "Dee Puty", "--role", "deputy", "--deputy-of", "Tom Achterberg")
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        try await program.json("board", "activate", "vawg", "--yes")
        try await program.json(
            "absence", "add", "Tom Achterberg", "--from", "2026-11-23", "--until", "2026-11-27")
        try await program.json("release", "vawg", "--yes")
        let today = try await program.json("preview", "vawg", "MPS")
        #expect(today.recipient == "dee@met.example.net" && today.sendAt == "2026-11-23T09:00:00Z")
        try program.write("sender: { address: actions@example.org }\n", to: "minuted.yaml")
        #expect(try await program.configured("run-once", now: Program.now).status == 0)
        let next = try await program.json("preview", "vawg", "MPS", now: "2026-11-24T09:00:00Z")
        #expect(next.recipient == "tom@met.example.net" && next.sendAt == "2027-02-15T09:00:00Z")
    }

    @Test func whereNoLetterGoesTheReasonsAreTold() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "activate", "vawg", "--yes")
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        let none = try await program.on("preview", "vawg", "MPS")
        #expect(none.status == 0)
        #expect(
            none.output
                == "no letter goes to Tom Achterberg in the next twelve months: no action that comes to them is "
                + "released and open; drafts of vawg that wait for release: 1\n")
        let json = try await program.on("preview", "vawg", "MPS", "--json")
        #expect(json.output == "null\n")
    }

    @Test(arguments: [
        (["vawg", "Nobody"], 65, "minuted: owner: nobody called \"Nobody\" is known; "),
        (["vawgg", "MPS"], 65, "minuted: board: no board \"vawgg\"; did you mean \"vawg\"?\n"),
        (
            ["vawg", "secretariat"], 65,
            "minuted: preview: nobody with a mailbox is written to for the secretariat"
        ),
        (
            ["vawg", "MPS", "--html", "--message"], 64,
            "minuted: preview: ask for --html, --message or --json"
        ),
        (["vawg"], 64, "minuted: preview: "),
    ])
    func whatCannotBeShownIsRefused(words: [String], status: Int32, said: String) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(["preview"] + words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == status && outcome.output == "")
        #expect(outcome.errors.hasPrefix(said), "\(outcome.errors)")
    }
}
