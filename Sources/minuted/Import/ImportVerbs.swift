import ArgumentParser
import Documents

/// `minuted import …`: a register taken in from the files a secretariat has.
struct ImportVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take a file into the register: all of it, or nothing.",
        discussion: """
            CSV in UTF-8, UTF-16 or Windows-1252, with comma, semicolon or tab; columns by name in any order. \
            The order organisations, people, meetings, actions works. The same file twice changes nothing.
            """,
        subcommands: [ImportActions.self, ImportPeople.self, ImportOrganisations.self, ImportMeetings.self])
}

struct ImportActions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions", abstract: "An action log; its actions are drafts until released.")

    @Flag(help: "Accept owners nobody knows, and add them.") var createOwners = false
    @OptionGroup var file: ImportOptions

    func run() throws { try file.run(.actions, createsOwners: createOwners) }
}

struct ImportPeople: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "People and their seats, one row a seat.")

    @OptionGroup var file: ImportOptions

    func run() throws { try file.run(.people) }
}

struct ImportOrganisations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisations", abstract: "Organisations and their other names.")

    @OptionGroup var file: ImportOptions

    func run() throws { try file.run(.organisations) }
}

struct ImportMeetings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meetings", abstract: "Meetings, past and to come.")

    @OptionGroup var file: ImportOptions

    func run() throws { try file.run(.meetings) }
}
