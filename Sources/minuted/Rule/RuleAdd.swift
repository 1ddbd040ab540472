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
        let (rule, same) = try options.change { store, told in
            let id = try store.board(board).id
            let same = try store.rules(id).first { $0.sentence == sentence }
            return (try store.addRule(sentence, to: id, told: told), same)
        }
        options.output.show(rule.json, "\(board): rule \(rule.number): \(rule.sentence)\n")
        if let same {
            Output.note(
                "rule add: rule \(same.number) says the same; minuted rule remove \(board) \(rule.number) takes this one away"
            )
        }
    }
}
