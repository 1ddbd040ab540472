import ActionRegister
import ArgumentParser
import Foundation
import Scheduling
import Store

/// `minuted rule list`.
struct RuleList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a board's rules.")

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rules = try options.read { try $0.rules($0.board(board).id) }
        options.output.show(
            rules,
            Table(
                columns: ["n", "rule", "since"],
                rows: rules.map {
                    [String($0.number), $0.sentence.description, $0.since.formatted(.iso8601)]
                },
                empty: "no rules; add one by minuted rule add"))
    }
}
