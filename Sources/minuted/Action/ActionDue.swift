import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action due`: a revision.
struct ActionDue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Change by when an action is to be done.")

    @OptionGroup var name: ActionName
    @Argument(help: .init("A day, next-meeting, ongoing or unset.", valueName: "due")) var due: DueArgument
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { "due \($0.shownDue), revised \($0.revisions)×" }) {
            store, record, told in
            let due = try due.due(store, store.board(name.board), at: told.now)
            try store.setDue(due, of: record.action.id, told: told)
        }
    }
}
