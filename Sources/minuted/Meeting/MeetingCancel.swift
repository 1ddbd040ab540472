import ActionRegister
import ArgumentParser
import Store

/// `minuted meeting cancel`: its unfinished actions pass to the next one.
struct MeetingCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a meeting; actions due at it pass to the next.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day, the day it was postponed from, or its month.", valueName: "day-or-month"))
    var day: DayOrMonth
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let passed = try options.change { store, told in
            try store.cancelMeeting(store.meeting(store.board(board), on: day).id, told: told)
        }
        let next = passed.to?.day
        options.output.show(
            [
                "board": board, "day": day.description, "state": "cancelled", "passedTo": next,
                "passed": passed.references,
            ],
            "\(board) \(day): cancelled\n")
        guard !passed.references.isEmpty else { return }
        let list = passed.references.joined(separator: ", ")
        let now = next.map { "due at the meeting of \($0)" } ?? "without a due day: no meeting is planned"
        Output.note("meeting cancel: now \(now): \(list)")
    }
}
