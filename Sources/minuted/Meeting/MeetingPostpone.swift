import ActionRegister
import ArgumentParser
import Store

/// `minuted meeting postpone`.
struct MeetingPostpone: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postpone", abstract: "Take the day from a meeting until it is moved to one.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day.", valueName: "day")) var day: CalendarDay
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let row = try options.change { store, told in
            let meeting = try store.meeting(store.board(board).id, on: day)
            try store.postponeMeeting(meeting.id, told: told)
            return try MeetingRows(store).row(store.meeting(meeting.board, on: day))
        }
        options.output.show(
            row.json, "\(board) \(day): postponed; give it a day by meeting move \(board) \(day) --to DAY\n")
    }
}
