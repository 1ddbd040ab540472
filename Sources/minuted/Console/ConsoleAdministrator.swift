import ActionRegister
import ArgumentParser
import Store

/// `minuted console administrator …`: who may do everything in the console.
struct ConsoleAdministrator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "administrator", abstract: "Who may do everything in the console.",
        subcommands: [Add.self, End.self, List.self], defaultSubcommand: List.self)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a person an administrator.")
        @Argument(help: .init("A person by name or mailbox.", valueName: "who")) var who: String
        @OptionGroup var options: GlobalOptions

        func run() throws { try options.set(who, true) }
    }

    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take that away again; the last one stays.")
        @Argument(help: .init("A person by name or mailbox.", valueName: "who")) var who: String
        @OptionGroup var options: GlobalOptions

        func run() throws { try options.set(who, false) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the administrators.")
        @OptionGroup var options: GlobalOptions

        func run() throws {
            let people = try options.read { try $0.administrators() }
            options.output.show(
                people.map { ["name": $0.name, "email": $0.mailbox] as JSON },
                Table(
                    columns: ["name", "mailbox"],
                    rows: people.map { [$0.name, $0.mailbox?.description ?? "-"] },
                    empty: "no administrator yet; the first minuted console link makes one"))
        }
    }
}

extension GlobalOptions {
    fileprivate func set(_ who: String, _ isOne: Bool) throws {
        let person = try change { store, told in
            let person = try Directory(store).person(who)
            try store.setAdministrator(person.id, isOne, told: told)
            return person
        }
        output.show(
            ["name": person.name, "administrator": isOne],
            "\(person.name): \(isOne ? "an administrator" : "no administrator any more")\n")
    }
}
