import ActionRegister
import ArgumentParser
import Documents
import Store

/// An action as it is named on the command line.
struct ActionName: ParsableArguments {
    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("The action's reference.", valueName: "ref")) var reference: String
}

extension GlobalOptions {
    /// Changes one action, and shows it as it is then.
    func change(
        _ name: ActionName, _ words: (ActionRow) -> String,
        _ body: (Store, ActionRecord, Told) throws -> Void
    ) throws {
        let row = try change { store, told in
            let board = try store.board(name.board).id
            let record = try store.action(board, name.reference, at: time)
            try body(store, record, told)
            return try ActionRows(store, at: time).row(store.action(board, name.reference, at: time))
        }
        output.show(row.json, "\(row.reference): \(words(row))\n")
    }
}
