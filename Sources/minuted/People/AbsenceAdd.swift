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
            return (json, try boardsWithoutDeputy(of: absence.person, store))
        }
        options.output.show(json, "\(who): away from \(from) until \(until)\n")
        for board in alone {
            options.output.say(
                "nobody is the deputy of \(who) on \(board), so letters go on to \(who); minuted member add \(board) WHO --role deputy --deputy-of \(who.quoted)"
            )
        }
    }

    /// The boards on which the person sits on those days with nobody to stand in.
    private func boardsWithoutDeputy(of person: Person.ID, _ store: Store) throws -> [String] {
        try store.boards().filter { board in
            let seats = try store.seats(board.id).filter { seat in
                !(seat.until.map { $0 < from } ?? false) && !(seat.from.map { $0 > until } ?? false)
            }
            let own = seats.filter { $0.person == person && $0.role != .deputy }
            let isStoodInFor = seats.contains { seat in
                seat.role == .deputy
                    && (seat.deputyOf.map { $0 == person }
                        ?? own.contains { $0.organisation == seat.organisation })
            }
            return !own.isEmpty && board.state != .archived && !isStoodInFor
        }.map(\.slug)
    }
}
