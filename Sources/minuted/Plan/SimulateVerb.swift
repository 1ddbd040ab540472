import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Reminders
import Scheduling
import Store

/// `minuted simulate`: the letters as they would arrive, by everything that
/// makes and sends them, on a copy of the database.
struct SimulateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run a time to come on a copy, and show the letters as they would arrive.",
        discussion: """
            Nothing is written to the database and nothing leaves the machine; the copy sends in earnest \
            whatever the mode. Letters that wait in the outbox go too, held ones stay held. It shows what \
            happens if nobody touches the register.
            """)

    @Option(help: .init("Only this board.", valueName: "slug")) var board: String?
    @Option(help: .init("Where it begins; now, without it.", valueName: "instant")) var from: Instant?
    @Option(help: .init("Where it ends: an instant, or a day to its end.", valueName: "instant-or-day"))
    var until: RangeEnd
    @Flag(help: "A line for each letter, without its text.") var brief = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if brief && options.json { throw ValidationError("Ask for --brief or --json, not for both.") }
    }

    func run() async throws {
        let configuration = try options.configuration()
        if let from = from?.date, until.isBefore(from) {
            throw Complaint(.usage, "simulate", "--until lies before --from", "change the two round")
        }
        let copy = try Store.copy(of: configuration.database)
        let simulation = Simulation(on: copy, boards: try ends(in: copy), sender: configuration.shownSender)
        var letters: [JSON] = []
        let summary = try await simulation.run(from: from?.date ?? options.time) { letter in
            if options.json { return letters.append(letter.json) }
            Output.write(brief ? letter.short : letter.full)
        }
        options.output.show(letters.json, summary.words)
        for failure in summary.failures {
            Output.note("simulate: board \(failure.board): \(failure.why.onOneLine); mend it, and run again")
        }
        if !summary.failures.isEmpty { throw ExitStatus.needsAPerson.code }
    }

    /// The boards that send, each with the last instant of its range.
    private func ends(in store: Store) throws -> [Board.ID: Date] {
        let boards = try board.map { [try store.board($0)] } ?? store.boards()
        if board != nil, boards[0].state != .active {
            Output.note(
                "simulate: \(boards[0].slug) is not active and sends nothing; see minuted board activate")
        }
        let ends = boards.filter { $0.state == .active }.map { ($0.id, until.instant(on: $0)) }
        return Dictionary(uniqueKeysWithValues: ends)
    }
}

extension RangeEnd {
    /// As `instant(in:)`, on the clock of a board whose calendar need not be known.
    fileprivate func instant(on board: Board) -> Date {
        let zone = TimeZone(identifier: board.timeZone) ?? .gmt
        return instant(
            in: WorkingCalendar(HolidayCalendar(name: "none", days: [:], coverage: nil), timeZone: zone))
    }
}
