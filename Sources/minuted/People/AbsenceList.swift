import ArgumentParser
import Store

/// `minuted absence list`.
struct AbsenceList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List absences.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (directory, absences) = try options.read { (try Directory($0), try $0.absences()) }
        let rows = absences.map { $0.json(directory) }
        options.output.show(
            rows,
            Table(
                columns: ["who", "from", "until"], rows: rows.map { $0.members.map(\.value.plain) },
                empty: "nobody is away"))
    }
}
