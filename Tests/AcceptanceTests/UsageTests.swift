import Foundation
import Testing

/// The words of the command line, and what is said when they are wrong.
@Suite struct UsageTests {
    @Test(arguments: [
        (["bord"], "minuted: command line: no verb \"bord\"; did you mean \"board\"?\n"),
        (["board", "ad"], "minuted: board: no verb \"board ad\"; did you mean \"board add\"?\n"),
        (
            ["board", "add", "x"],
            "minuted: board add: missing expected argument '--name <name>'; see minuted board add --help\n"
        ),
        (
            ["meeting", "add", "x", "2027-02-30"],
            "minuted: meeting add: the value '2027-02-30' is invalid for '<day-or-month>'; "
                + "write a day like 2027-03-18, or a month like 2027-03\n"
        ),
        (
            ["member", "add", "x", "y", "--role", "boss"],
            "minuted: member add: the value 'boss' is invalid for '--role <role>'; "
                + "write contact, member, chair, co-chair, secretariat, deputy\n"
        ),
        (["version", "--jsn"], "minuted: version: unknown option '--jsn'; did you mean '--json'?\n"),
        (
            ["version", "--now", "yesterday"],
            "minuted: version: the value 'yesterday' is invalid for '--now <instant>'; "
                + "write one like 2027-03-18T09:00:00Z\n"
        ),
        (
            ["plan", "--until", "nonsense"],
            "minuted: plan: the value 'nonsense' is invalid for '--until <instant-or-day>'; "
                + "write an instant like 2027-03-18T09:00:00Z, or a day like 2027-03-18\n"
        ),
    ])
    func wrongWordsExit64AndSayWhatToWrite(words: [String], said: String) async throws {
        let outcome = try await Program().run(words)
        #expect(outcome.status == 64)
        #expect(outcome.errors == said)
        #expect(outcome.output == "")
    }

    @Test(arguments: [
        ["person", "add", "A", "--email", "a@b\u{1B}[31m\nminuted: all is well"], ["bo\u{1B}]0;x\u{7}ard"],
        ["plan", "--until", "2027\u{202E}\n"],
        ["rule", "explain", "14 days \u{9B}31m before", "--anchor", "2027-03-01"],
    ])
    func whatIsWrongIsOneLineWhateverWasTyped(words: [String]) async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.run(words + ["--database", program.path("m.sqlite")])
        #expect(outcome.status == 64 || outcome.status == 65)
        let scalars = outcome.errors.unicodeScalars
        #expect(scalars.count { $0.properties.generalCategory == .control } == 1 && scalars.last == "\n")
        #expect(!scalars.contains("\u{202E}"))
    }

    @Test func versionIsPrintedBothWays() async throws {
        let program = try Program()
        let words = try await program.run(["version"]), json = try await program.run(["version", "--json"])
        let option = try await program.run(["--version"])
        let parts = try #require(option.output.wholeMatch(of: /(\d+\.\d+\.\d+) \(build (\S+)\)\n/))
        #expect(words.output == "minuted \(option.output)")
        #expect(json.output == "{\"version\":\"\(parts.1)\",\"build\":\"\(parts.2)\"}\n")
    }

    @Test func helpGoesToStandardOutputAndExits0() async throws {
        let outcome = try await Program().run(["board", "add", "--help"])
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(outcome.output.contains("--reference-pattern <pattern>"))
    }

    @Test func whatAsksRefusesOffATerminalWithoutYes() async throws {
        let program = try await Program.withBoard()
        for words in [["board", "activate", "vawg"], ["person", "erase", "Tom Achterberg"]] {
            let outcome = try await program.run(words + ["--database", program.path("m.sqlite")])
            #expect(outcome.status == 64)
            #expect(outcome.errors.hasSuffix("this asks first, and nobody is at a terminal; add --yes\n"))
        }
        #expect(try await program.json("board", "list")[0]?.state == "draft")
        #expect(try await program.json("person", "list").elements.count == 2)
    }
}
