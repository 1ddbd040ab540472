import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted meeting move`: actions due at it follow, and its own papers deadline
/// is dropped.
struct MeetingMove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a meeting to another day, or give one without a day its day.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day, the day it was postponed from, or its month.", valueName: "day-or-month"))
    var day: DayOrMonth
    @Option(help: .init("The new day.", valueName: "day")) var to: CalendarDay
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (row, dropped) = try options.change { store, told in
            let board = try store.board(board)
            let dropped = try store.moveMeeting(store.meeting(board, on: day).id, to: to, told: told)
            return (try MeetingRows(store).row(store.meeting(board.id, on: to)), dropped)
        }
        options.output.show(row.json, "\(row.words): moved from \(day), papers due \(row.papersDue ?? "-")\n")
        if let dropped {
            Output.note(
                "meeting move: its own papers deadline, \(dropped), was dropped; set another by meeting set --papers-due"
            )
        }
    }
}
