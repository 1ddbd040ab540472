import ActionRegister
import ArgumentParser
import Foundation
import Reminders
import Scheduling
import Store

/// `minuted plan`: the forecast, by the function that the daemon itself looks with.
struct PlanVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show which letters go when, if nobody touches the register.")

    @Option(help: .init("Only this board.", valueName: "slug")) var board: String?
    @Option(help: .init("Where the forecast begins; now, without it.", valueName: "instant")) var from:
        Instant?
    @Option(help: .init("Where it ends: an instant, or a day to its end.", valueName: "instant-or-day"))
    var until: RangeEnd
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.read { store in
            let boards = try board.map { [try store.board($0)] } ?? store.boards()
            let prospect = Prospect(store: store, told: options.told)
            let calendars = try boards.map { ($0, try store.workingCalendar($0)) }
            if let from = from?.date, until.isBefore(from) {
                throw Complaint(.usage, "plan", "--until lies before --from", "change the two round")
            }
            let letters = try prospect.letters(of: boards, from: from?.date, until: until.instant)
            options.output.show(letters, ForecastLetter.table(letters))
            for (board, calendar) in calendars where board.state == .active { note(board, calendar) }
            if !options.json { boards.filter { $0.state != .active }.forEach(noteNotActive) }
        }
    }

    /// An empty forecast is else taken for a schedule that owes nothing.
    private func noteNotActive(_ board: Board) {
        guard board.state != .archived else { return }
        let state = board.state == .draft ? "has not been activated" : "is paused"
        Output.note(
            "plan: \(board.slug) \(state), so it writes nothing; see minuted board activate \(board.slug)")
    }

    /// Past the end of its calendar a board counts Monday to Friday.
    private func note(_ board: Board, _ calendar: WorkingCalendar) {
        let last = calendar.day(of: until.instant(in: calendar))
        guard calendar.isBeyondCoverage(last), let end = calendar.holidays.coverage?.upperBound else {
            return
        }
        Output.note(
            "plan: the holidays of \(board.calendar) are known until \(end); after that \(board.slug) is planned as if there were none"
        )
    }
}
