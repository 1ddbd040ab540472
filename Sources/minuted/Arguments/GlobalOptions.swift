import ArgumentParser
import Daemon
import Foundation
import Store

/// What every verb takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: .init(
            "The configuration.", discussion: "Default: $MINUTED_CONFIG, else /etc/minuted/minuted.yaml.",
            valueName: "file"))
    var config: String?

    @Option(
        help: .init(
            "The database, in place of the configured one.",
            discussion: "Enough alone for the verbs of the register.", valueName: "file"))
    var database: String?

    @Option(
        name: .customLong("as"),
        help: .init(
            "Who does this, for the audit.", discussion: "Default: $SUDO_USER, else the user.",
            valueName: "name"))
    var actor: String?

    @Option(help: .init("Decide and record as of then: 2027-03-18T09:00:00Z.", valueName: "instant"))
    var now: Instant?

    @Flag(help: "Print one JSON document.")
    var json = false

    var output: Output { Output(isJSON: json) }

    /// The time to decide by.
    var time: Date { now?.date ?? .now }

    var told: Told {
        let user =
            ProcessInfo.processInfo.environment["SUDO_USER"].flatMap { $0.isEmpty ? nil : $0 } ?? NSUserName()
        let named = actor.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        return Told(by: named ?? user, at: time, realTime: .now)
    }
}

extension GlobalOptions {
    private static let usualFile = "/etc/minuted/minuted.yaml"

    /// The file of the configuration; `nil` where none was named, none is in the
    /// usual place and `--database` is enough.
    var configurationFile: String? {
        let variable = ProcessInfo.processInfo.environment["MINUTED_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let named = config ?? variable { return named }
        let mayBeMissing = database != nil && !FileManager.default.fileExists(atPath: Self.usualFile)
        return mayBeMissing ? nil : Self.usualFile
    }

    /// The configuration, with the database of the command line in it.
    func configuration() throws(ConfigurationError) -> Configuration {
        var configuration = Configuration()
        if let file = configurationFile { configuration = try Configuration(contentsOf: file) }
        if let database { configuration.database = database }
        return configuration
    }

    /// Where the register is: `--database` alone is enough to know, but a file that
    /// was named has to be there.
    func databasePath() throws(ConfigurationError) -> String {
        guard let database else { return try configuration().database }
        if let config, !FileManager.default.fileExists(atPath: config) { _ = try configuration() }
        return database
    }

    /// Opens the register to read it.
    func read<Value>(_ body: (Store) throws -> Value) throws -> Value {
        try body(Store(path: databasePath()))
    }

    /// Opens the register to change it, and tells the daemon afterwards.
    func change<Value>(creating: Bool = false, _ body: (Store, Told) throws -> Value) throws -> Value {
        let path = try databasePath()
        let value = try body(Store(path: path, creating: creating), told)
        Doorbell.ring(beside: path)
        return value
    }
}
