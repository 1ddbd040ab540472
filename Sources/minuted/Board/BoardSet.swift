import ActionRegister
import ArgumentParser
import Store

/// `minuted board set`.
struct BoardSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a board; what is not named stays.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @Option(help: "Its name, as letters print it.") var name: String?
    @OptionGroup var habits: BoardHabits
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let board = try options.change { store, told in
            var board = try store.board(slug)
            if let name { board.name = name }
            try habits.apply(to: &board)
            try store.setBoard(board, told: told)
            return board
        }
        options.output.show(board.json, "\(board.slug): set\n")
    }
}
