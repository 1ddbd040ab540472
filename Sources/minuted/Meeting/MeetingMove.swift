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
        let (moved, printer) = try options.change { store, told in
            let meeting = try store.meeting(store.board(board), on: day)
            return (try store.moveMeeting(meeting.id, to: to, told: told), try MeetingRows(store))
        }
        let row = printer.row(moved.written.meeting)
        options.output.show(
            printer.json(moved.written),
            "\(row.words): moved from \(day), papers due \(row.papersDue ?? "-")\n")
        if let dropped = moved.droppedPapersDue {
            Output.note(
                "meeting move: its own papers deadline, \(dropped), was dropped; set another by meeting set --papers-due"
            )
        }
        [moved.written].noteDue(verb: "meeting move")
        [moved.written].noteOddDays(printer, verb: "meeting move")
    }
}
