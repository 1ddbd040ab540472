import ActionRegister
import ArgumentParser
import Store

/// `minuted organisation merge`.
struct OrganisationMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Give everything of one organisation to another, with its names.")

    @Argument(help: .init("The one that goes.", valueName: "organisation")) var organisation: String
    @Option(help: .init("The one that stays.", valueName: "organisation")) var into: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let merged = try options.change { store, told in
            let directory = try Directory(store)
            let other = try directory.organisation(into)
            try store.mergeOrganisation(directory.organisation(organisation).id, into: other.id, told: told)
            return try Directory(store).organisation(into)
        }
        options.output.show(merged.json, "\(organisation): merged into \(merged.name)\n")
    }
}
