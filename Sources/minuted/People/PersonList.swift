import ActionRegister
import ArgumentParser

/// `minuted person list`.
struct PersonList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List people.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let directory = try options.read { try Directory($0) }
        let people = directory.register.people
        options.output.show(
            people.map { $0.json(directory) },
            Table(
                columns: ["name", "email", "organisation"],
                rows: people.map {
                    [$0.name, $0.mailbox?.description ?? "-", directory.name($0.organisation) ?? "-"]
                }, empty: "no people; add one by minuted person add"))
    }
}
