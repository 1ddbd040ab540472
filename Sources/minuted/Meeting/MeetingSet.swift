import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted meeting set`.
struct MeetingSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change a meeting's time, place or papers deadline; what is not named stays.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day, or its month.", valueName: "day-or-month")) var day: DayOrMonth
    @Option(help: .init("When it starts, or none.", valueName: "hh:mm")) var at: Clearable<TimeOfDay>?
    @Option(help: .init("When its papers are due, or none for what the board says.", valueName: "day"))
    var papersDue: Clearable<CalendarDay>?
    @Option(help: "Where it is held, or none.") var place: Clearable<String>?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let row = try options.change { store, told in
            let board = try store.board(board)
            var meeting = try store.meeting(board, on: day)
            if let at { meeting.time = at.value }
            if let papersDue { meeting.papersDue = papersDue.value }
            if let place { meeting.place = place.value }
            try store.setMeeting(meeting, told: told)
            return try MeetingRows(store).row(store.meeting(board, on: day))
        }
        options.output.show(row.json, "\(row.words): set, papers due \(row.papersDue ?? "-")\n")
    }
}
