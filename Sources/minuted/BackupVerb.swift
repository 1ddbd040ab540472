import ArgumentParser
import Store

/// `minuted backup`: while the daemon goes on.
struct BackupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database while it is in use, and verify the copy.")

    @Argument(help: .init("Where to.", valueName: "file")) var file: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.read { try $0.backup(to: file) }
        options.output.show(["file": file], "\(file): written and verified\n")
    }
}
