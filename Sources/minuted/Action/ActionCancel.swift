import ActionRegister
import ArgumentParser
import Store

/// `minuted action cancel`.
struct ActionCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End an action that nobody needs done any more.")

    @OptionGroup var name: ActionName
    @Option(help: "Why.") var reason: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { "cancelled\($0.endOfStanding)" }) { store, record, told in
            try store.cancelAction(record.action.id, reason: reason, told: told)
        }
    }
}
