import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action assign`.
struct ActionAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give an action to others; who stays keeps their place in time.")

    @OptionGroup var name: ActionName
    @Option(help: .init("Who, the lead first: \"MPS/CPS\".", valueName: "who[/who]")) var owner: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { "assigned to \($0.owners.map(\.name).joined(separator: ", "))" }) {
            store, record, told in
            try store.assignAction(record.action.id, to: Directory(store).owners(owner), told: told)
        }
    }
}
