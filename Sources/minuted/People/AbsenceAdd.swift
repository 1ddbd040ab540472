import ActionRegister
import ArgumentParser
import Foundation
import Reminders
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
        let (json, alone) = try options.change { store, told in
            let directory = try Directory(store)
            let absence = Absence(
                id: .init(0), person: try directory.person(who).id, from: from, until: until)
            let json = try store.addAbsence(absence, told: told).json(directory)
            let alone = try absence.uncovered(store.boards(), seats: store.seats())
            return (json, alone.map(\.slug))
        }
        options.output.show(json, "\(who): away from \(from) until \(until)\n")
        for board in alone {
            options.output.say(
                "nobody is the deputy of \(who) on \(board), so letters go on to \(who); minuted member add \(board) WHO --role deputy --deputy-of \(who.quoted)"
            )
        }
    }
}
