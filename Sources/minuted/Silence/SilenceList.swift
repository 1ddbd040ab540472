import ActionRegister
import ArgumentParser
import Store

/// `minuted silence list`.
struct SilenceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List silences, past ones too.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rows = try options.read { store in
            let directory = try Directory(store)
            let references = try references(store)
            return try store.silences().map {
                $0.json(directory, reference: $0.action.flatMap { references[$0] })
            }
        }
        options.output.show(
            rows,
            Table(
                columns: ["id", "from", "until", "reason", "board", "owner", "action"],
                rows: rows.map { $0.members.map(\.value.plain) }, empty: "no silences"))
    }

    private func references(_ store: Store) throws -> [Action.ID: String] {
        guard try store.silences().contains(where: { $0.action != nil }) else { return [:] }
        let actions = try store.actions(at: options.time).map { ($0.action.id, $0.action.reference) }
        return Dictionary(uniqueKeysWithValues: actions)
    }
}
