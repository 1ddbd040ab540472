import ActionRegister
import ArgumentParser

/// `minuted person …`.
struct PersonVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Those who sit on boards, own actions or receive letters.",
        subcommands: [PersonAdd.self, PersonSet.self, PersonList.self, PersonExport.self, PersonErase.self])
}

extension Person {
    /// The fields of `person add`.
    func json(_ directory: Directory) -> JSON {
        [
            "name": name, "email": mailbox, "salutation": salutation,
            "organisation": directory.name(organisation),
        ]
    }
}
