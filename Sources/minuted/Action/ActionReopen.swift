import ActionRegister
import ArgumentParser
import Store

/// `minuted action reopen`.
struct ActionReopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Take an action up again, or end its hold; nothing of the past is owed.")

    @OptionGroup var name: ActionName
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { _ in "open again" }) { store, record, told in
            try store.reopenAction(record.action.id, told: told)
        }
    }
}
