import Foundation
import Testing

@Suite struct ImportTests {
    private let log = "ref,action,owner\nVAWG-7,Ring the crew,MPS\n"

    @Test func jsonSaysWhetherItWasADryRun() async throws {
        let program = try await Program.withBoard()
        try program.write(log, to: "log.csv")
        let words = ["import", "actions", program.path("log.csv"), "--board", "vawg"]
        let common = ["--database", program.path("m.sqlite"), "--json"]
        let dry = try await program.run(words + ["--dry-run"] + common).json()
        #expect(dry.dryRun == true && dry.added?.elements.count == 1)
        let wet = try await program.run(words + common).json()
        #expect(wet.dryRun == false && wet.added?.elements.count == 1)
    }

    @Test func devicesAndPipesAreReadLikeFiles() async throws {
        let program = try await Program.withBoard()
        let words = ["import", "actions", "/dev/stdin", "--board", "vawg", "--dry-run"]
        let outcome = try await program.run(words + ["--database", program.path("m.sqlite")], input: log)
        #expect(outcome.status == 0 && outcome.output.hasPrefix("+ VAWG-7"))
        let pipe = program.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let writer = Task.detached { try Data(log.utf8).write(to: URL(filePath: pipe), options: []) }
        let piped = try await program.on("import", "actions", pipe, "--board", "vawg")
        try await writer.value
        #expect(piped.status == 0 && piped.output.hasPrefix("+ VAWG-7"))
    }

    @Test func aFileThatIsNotThereIsSaidToBeMissing() async throws {
        let program = try await Program.withBoard()
        let outcome = try await program.on("import", "people", "nothing.csv")
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("minuted: nothing.csv: no such file or directory; "))
    }
}
