import ArgumentParser
import Mail

/// `minuted outbox …`: letters on their way.
struct OutboxVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "See and steer letters on their way.",
        subcommands: [
            OutboxList.self, OutboxShow.self, OutboxRetry.self, OutboxHold.self, OutboxRelease.self,
            OutboxDiscard.self,
        ])
}

extension OutboxEntry.State: ExpressibleByArgument {}
