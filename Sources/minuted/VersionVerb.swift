import ArgumentParser

/// `minuted version`.
struct VersionVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version and the build.")

    @OptionGroup var options: GlobalOptions

    func run() {
        options.output.show(
            ["version": Minuted.version, "build": Minuted.build],
            "minuted \(Minuted.version) (build \(Minuted.build))\n")
    }
}
