import ActionRegister
import ArgumentParser
import Scheduling
import Store

/// `minuted member end`.
struct MemberEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a person's seats on a board.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @Option(help: .init("The first day without them; today without it.", valueName: "day")) var from:
        CalendarDay?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let json = try options.change { store, told in
            let board = try store.board(board)
            let person = try Directory(store).person(who)
            let day = try from ?? store.workingCalendar(board).day(of: options.time)
            try store.endSeats(of: person.id, on: board.id, from: day, told: told)
            let directory = try Directory(store)
            return directory.register.seats.filter { $0.person == person.id && $0.board == board.id }
                .map { $0.json(directory) }
        }
        options.output.show(.array(json), "\(who): no seat on \(board) any more\n")
    }
}
