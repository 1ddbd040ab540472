import ActionRegister
import ArgumentParser
import Store

/// `minuted member add`.
struct MemberAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Give a person a place on a board.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @Option(help: "The role.") var role: Seat.Role
    @Option(help: .init("For which organisation; the person's own without it.", valueName: "name"))
    var organisation: String?
    @Option(help: .init("Whose deputy; without it, of every seat of the organisation.", valueName: "who"))
    var deputyOf: String?
    @Option(help: .init("The first day.", valueName: "day")) var from: CalendarDay?
    @Option(help: .init("The last day.", valueName: "day")) var until: CalendarDay?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if deputyOf != nil, role != .deputy { throw ValidationError("--deputy-of needs --role deputy") }
    }

    func run() throws {
        let json = try options.change { store, told in
            let directory = try Directory(store)
            let person = try directory.person(who)
            let seat = Seat(
                id: .init(0), board: try store.board(board).id, person: person.id, role: role,
                organisation: try organisation.map { try directory.organisation($0).id }
                    ?? person.organisation,
                deputyOf: try deputyOf.map { try directory.person($0).id }, from: from, until: until)
            return try store.addSeat(seat, told: told).json(directory)
        }
        options.output.show(json, "\(who): \(role.rawValue) of \(board)\n")
    }
}
