import ActionRegister
import ArgumentParser
import Foundation
import Scheduling
import Store

/// `minuted rule explain`: the date sum of a rule, with the days it skips.
struct RuleExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show the day a rule gives, and the days it skips.")

    @Argument(help: .init("The rule, in quotes.", valueName: "sentence")) var sentence: String
    @Option(
        help: .init(
            "The day the sentence names: of the meeting, the papers deadline, the due date.", valueName: "day"
        ))
    var anchor: CalendarDay
    @Option(help: .init("By whose calendar; without one, by the defaults of a new board.", valueName: "slug"))
    var board: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (board, holidays) = try habits()
        let calendar = WorkingCalendar(holidays, timeZone: TimeZone(identifier: board.timeZone)!)
        let explanation = RuleExplanation(
            of: try sentence.rule, anchor: anchor, in: calendar, sendAt: board.sendAt,
            movesOffHolidays: board.movesOffHolidays)
        options.output.show(explanation.json, explanation.words)
        if explanation.isBeyondCoverage {
            Output.note(
                "rule explain: past the end of the calendar \(board.calendar); only weekends were left out")
        }
    }

    private func habits() throws -> (Board, HolidayCalendar) {
        guard let slug = board else {
            let usual = Board(id: .init(0), slug: "new", name: "")
            return (usual, HolidayCalendar.shipped(named: usual.calendar)!)
        }
        return try options.read { store in
            let board = try store.board(slug)
            return (board, try store.calendar(named: board.calendar)!)
        }
    }
}

extension RuleExplanation: JSONRepresentable {
    var json: JSON {
        [
            "rule": rule.description, "anchor": anchor, "day": day, "sendAt": sendAt,
            "skipped": skipped.map { ["day": $0.day, "why": $0.why] as JSON },
        ]
    }

    fileprivate var words: String {
        let moved = given == day ? "" : ", moved from \(given.weekday.name) \(given)"
        let days = skipped.map { "  not counted: \($0.words)\n" }.joined()
        return "\(rule)\n  from \(anchor.weekday.name) \(anchor): \(day.weekday.name) \(day)\(moved)\n"
            + "  sent at \(sendAt.formatted(.iso8601))\n" + days
    }
}

extension RuleExplanation.SkippedDay {
    /// `Saturday 2027-03-20`, `Friday 2027-03-26, Good Friday`.
    fileprivate var words: String {
        "\(day.weekday.name) \(day)" + (why == day.weekday.name ? "" : ", \(why)")
    }
}
