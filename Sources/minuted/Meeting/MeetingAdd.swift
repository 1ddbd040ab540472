import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted meeting add`.
struct MeetingAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a meeting. One of which only the month is known sends nothing.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day, or its month.", valueName: "day-or-month")) var day: DayOrMonth
    @Option(help: .init("When it starts.", valueName: "hh:mm")) var at: TimeOfDay?
    @Option(help: .init("When its papers are due, where the board does not say it.", valueName: "day"))
    var papersDue: CalendarDay?
    @Option(help: "Where it is held.") var place: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (added, printer) = try options.change { store, told in
            let added = try store.addMeetings([meeting(of: store.board(board).id)], told: told)
            return (added, try MeetingRows(store))
        }
        let row = printer.row(added[0].meeting)
        options.output.show(
            printer.json(added[0]), "\(row.words): added, papers due \(row.papersDue ?? "-")\n")
        added.noteDue(verb: "meeting add")
        added.noteOddDays(printer, verb: "meeting add")
    }

    private func meeting(of board: Board.ID) throws -> Meeting {
        switch day {
        case .day(let day):
            return Meeting(id: .init(0), board: board, day: day, time: at, papersDue: papersDue, place: place)
        case .month(let month):
            guard papersDue == nil else {
                throw Complaint(
                    .usage, "meeting add", "a month has no papers deadline", "leave out --papers-due")
            }
            return Meeting(
                id: .init(0), board: board, day: nil, time: at, place: place, state: .undated, month: month)
        }
    }
}
