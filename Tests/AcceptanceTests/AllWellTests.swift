import Foundation
import Testing

/// The weekly letter to the secretariat, seen from outside.
@Suite(.timeLimit(.minutes(5))) struct AllWellTests {
    /// Monday 8 February 2027, nine o'clock in London, and the Sunday before.
    private static let monday = "2027-02-08T09:00:00Z"
    private static let sunday = "2027-02-07T09:00:00Z"

    private static func program() async throws -> Program {
        let program = try await Program.withBoard()
        try await program.json(
            "board", "set", "vawg", "--all-well", "monday", "--secretariat", "vawg.board@example.org",
            now: sunday)
        try await program.json("board", "activate", "vawg", "--yes", now: sunday)
        return program
    }

    private static func weekly(_ letters: JSONValue) -> [JSONValue] {
        letters.elements.filter { $0.steps?.elements.isEmpty == true }
    }

    @Test func itIsForecastWithoutStepsAndSentOnceAWeek() async throws {
        let program = try await Self.program()
        #expect(try await program.json("board", "show", "vawg").allWell == "monday")
        let planned = Self.weekly(try await program.json("plan", "--until", "2027-02-16", now: Self.sunday))
        #expect(planned.map(\.sendAt) == [.string(Self.monday), "2027-02-15T09:00:00Z"])
        #expect(planned.allSatisfy { $0.kind == "brief" && $0.audience == "secretariat" })
        #expect(planned.allSatisfy { $0.recipient == "vawg.board@example.org" })
        for now in [Self.monday, "2027-02-08T10:00:00Z"] {
            #expect(try await program.on("run-once", now: now).status == 0)
        }
        let sent = Self.weekly(try await program.json("outbox", "list", now: Self.monday))
        #expect(sent.count == 1)
        let message = try await program.on(
            "outbox", "show", "1", "--message", now: Self.monday)
        #expect(message.output.contains("All is well with the actions of the VAWG Board"))
        #expect(message.output.contains("tell whoever runs minuted"))
    }

    @Test func offEndsItAndSetAgainItOwesNothingForThePast() async throws {
        let program = try await Self.program()
        try await program.json("board", "set", "vawg", "--all-well", "off", now: Self.sunday)
        #expect(
            Self.weekly(try await program.json("plan", "--until", "2027-02-16", now: Self.sunday)).isEmpty)
        try await program.json("board", "set", "vawg", "--all-well", "monday", now: "2027-02-10T12:00:00Z")
        let planned = try await program.json("plan", "--until", "2027-02-16", now: "2027-02-10T12:00:00Z")
        #expect(Self.weekly(planned).map(\.sendAt) == ["2027-02-15T09:00:00Z"])
    }

    @Test(arguments: ["sunday", "mondy", "1", ""])
    func aDayThatIsNoneIsRefused(day: String) async throws {
        let outcome = try await Program.withBoard().on("board", "set", "vawg", "--all-well", day)
        #expect(
            outcome.status == 64 && outcome.errors.contains("monday, tuesday, wednesday, thursday, friday"))
    }
}
