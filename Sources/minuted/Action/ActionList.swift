import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action list`.
struct ActionList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List actions.")

    @Option(help: .init("Only this board's.", valueName: "slug")) var board: String?
    @Option(help: .init("Only those of a person or an organisation.", valueName: "who")) var owner: String?
    @Option(help: "Only those in this status; repeat.") var status: [Action.Status] = []
    @Flag(help: "Only overdue ones.") var overdue = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rows = try options.read { store in
            var filter = ActionFilter(statuses: Set(status))
            filter.board = try board.map { try store.board($0).id }
            filter.owner = try owner.map { try Directory(store).owner($0) }
            filter.isOverdue = overdue
            return try store.actions(filter, at: options.time).map(ActionRows(store, at: options.time).row)
        }
        options.output.show(
            rows,
            Table(
                columns: ["reference", "owners", "due", "status", "action"],
                rows: rows.map { row in
                    [
                        row.reference, row.owners.map(\.name).joined(separator: " / "), row.shownDue,
                        row.shownStatus, row.text,
                    ]
                }, empty: "no such actions"))
    }
}
