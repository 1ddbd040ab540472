import ActionRegister
import ArgumentParser
import Scheduling
import Store

/// `minuted board show`.
struct BoardShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a board, its texts and its schedule.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (board, rules) = try options.read { store in
            let board = try store.board(slug)
            return (board, try store.rules(board.id))
        }
        let habits = board.json.with(board.texts.json)
        options.output.show(
            habits.with(["rules": rules]),
            habits.lines + rules.map { "rule \($0.number)  \($0.sentence)\n" }.joined())
    }
}
