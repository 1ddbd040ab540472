import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted meeting list`.
struct MeetingList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List meetings in every state, oldest day first.")

    @Option(help: .init("Only this board's.", valueName: "slug")) var board: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let rows = try options.read { store in
            try store.meetings(board.map { try store.board($0).id }).map(MeetingRows(store).row)
        }
        options.output.show(
            rows,
            Table(
                columns: ["board", "day", "time", "papers due", "place", "state"],
                rows: rows.map { row in
                    [
                        row.board, row.day ?? row.month ?? "-", row.time ?? "-", row.papersDue ?? "-",
                        row.place ?? "-",
                        row.state,
                    ]
                }, empty: "no meetings; add one by minuted meeting add"))
    }
}
