import ActionRegister
import ArgumentParser
import Store

/// `minuted rule remove`.
struct RuleRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take a rule off the schedule; its number is not given again.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The rule's number on the list.", valueName: "number")) var number: Int
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rules = try options.change { store, told in
            let id = try store.board(board).id
            try store.removeRule(number: number, board: id, told: told)
            return try store.rules(id)
        }
        options.output.show(rules.json, "\(board): rule \(number) removed\n")
    }
}
