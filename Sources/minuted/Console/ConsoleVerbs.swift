import ArgumentParser

/// `minuted console …`.
struct ConsoleVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Who may enter the console.",
        subcommands: [ConsoleLink.self, ConsoleAdministrator.self])
}
