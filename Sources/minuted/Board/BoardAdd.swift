import ActionRegister
import ArgumentParser
import Scheduling
import Store

/// `minuted board add`: the first one makes the database.
struct BoardAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a board. It sends nothing until it is activated.")

    @Argument(help: .init("The word it is named by: vawg.", valueName: "slug")) var slug: String
    @Option(help: "Its name, as letters print it.") var name: String
    @Option(help: "The schedule it starts with: standard or none.") var rules = Start.standard
    @OptionGroup var habits: BoardHabits
    @OptionGroup var options: GlobalOptions

    enum Start: String, ExpressibleByArgument, CaseIterable {
        case standard, none
    }

    func run() throws {
        var board = Board(id: .init(0), slug: slug, name: name)
        try habits.apply(to: &board)
        let sentences = rules == .standard ? RuleSentence.standardSchedule : []
        let added = try options.change(creating: true) { try $0.addBoard(board, rules: sentences, told: $1) }
        options.output.show(
            added.json,
            "\(added.slug): added with \(sentences.count) rules; it sends nothing until board activate\n")
    }
}
