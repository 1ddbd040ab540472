import ActionRegister
import ArgumentParser
import Scheduling
import Store

/// `minuted rule add`.
struct RuleAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a rule to a board's schedule; it owes nothing for the past.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The rule, in quotes: \"14 days before the meeting\".", valueName: "sentence"))
    var sentence: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let sentence = try sentence.rule
        let rule = try options.change { try $0.addRule(sentence, to: $0.board(board).id, told: $1) }
        options.output.show(rule.json, "\(board): rule \(rule.number): \(rule.sentence)\n")
    }
}
