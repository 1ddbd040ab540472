import ActionRegister
import ArgumentParser
import Store

/// `minuted board archive`.
struct BoardArchive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Put a board away: it sends nothing, its register stays.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let board = try options.change { store, told in
            try store.archive(store.board(slug).id, told: told)
            return try store.board(slug)
        }
        options.output.show(board.json, "\(board.slug): archived\n")
    }
}
