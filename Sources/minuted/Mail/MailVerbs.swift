import ArgumentParser

/// `minuted mail …`.
struct MailVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "Try the relay.", subcommands: [MailTest.self])
}
