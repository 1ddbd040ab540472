import ArgumentParser
import Daemon
import Foundation
import Reminders
import Store

/// `minuted status`: for who wants to know whether mail goes.
struct StatusVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the mode, what goes next, what is stuck and what needs a person.",
        discussion: "It asks no relay and changes nothing; minuted check looks further.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let configuration = try options.configuration()
        let told = options.told
        let store = try Store(path: configuration.database, for: .check)
        let checkup = try Checkup(
            store, configuration, environment: ProcessInfo.processInfo.environment, at: told.now,
            clock: told.realTime)
        let status = try Status(checkup, at: told.now, isConfigured: options.configurationFile != nil)
        options.output.show(status.json, status.words(isTerminal: Output.isTerminal))
    }
}
