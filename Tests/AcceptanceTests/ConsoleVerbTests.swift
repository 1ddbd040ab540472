import Foundation
import RelayFixtures
import Testing

/// The way into the console from the command line, and the console of a daemon.
@Suite(.timeLimit(.minutes(2))) struct ConsoleVerbTests {
    private func program(_ console: String) async throws -> Program {
        let program = try await Program.withBoard()
        try program.write("database: m.sqlite\n\(console)\n", to: "console.yaml")
        return program
    }

    private static let listening = """
        console: { listen: "127.0.0.1:0", url: "https://actions.example.org" }
        """

    @Test func firstPersonNamedBecomesTheAdministratorAndTheLinkIsTheirs() async throws {
        let program = try await program(Self.listening)
        let first = try await program.run(
            ["console", "link", "Tom Achterberg", "--json", "--config", "console.yaml"])
        #expect(first.status == 0)
        let link = try first.json()
        #expect(link.person == "Tom Achterberg")
        guard case .string(let address)? = link.link else { throw CocoaError(.coderValueNotFound) }
        #expect(address.hasPrefix("https://actions.example.org/sign-in/") && address.count == 79)
        let list = try await program.json("console", "administrator", "list")
        #expect(list[0]?.name == "Tom Achterberg" && list.elements.count == 1)
        let other = try await program.run(["console", "link", "Leila Haddad", "--config", "console.yaml"])
        #expect(other.status == 65 && other.errors.contains("minuted console administrator add"))
    }

    @Test func lastAdministratorStays() async throws {
        let program = try await program(Self.listening)
        _ = try await program.json("console", "administrator", "add", "Tom Achterberg")
        #expect(try await program.on("console", "administrator", "end", "Tom Achterberg").status == 65)
        _ = try await program.json("console", "administrator", "add", "Leila Haddad")
        #expect(try await program.on("console", "administrator", "end", "Tom Achterberg").status == 0)
    }

    @Test(arguments: [
        ("", "no console is configured"),
        (
            "console: { listen: \"127.0.0.1:0\", url: \"https://a.example.org\", sign-in: proxy-header }",
            "the proxy in front signs people in"
        ),
    ])
    func linkThatWouldOpenNothingIsNotPrinted(console: String, words: String) async throws {
        let program = try await program(console)
        let outcome = try await program.run(["console", "link", "Tom Achterberg", "--config", "console.yaml"])
        #expect(outcome.status == 78 && outcome.output.isEmpty && outcome.errors.contains(words))
    }

    @Test(arguments: [
        (
            "console: { listen: \"0.0.0.0:8480\", url: \"http://actions.example.org\" }",
            "is not a web address"
        ),
        ("answers: { listen: \"0.0.0.0:8481\", url: \"http://127.0.0.1:8481\" }", "is not https"),
        (
            "console: { listen: \"0.0.0.0:8480\", url: \"https://a.example.org\", sign-in: proxy-header }",
            "anybody there could say who they are"
        ),
    ])
    func pagesThatCrossANetworkInClearAreRefused(console: String, words: String) async throws {
        let program = try await program(console)
        let outcome = try await program.run(["check", "--offline", "--config", "console.yaml"])
        #expect(outcome.status == 78 && outcome.output.contains(words), "\(outcome.output)")
    }

    @Test func daemonServesTheConsoleOverASocketAndEndsWithIt() async throws {
        let program = try await Program.withBoard()
        let socket = program.path("console")
        try program.write(
            "database: m.sqlite\nconsole: { listen: \"unix:\(socket)\", url: \"https://a.example.org\" }\n",
            to: "console.yaml")
        let daemon = try RunningDaemon(program, configuration: "console.yaml")
        _ = try await daemon.tells("READY")
        // It listens beside that.
        while !FileManager.default.fileExists(atPath: socket) { await Task.yield() }
        let page = try await UnixHTTP.get("/sign-in", at: socket)
        #expect(page.status == 200 && page.body.contains("<h1>Sign in</h1>"))
        #expect(try await UnixHTTP.get("/boards/vawg", at: socket).status == 303)
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }
}
