import ActionRegister
import ArgumentParser
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
        let end = try options.change { try $0.endSilence(.init(id), from: from, told: $1) }
        options.output.show(
            ["id": id, "until": end.day - 1],
            end.isLeft
                ? "silence \(id): ends before \(end.day)\n" : "silence \(id): taken back before it began\n")
    }
}
