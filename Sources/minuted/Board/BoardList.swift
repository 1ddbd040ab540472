import ActionRegister
import ArgumentParser
import Store

/// `minuted board list`.
struct BoardList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the boards.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let boards = try options.read { try $0.boards() }
        options.output.show(
            boards,
            Table(
                columns: ["slug", "name", "state", "send at", "papers due", "secretariat"],
                rows: boards.map { board in
                    [
                        board.slug, board.name, board.state.rawValue, "\(board.sendAt) \(board.timeZone)",
                        board.papersDue?.description ?? "-", board.secretariat?.description ?? "-",
                    ]
                }, empty: "no boards; add one by minuted board add"))
    }
}
