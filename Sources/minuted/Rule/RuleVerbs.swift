import ArgumentParser
import Scheduling

/// `minuted rule …`: when a board's letters are owed.
struct RuleVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "When a board's letters are owed, and to whom.",
        subcommands: [RuleAdd.self, RuleList.self, RuleRemove.self, RuleExplain.self])
}

extension Rule: JSONRepresentable {
    var json: JSON { ["n": number, "rule": sentence.description, "since": since] }
}
