import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct SimulateTests {
    private static let end = "2027-12-31"

    /// Two boards with the files of config/demo, released and active.
    private static func samples() async throws -> Program {
        let program = try Program()
        try await register.value.write(to: program.folder.appending(path: "m.sqlite"))
        return program
    }

    private static let register = Task {
        let program = try Program()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "config/demo")
        let file = { (name: String) in folder.appending(path: "\(name).csv").path(percentEncoded: false) }
        for (slug, name) in [("vawg", "VAWG Board"), ("victims", "Victims' Board")] {
            try await program.json(
                "board", "add", slug, "--name", name, "--secretariat", "\(slug).board@mopac.example.org",
                "--papers", "5 clear working days before the meeting")
        }
        for noun in ["organisations", "people", "meetings"] {
            try await program.json("import", noun, file(noun))
        }
        for slug in ["vawg", "victims"] {
            try await program.json("import", "actions", file("\(slug)-action-log"), "--board", slug)
            try await program.json("release", slug, "--all", "--yes")
            try await program.json("board", "activate", slug, "--yes")
        }
        return try withExtendedLifetime(program) {
            try Data(contentsOf: program.folder.appending(path: "m.sqlite"))
        }
    }

    /// The names of the folder's files, and what is in the database.
    private func state(of program: Program) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: program.path(""))
        let files = try names.filter { $0.hasPrefix("m.sqlite") }.map { name in
            (name, try Data(contentsOf: program.folder.appending(path: name)))
        }
        return Dictionary(uniqueKeysWithValues: files)
    }

    @Test func aYearOfTheSampleBoardsIsWhatPlanSaysAndLeavesNoTrace() async throws {
        let program = try await Self.samples()
        let before = try state(of: program)
        let simulated = try await program.json("simulate", "--until", Self.end)
        #expect(try state(of: program) == before)
        let planned = try await program.json("plan", "--until", Self.end)
        #expect(simulated.elements.count > 100)
        #expect(simulated.elements.map(\.forecast) == planned.elements)
        #expect(simulated.elements.allSatisfy { $0.outcome == "relayed" && $0.reason == .null })
        #expect(Set(simulated.elements.map(\.messageID)).count == simulated.elements.count)
        #expect(simulated.elements.allSatisfy { $0.subject != nil && $0.text != .null })
    }

    @Test func twoRunsAreByteForByteTheSame() async throws {
        let program = try await Self.samples()
        for form in [[], ["--brief"], ["--json"]] {
            let words =
                ["simulate", "--until", "2027-03-31", "--database", program.path("m.sqlite"), "--now"]
                + [Program.now] + form
            let first = try await program.run(words)
            #expect(first.status == 0 && first.errors == "" && !first.output.isEmpty)
            #expect(try await program.run(words).output == first.output)
        }
    }

    @Test func rangesAndBoardsAreThoseOfPlan() async throws {
        let program = try await Self.samples()
        for words in [
            ["--board", "victims", "--until", "2027-02-28"],
            ["--from", "2027-01-07T10:10:00Z", "--until", "2027-03-01T09:00:00Z"],
        ] {
            let common = words + ["--database", program.path("m.sqlite"), "--now", Program.now, "--json"]
            let simulated = try await program.run(["simulate"] + common).json()
            let planned = try await program.run(["plan"] + common).json()
            #expect(simulated.elements.map(\.forecast) == planned.elements)
        }
    }

    @Test(arguments: ["plan", "simulate"]) func rangeThatEndsBeforeItBeginsIsRefused(
        verb: String
    ) async throws {
        let program = try await Self.samples()
        let outcome = try await program.run([
            verb, "--from", "2027-03-04T00:00:00Z", "--until", "2027-03-01", "--database",
            program.path("m.sqlite"), "--now", Program.now,
        ])
        #expect(outcome.status == 64)
        #expect(outcome.errors == "minuted: \(verb): --until lies before --from; change the two round\n")
    }

    @Test func aLetterIsPrintedAsItArrivesBelowWhatCausedIt() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        try await program.json("release", "vawg", "--yes")
        try await program.json("board", "activate", "vawg", "--yes", now: "2027-02-10T09:00:00Z")
        let shown = try await program.on(
            "simulate", "--until", "2027-02-15", now: "2027-02-10T09:00:00Z")
        let head = """
            2027-02-15 09:00  vawg  reminder to Tom Achterberg <tom@met.example.net>
              VAWG-001: 14 days before the meeting, 2027-02-15

                From: VAWG Board secretariat <minuted@localhost>
                Reply-To: vawg@example.org
                To: Tom Achterberg <tom@met.example.net>
                Subject: VAWG Board, Monday 1 March 2027: your actions
                Date: Mon, 15 Feb 2027 09:00:00 +0000

                Dear Tom Achterberg,

            """
        #expect(shown.status == 0 && shown.errors == "")
        #expect(shown.output.hasPrefix(head), "\(shown.output)")
        #expect(shown.output.hasSuffix("\n\n1 letter, no steps missed, no problems\n"))
        let brief = try await program.on(
            "simulate", "--brief", "--until", "2027-02-15", now: "2027-02-10T09:00:00Z")
        #expect(
            brief.output
                == "2027-02-15 09:00  vawg  reminder  Tom Achterberg <tom@met.example.net>  VAWG-001\n"
                + "1 letter, no steps missed, no problems\n")
    }

    @Test func whatWouldNotGoSaysWhyAndWhoCannotBeReachedIsAProblem() async throws {
        let program = try await Program.withBoard()
        try program.write(
            "mode: live\nsender: { address: actions@example.org }\nrelay: { url: \"smtp://127.0.0.1:9\", tls: none }\n",
            to: "minuted.yaml")
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json("action", "add", "vawg", "Report", "--owner", "MPS", "--due", "ongoing")
        try await program.json("action", "add", "vawg", "Report", "--owner", "CPS", "--due", "ongoing")
        try await program.json("release", "vawg", "--yes")
        try await program.json("board", "activate", "vawg", "--yes", now: "2027-02-10T09:00:00Z")
        #expect(try await program.configured("run-once").status == 69)
        try await program.json(
            "action", "close", "vawg", "VAWG-001", "--by-chair", "done", now: Program.letterTime)
        try await program.json(
            "member", "end", "vawg", "Leila Haddad", "--from", "2027-02-16", now: Program.letterTime)
        let shown = try await program.configured("simulate", "--brief", "--until", "2027-02-28")
        #expect(shown.status == 0 && shown.errors == "")
        let lines = shown.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix("  Leila Haddad <leila@cps.example.net>  VAWG-002"))
        #expect(
            lines.contains { $0.hasSuffix("not sent, suppressed: everything in it has been settled: closed") }
        )
        #expect(lines.contains { $0.hasPrefix("problem: from 2027-02-17 09:00 on: CPS has no seat") })
        #expect(lines.last == "2 letters, 1 not sent, no steps missed, 1 problem")
    }

    @Test func aBoardThatSendsNothingIsNamed() async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.on("simulate", "--board", "vawg", "--until", "2027-12-31")
        #expect(outcome.status == 0 && outcome.output == "no letters, no steps missed, no problems\n")
        #expect(
            outcome.errors
                == "minuted: simulate: vawg is not active and sends nothing; see minuted board activate\n")
    }

    @Test(arguments: [
        ([], "minuted: simulate: missing expected argument '--until <instant-or-day>'; "),
        (["--until", "soon"], "minuted: simulate: "), (["--until", "2027-01-01", "--brief", "--json"], ""),
        (["--until", "2027-01-01", "--from", "2027-01-01"], "minuted: simulate: "),
    ])
    func wrongWordsAreRefused(words: [String], said: String) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(["simulate"] + words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == 64 && outcome.output == "")
        #expect(outcome.errors.hasPrefix(said), "\(outcome.errors)")
    }

    @Test func aDatabaseThatIsNotThereIsNotMade() async throws {
        let program = try Program()
        let outcome = try await program.on("simulate", "--until", "2027-01-01")
        #expect(outcome.status == 78 && outcome.errors.hasPrefix("minuted: database: no database at "))
        #expect(!FileManager.default.fileExists(atPath: program.path("m.sqlite")))
    }
}

extension JSONValue {
    /// A letter without what `plan` does not say of it.
    fileprivate var forecast: JSONValue {
        guard case .object(var members) = self else { return self }
        for key in ["messageID", "subject", "text", "outcome", "reason"] { members[key] = nil }
        return .object(members)
    }
}
