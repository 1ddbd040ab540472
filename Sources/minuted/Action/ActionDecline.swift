import ActionRegister
import ArgumentParser
import Store

/// `minuted action decline`.
struct ActionDecline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Send a proposal back: the lead has more to do.")

    @OptionGroup var name: ActionName
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { _ in "open again" }) { store, record, told in
            try store.declineAction(record.action.id, told: told)
        }
    }
}
