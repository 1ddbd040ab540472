import Foundation
import Testing

/// The built program, run as its user would in a folder of its own.
final class Program: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "minuted-acceptance-\(UUID())")
    private let environment: [String: String]

    /// - Parameter environment: all of it; nothing of ours gets through.
    init(environment: [String: String] = [:]) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.environment = environment.merging(["HOME": folder.path(percentEncoded: false)]) { $1 }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// What a run came to.
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String

        /// The one JSON document on standard output.
        func json() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8)) }
    }

    /// Runs a verb in the folder; after two minutes it is killed.
    func run(_ words: [String], in folder: URL? = nil, input: String = "") async throws -> Outcome {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = words
        process.environment = environment
        process.currentDirectoryURL = folder ?? self.folder
        let name = UUID().uuidString
        try write(input, to: name + ".in")
        for stream in [".out", ".err"] { try write("", to: name + stream) }
        process.standardInput = try FileHandle(forReadingFrom: self.folder.appending(path: name + ".in"))
        process.standardOutput = try FileHandle(forWritingTo: self.folder.appending(path: name + ".out"))
        process.standardError = try FileHandle(forWritingTo: self.folder.appending(path: name + ".err"))
        try await Self.end(of: process)
        let text = { (stream: String) in
            String(decoding: try Data(contentsOf: self.folder.appending(path: name + stream)), as: UTF8.self)
        }
        return Outcome(status: process.terminationStatus, output: try text(".out"), errors: try text(".err"))
    }

    private static func end(of process: Process) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume(throwing: error) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 120) {
                if process.isRunning { process.terminate() }
            }
        }
    }

    /// It lies beside the test bundle.
    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "minuted")
}

extension Program {
    static let now = "2026-11-23T09:00:00Z"

    /// Runs a verb on the folder's register as of a fixed instant.
    func on(_ words: String..., now: String = Program.now) async throws -> Outcome {
        try await run(words + ["--database", path("m.sqlite"), "--now", now, "--as", "secretary"])
    }

    /// The JSON of a verb that succeeds.
    @discardableResult
    func json(
        _ words: String..., now: String = Program.now, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSONValue {
        let outcome = try await run(
            words + ["--database", path("m.sqlite"), "--now", now, "--as", "secretary", "--json"])
        try #require(outcome.status == 0, "\(words): \(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.errors == "", sourceLocation: sourceLocation)
        return try outcome.json()
    }

    /// A register with one board, two organisations and their people.
    static func withBoard(environment: [String: String] = [:]) async throws -> Program {
        let program = try Program(environment: environment)
        try await register.value.write(to: program.folder.appending(path: "m.sqlite"))
        return program
    }

    /// Made once; every test gets a copy.
    private static let register = Task {
        let program = try await made()
        return try withExtendedLifetime(program) {
            try Data(contentsOf: program.folder.appending(path: "m.sqlite"))
        }
    }

    private static func made() async throws -> Program {
        let program = try Program()
        try await program.json(
            "board", "add", "vawg", "--name", "VAWG Board", "--papers",
            "5 clear working days before the meeting")
        try await program.json(
            "meeting", "add", "vawg", "2027-03-01", "--at", "10:00", "--place", "City Hall")
        for (organisation, name, mailbox) in [
            ("MPS", "Tom Achterberg", "tom@met.example.net"),
            ("CPS", "Leila Haddad", "leila@cps.example.net"),
        ] {
            try await program.json("organisation", "add", organisation)
            try await program.json("person", "add", name, "--email", mailbox, "--organisation", organisation)
            try await program.json("member", "add", "vawg", name, "--role", "member")
        }
        return program
    }
}
