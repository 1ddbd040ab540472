import ActionRegister
import ArgumentParser

/// `minuted organisation …`.
struct OrganisationVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Bodies that own actions through whoever sits for them.",
        subcommands: [
            OrganisationAdd.self, OrganisationSet.self, OrganisationMerge.self, OrganisationList.self,
        ])
}

extension Organisation: JSONRepresentable {
    var json: JSON { ["name": name, "aliases": aliases] }
}
