import ActionRegister
import ArgumentParser
import Store

/// `minuted organisation set`.
struct OrganisationSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change an organisation's name and aliases.")

    @Argument(help: .init("The name, or an alias.", valueName: "organisation")) var organisation: String
    @Option(help: "The new name.") var name: String?
    @Option(help: .init("An alias to add; repeat.", valueName: "name")) var alias: [String] = []
    @Option(help: .init("An alias to take away; repeat.", valueName: "name")) var removeAlias: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let changed = try options.change { store, told in
            var changed = try Directory(store).organisation(organisation)
            if let name { changed.name = name }
            let taken = Set(removeAlias.map(FoldedName.init))
            changed.aliases = changed.aliases.filter { !taken.contains(FoldedName($0)) } + alias
            try store.setOrganisation(changed, told: told)
            return changed
        }
        options.output.show(changed.json, "\(changed.name): set\n")
    }
}
