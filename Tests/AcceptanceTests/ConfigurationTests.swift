import Foundation
import Testing

/// What the program does with its configuration, right and wrong.
@Suite struct ConfigurationTests {
    static let badConfigs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "BadConfigs")

    @Test(
        arguments: try FileManager.default.contentsOfDirectory(atPath: badConfigs.path(percentEncoded: false))
            .sorted())
    func badConfigurationExits78AndShouts(name: String) async throws {
        let folder = Self.badConfigs.appending(path: name)
        let expected = try String(contentsOf: folder.appending(path: "expected"), encoding: .utf8)
        let outcome = try await Program().run(["board", "list", "--config", "minuted.yaml"], in: folder)
        #expect(outcome.status == 78)
        #expect(outcome.errors == expected)
    }

    @Test func databaseOfTheConfigurationIsUsedAndTheOptionGoesBeforeIt() async throws {
        let program = try Program()
        try program.write("database: here.sqlite\n", to: "minuted.yaml")
        let add = ["board", "add", "vawg", "--name", "x", "--config", program.path("minuted.yaml")]
        #expect(try await program.run(add).status == 0)
        #expect(try await program.run(add + ["--database", program.path("there.sqlite")]).status == 0)
        for name in ["here.sqlite", "there.sqlite"] {
            #expect(FileManager.default.fileExists(atPath: program.path(name)))
        }
    }

    @Test func environmentNamesTheConfiguration() async throws {
        let folder = try Program()
        try folder.write("database: here.sqlite\n", to: "minuted.yaml")
        let program = try Program(environment: ["MINUTED_CONFIG": folder.path("minuted.yaml")])
        #expect(try await program.run(["board", "add", "vawg", "--name", "x"]).status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path("here.sqlite")))
    }

    @Test func namedFileThatIsMissingIsAnErrorAlsoBesideADatabase() async throws {
        let program = try Program()
        let outcome = try await program.run(["board", "list", "--config", "/nonexistent/m.yaml"])
        #expect(outcome.status == 78)
        #expect(outcome.errors == "minuted: /nonexistent/m.yaml: no such file; name another by --config\n")
        let register = try await Program.withBoard()
        #expect(try await register.on("board", "list", "--config", "/nonexistent/m.yaml").status == 78)
        try register.write("mode: liv\n", to: "bad.yaml")
        #expect(try await register.on("board", "list", "--config", register.path("bad.yaml")).status == 0)
    }

    @Test func databaseThatIsMissingIsNamedAndNotMade() async throws {
        let program = try Program()
        let outcome = try await program.on("board", "list")
        #expect(outcome.status == 78)
        #expect(outcome.errors.hasPrefix("minuted: database: no database at \(program.path("m.sqlite")); "))
        #expect(!FileManager.default.fileExists(atPath: program.path("m.sqlite")))
    }

    @Test func fileOfAnotherProgramIsLeftUntouched() async throws {
        let program = try Program()
        try program.write(
            "not a database, but long enough to be looked at as if it were one\n", to: "m.sqlite")
        let before = try Data(contentsOf: program.folder.appending(path: "m.sqlite"))
        let outcome = try await program.on("board", "add", "vawg", "--name", "x")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("not a database of minuted"))
        #expect(try Data(contentsOf: program.folder.appending(path: "m.sqlite")) == before)
    }
}
