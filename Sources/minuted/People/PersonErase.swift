import ActionRegister
import ArgumentParser
import Store

/// `minuted person erase`: the ledger and the audit keep a number.
struct PersonErase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget a person's name, salutation and mailbox, and the text of letters to them.",
        discussion: """
            The ledger and the audit keep a number; the audit still verifies. Texts of actions and updates stay as \
            they are, and so do backups until they run out.
            """)

    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @Flag(help: "Do not ask.") var yes = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let person = try options.read { try Directory($0).person(who) }
        let address = person.mailbox.map { " <\($0)>" } ?? ""
        try Confirmation.ask(
            "Forget \(person.name)\(address)? This cannot be undone.", verb: "person erase", isGiven: yes)
        try options.change { try $0.erasePerson(person.id, told: $1) }
        options.output.show(["erased": true], "erased; the ledger and the audit keep a number only\n")
    }
}
