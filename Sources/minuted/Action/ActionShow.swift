import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action show`.
struct ActionShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one action and its updates.")

    @OptionGroup var name: ActionName
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let row = try options.read { store in
            let record = try store.action(store.board(name.board).id, name.reference, at: options.time)
            return try ActionRows(store, at: options.time).row(record)
        }
        let owners = row.owners.map {
            "\($0.name) <\($0.email ?? "no mailbox")>\($0.partDone ? ", whose part is done" : "")"
        }.joined(separator: ", ")
        let facts: JSON = [
            "reference": row.reference, "action": row.text, "owners": owners, "due": row.shownDue,
            "first due": row.originalDue.day ?? row.originalDue.kind, "revisions": row.revisions,
            "status": row.shownStatus, "raised": row.raisedAt, "item": row.item, "restricted": row.restricted,
            "standing": row.standing, "closed": row.closedAt,
        ]
        let updates = row.updates.map { "\($0.at)  \($0.by.map { "\($0): " } ?? "")\($0.text.onOneLine)\n" }
        options.output.show(row.json, facts.lines + updates.joined())
    }
}
