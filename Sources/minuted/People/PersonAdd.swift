import ActionRegister
import ArgumentParser
import Store

/// `minuted person add`.
struct PersonAdd: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a person.")

    @Argument(help: "The name.") var name: String
    @Option(help: .init("Where letters go.", valueName: "mailbox")) var email: Mailbox
    @Option(help: .init("How a letter greets: \"Chief Superintendent Achterberg\".", valueName: "words"))
    var salutation: String?
    @Option(help: .init("Of which organisation.", valueName: "name")) var organisation: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let json = try options.change { store, told in
            let directory = try Directory(store)
            let person = Person(
                id: .init(0), name: name, salutation: salutation, mailbox: email,
                organisation: try organisation.map { try directory.organisation($0).id })
            return try store.addPerson(person, told: told).json(directory)
        }
        options.output.show(json, "\(name) <\(email)>: added\n")
    }
}
