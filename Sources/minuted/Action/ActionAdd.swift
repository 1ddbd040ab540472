import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action add`: a draft until it is released.
struct ActionAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an action. Nobody is written to before it is released.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: "What was undertaken.") var text: String
    @Option(help: .init("Who, the lead first: \"MPS/CPS\".", valueName: "who[/who]")) var owner: String
    @Option(help: .init("By when: a day, next-meeting, ongoing or unset.", valueName: "due")) var due:
        DueArgument
    @Option(help: .init("The day of the meeting that raised it.", valueName: "day")) var raisedAt:
        CalendarDay?
    @Option(help: .init("The item of that meeting.", valueName: "item")) var item: String?
    @Option(help: .init("Its reference; the board's next without one.", valueName: "ref")) var reference:
        String?
    @Flag(help: "Its text stands in no letter and no public report.") var restricted = false
    @Flag(help: "It returns after each meeting, due at the next, until ended.") var standing = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let row = try options.change { store, told in
            if let reference { try Wording.checkLine(reference, of: "reference") }
            let board = try store.board(board)
            var action = Action(
                id: .init(0), board: board.id, reference: reference ?? "", text: text,
                owners: try Directory(store).owners(owner).map { Ownership(owner: $0, assignedAt: told.now) },
                due: try due.due(store, board, at: told.now), raisedAt: raisedAt, item: item)
            (action.isRestricted, action.isStanding) = (restricted, standing)
            let added = try store.addAction(action, told: told)
            return try ActionRows(store, at: told.now).row(
                store.action(board.id, added.reference, at: told.now))
        }
        options.output.show(row.json, "\(row.reference): added, a draft until minuted release \(board)\n")
    }
}
