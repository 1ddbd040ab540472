import ArgumentParser

/// `minuted version`.
struct VersionVerb: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    @OptionGroup var options: GlobalOptions

    func run() {
        options.output.show(["version": Minuted.version], "minuted \(Minuted.version)\n")
    }
}
