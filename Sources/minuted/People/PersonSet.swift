import ActionRegister
import ArgumentParser
import Store

/// `minuted person set`.
struct PersonSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a person; what is not named stays.",
        discussion: "A mailbox that is held after refusals is written to again once --email names it.")

    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @Option(help: "The new name.") var name: String?
    @Option(help: .init("Where letters go, or none.", valueName: "mailbox")) var email: Clearable<Mailbox>?
    @Option(help: .init("How a letter greets, or none.", valueName: "words")) var salutation:
        Clearable<String>?
    @Option(help: .init("Of which organisation, or none.", valueName: "name")) var organisation:
        Clearable<String>?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let (person, json) = try options.change { store, told in
            let directory = try Directory(store)
            var person = try directory.person(who)
            if let name { person.name = name }
            if let email { person.mailbox = email.value }
            if let salutation { person.salutation = salutation.value }
            if let organisation {
                person.organisation = try organisation.value.map { try directory.organisation($0).id }
            }
            try store.setPerson(person, namesMailbox: email != nil, told: told)
            return (person, person.json(directory))
        }
        options.output.show(json, "\(person.name): set\n")
    }
}
