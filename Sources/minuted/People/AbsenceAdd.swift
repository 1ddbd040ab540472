import ActionRegister
import ArgumentParser
import Store

/// `minuted absence add`.
struct AbsenceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Record days on which a person is away.")

    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @Option(help: .init("The first day.", valueName: "day")) var from: CalendarDay
    @Option(help: .init("The last day.", valueName: "day")) var until: CalendarDay
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let json = try options.change { store, told in
            let directory = try Directory(store)
            let absence = Absence(
                id: .init(0), person: try directory.person(who).id, from: from, until: until)
            return try store.addAbsence(absence, told: told).json(directory)
        }
        options.output.show(json, "\(who): away from \(from) until \(until)\n")
    }
}
