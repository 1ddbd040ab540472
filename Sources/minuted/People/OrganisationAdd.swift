import ActionRegister
import ArgumentParser
import Store

/// `minuted organisation add`.
struct OrganisationAdd: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add an organisation.")

    @Argument(help: "The name.") var name: String
    @Option(help: .init("Another name that means it in files; repeat.", valueName: "name")) var alias:
        [String] = []
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let organisation = try options.change { store, told in
            try store.addOrganisation(Organisation(id: .init(0), name: name, aliases: alias), told: told)
        }
        options.output.show(organisation.json, "\(organisation.name): added\n")
    }
}
