import ActionRegister
import ArgumentParser
import Store

/// `minuted action hold`.
struct ActionHold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Stop an action's letters until it is reopened.")

    @OptionGroup var name: ActionName
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { _ in "on hold" }) { store, record, told in
            try store.holdAction(record.action.id, told: told)
        }
    }
}
