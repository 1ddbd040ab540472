import ActionRegister
import ArgumentParser
import Foundation
import Scheduling
import Store

/// `minuted silence end`.
struct SilenceEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a silence; what fell in it so far stays unsent.")

    @Argument(help: .init("Its number on the list.", valueName: "number")) var id: Int64
    @Option(help: .init("The first day without it; today without this.", valueName: "day")) var from:
        CalendarDay?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let calendar = WorkingCalendar(HolidayCalendar.shipped(named: "none")!, timeZone: .current)
        let day = from ?? calendar.day(of: options.time)
        try options.change { try $0.endSilence(.init(id), from: day, told: $1) }
        options.output.show(["id": id, "until": day - 1], "silence \(id): ends before \(day)\n")
    }
}
