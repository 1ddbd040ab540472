import Foundation
import RelayFixtures
import Testing

@Suite struct CheckTests {
    private let now = Program.now

    /// A program whose configuration is `yaml` beside the usual database.
    private func configured(_ program: Program, _ yaml: String) throws -> [String] {
        try program.write("database: m.sqlite\n" + yaml, to: "minuted.yaml")
        return ["--config", program.path("minuted.yaml"), "--now", now]
    }

    @Test func orderlyRegisterExitsZero() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        let outcome = try await program.on("check")
        #expect(outcome.status == 0 && outcome.errors == "" && outcome.output == "nothing is wrong\n")
        #expect(try await program.json("check") == [])
    }

    @Test func ownersWithoutAnAddressAreNamedAndExitOne() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json("person", "add", "Priya Shah", "--email", "priya@example.org")
        try await program.json("person", "set", "Priya Shah", "--email", "none")
        try await program.json(
            "action", "add", "vawg", "Bring figures", "--owner", "Priya Shah/MPS", "--due", "ongoing")
        try await program.json("member", "end", "vawg", "Tom Achterberg")
        let outcome = try await program.on("check")
        let lines = outcome.output.split(separator: "\n")
        #expect(outcome.status == 1 && lines.count == 2)
        #expect(
            lines[0].hasPrefix("error: vawg Priya Shah: Priya Shah has no mailbox")
                && lines[0].contains("VAWG-001"))
        #expect(lines[1].hasPrefix("error: vawg MPS: it has no seat on the board today"))
        #expect(lines[1].hasSuffix("; minuted member add vawg NAME --role contact --organisation MPS"))
    }

    @Test func jsonHasTheSameProblems() async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.on("check", "--json")
        let problems = try outcome.json().elements
        #expect(outcome.status == 1 && problems.count == 1)
        #expect(problems[0].keys == ["severity", "where", "what"])
        #expect(problems[0].severity == "error" && problems[0].where == "vawg secretariat")
    }

    @Test func inferredContactsAreToldOnRequestAndWrongNothing() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        try await program.json("action", "add", "vawg", "Bring figures", "--owner", "MPS", "--due", "ongoing")
        #expect(try await program.on("check").output == "nothing is wrong\n")
        let outcome = try await program.on("check", "--verbose")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains(
                "note: vawg MPS: no seat says that it is the contact, so letters go to Tom Achterberg as member"
            ))
    }

    @Test func everyErrorOfTheConfigurationHasItsPlaceAndExitsSeventyEight() async throws {
        let program = try await Program.withBoard()
        let words = try configured(program, "mode: liv\nrelay: { timeout: 60 }\n")
        let file = program.path("minuted.yaml")
        let outcome = try await program.run(["check"] + words)
        #expect(outcome.status == 78)
        for line in ["error: \(file):2:7: ", "error: \(file):3:19: "] {
            #expect(outcome.output.contains(line))
        }
        #expect(outcome.errors == "" && outcome.output.split(separator: "\n").count == 2)
        let problems = try await program.run(["check", "--json"] + words).json().elements
        #expect(problems.map(\.where) == [.string("\(file):2:7"), .string("\(file):3:19")])
        #expect(try await program.run(["status"] + words).status == 78)
    }

    @Test func databaseThatIsMissingOrAnotherPrograms() async throws {
        let program = try Program()
        let missing = try await program.on("check")
        #expect(missing.status == 1 && missing.output.hasPrefix("error: database: no database at "))
        try program.write("not a database, and long enough to be looked at\n", to: "m.sqlite")
        let other = try await program.on("check")
        #expect(other.status == 1)
        #expect(
            other.output
                == "error: database: not a database of minuted, left untouched; name another with --database\n"
        )
        #expect(FileManager.default.fileExists(atPath: program.path("m.sqlite-wal")) == false)
    }

    @Test func nothingIsWrittenOrLeftBehind() async throws {
        let program = try await Program.withBoard()
        let file = program.folder.appending(path: "m.sqlite")
        let databases = {
            try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
                $0.hasPrefix("m.sqlite")
            }
        }
        let (bytes, names) = (try Data(contentsOf: file), try databases())
        for verb in ["check", "status"] { _ = try await program.on(verb) }
        #expect(try Data(contentsOf: file) == bytes)
        #expect(try databases() == names)
    }

    @Test func aLiveSenderWithoutABouncePathIsAWarning() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        let words = try configured(
            program,
            "mode: live\nsender: { address: a@example.org }\nrelay: { url: \"smtp://localhost:25\" }\n")
        let outcome = try await program.run(["check", "--offline"] + words)
        #expect(outcome.status == 1)
        #expect(
            outcome.output.hasPrefix(
                "warning: sender.envelope: nobody has said where letters go that come back; "))
    }

    @Test func relayIsAskedUnlessOffline() async throws {
        let program = try await Program.withBoard()
        try await program.json("board", "set", "vawg", "--secretariat", "vawg@example.org")
        let relay = try FakeRelay(Script(), Script().on(.greeting, .say("554 5.3.2 not today")))
        defer { relay.stop() }
        let words = try configured(
            program,
            "mode: live\nsender: { address: a@example.org, envelope: b@example.org }\nrelay: { url: \"\(relay.url)\" }\n"
        )
        #expect(try await program.run(["check"] + words).status == 0)
        let refused = try await program.run(["check"] + words)
        #expect(refused.status == 1)
        #expect(refused.output.hasPrefix("error: relay \(relay.url): greeting: 554 5.3.2 not today; see "))
        #expect(try await program.run(["check", "--offline"] + words).status == 0)
        #expect(relay.conversations.count == 2 && relay.messages.isEmpty)
    }

    @Test func passwordThatIsMissingIsFoundAndNotTheOneThatIsThere() async throws {
        let yaml = "relay: { authentication: plain, username: board, url: \"smtp://127.0.0.1:9\" }\n"
        for (environment, status) in [([:], Int32(1)), (["MINUTED_RELAY_PASSWORD": "the cellar"], 0)] {
            let program = try Program(environment: environment)
            try await program.json("board", "add", "vawg", "--name", "VAWG Board", "--rules", "none")
            let outcome = try await program.run(["check", "--offline"] + configured(program, yaml))
            #expect(outcome.status == status)
            #expect(outcome.output.contains("there is no password for board") == (status == 1))
            #expect(!(outcome.output + outcome.errors).contains("cellar"))
        }
    }
}
