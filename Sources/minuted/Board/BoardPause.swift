import ActionRegister
import ArgumentParser
import Store

/// `minuted board pause`.
struct BoardPause: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop a board's letters until it is activated again.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let board = try options.change { store, told in
            try store.pause(store.board(slug).id, told: told)
            return try store.board(slug)
        }
        options.output.show(
            board.json, "\(board.slug): paused; nothing of these days is owed when it is activated again\n")
    }
}
