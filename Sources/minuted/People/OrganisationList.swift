import ActionRegister
import ArgumentParser
import Store

/// `minuted organisation list`.
struct OrganisationList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List organisations.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let organisations = try options.read { try $0.organisations() }
        options.output.show(
            organisations,
            Table(
                columns: ["name", "aliases"],
                rows: organisations.map {
                    [$0.name, $0.aliases.isEmpty ? "-" : $0.aliases.joined(separator: "; ")]
                },
                empty: "no organisations; add one by minuted organisation add"))
    }
}
