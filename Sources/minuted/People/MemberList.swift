import ActionRegister
import ArgumentParser
import Store

/// `minuted member list`.
struct MemberList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List seats, past ones too.")

    @Option(help: .init("Only this board's.", valueName: "slug")) var board: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (directory, seats) = try options.read { store in
            (try Directory(store), try store.seats(board.map { try store.board($0).id }))
        }
        let rows = seats.map { $0.json(directory) }
        options.output.show(
            rows,
            Table(
                columns: ["board", "who", "role", "organisation", "deputy of", "from", "until"],
                rows: rows.map { $0.members.map(\.value.plain) },
                empty: "no seats; add one by minuted member add"))
    }
}
