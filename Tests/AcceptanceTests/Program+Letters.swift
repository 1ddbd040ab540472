import Foundation
import RelayFixtures
import Testing

extension Program {
    /// When the register of `withLetter` owes MPS a letter.
    static let letterTime = "2027-02-15T09:00:00Z"

    /// A register that owes MPS one letter at `letterTime`, and a configuration
    /// that sends in earnest to a relay.
    static func withLetter(
        to relay: FakeRelay, environment: [String: String] = [:]
    ) async throws -> Program {
        let program = try await withBoard(environment: environment)
        try await program.json(
            "action", "add", "vawg", "Report on detections", "--owner", "MPS", "--due", "ongoing")
        try await program.json("release", "vawg", "--yes")
        try await program.json("board", "activate", "vawg", "--yes", now: "2027-02-10T09:00:00Z")
        try program.configure(relay)
        return program
    }

    func configure(_ relay: FakeRelay, mode: String = "live", _ more: String...) throws {
        let lines = [
            "mode: \(mode)", "sender: { address: actions@example.org }", "relay:", "  url: \(relay.url)",
        ]
        try write((lines + more).joined(separator: "\n") + "\n", to: "minuted.yaml")
    }

    /// Runs a verb by the folder's configuration on the folder's register.
    func configured(_ words: String..., now: String = letterTime) async throws -> Outcome {
        let options = ["--config", path("minuted.yaml"), "--database", path("m.sqlite"), "--now", now]
        return try await run(words + options + ["--as", "secretary"])
    }
}
