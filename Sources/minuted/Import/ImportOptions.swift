import ActionRegister
import ArgumentParser
import Documents
import Foundation
import Store

/// What every import takes.
struct ImportOptions: ParsableArguments {
    @Argument(help: .init("The file; - for standard input.", valueName: "file")) var file: String?
    @Option(help: .init("The board of an action log, and of rows that name none.", valueName: "slug"))
    var board: String?
    @Flag(help: "Show what would change, and change nothing.") var dryRun = false
    @Option(name: .customLong("ignore"), help: .init("Leave a column out.", valueName: "column"))
    var ignored: [String] = []
    @Flag(help: "Print a file to begin with.") var template = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if file == nil && !template {
            throw ValidationError("Which file? Name one, or ask for a --template.")
        }
    }

    func run(_ kind: RegisterImport.Kind, createsOwners: Bool = false) throws {
        guard !template else { return printTemplate(of: kind) }
        if kind == .actions && board == nil {
            throw Complaint(
                .usage, "import actions", "an action log belongs to one board", "name it with --board")
        }
        let contents = try InputFile(file!).contents()
        let difference = try options.change(creating: !dryRun) { store, told in
            let board = try board.map(store.board)
            let judge = { register in
                try outcome(of: kind, contents, for: board, in: register, told, createsOwners)
            }
            guard !dryRun else { return try judge(store.snapshot(actionsOf: board?.id)).value }
            let taken = try store.take(actionsOf: board?.id, told: told, judge)
            taken.written.noteDue(verb: "import \(kind.rawValue)")
            return taken.value
        }
        try show(difference)
    }

    private func outcome(
        of kind: RegisterImport.Kind, _ contents: Data, for board: Board?, in register: RegisterSnapshot,
        _ told: Told, _ createsOwners: Bool
    ) throws -> (batch: RegisterBatch, value: ImportDifference) {
        var reader = RegisterImport(
            file: InputFile(file!).name, contents: contents, into: register, at: told.now, board: board)
        reader.ignored = ignored
        reader.createsOwners = createsOwners
        let outcome = try reader.outcome(of: kind)
        return (outcome.batch, outcome.difference)
    }

    private func show(_ difference: ImportDifference) throws {
        if options.json {
            let writer = JSONEncoder()
            writer.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            Output.write(
                String(
                    decoding: try writer.encode(ImportReport(difference: difference, dryRun: dryRun)),
                    as: UTF8.self) + "\n")
        } else {
            let lines = difference.lines.map(\.onOneLine) + (dryRun ? ["nothing was written: --dry-run"] : [])
            lines.forEach(options.output.say)
        }
    }

    private func printTemplate(of kind: RegisterImport.Kind) {
        Output.write(CSVWriter.text(ImportTemplate.records(of: kind, board: board ?? "ksb")))
    }
}

/// What an import changed, or with `--dry-run` would change, as JSON has it.
private struct ImportReport: Encodable {
    let difference: ImportDifference
    let dryRun: Bool

    func encode(to encoder: any Encoder) throws {
        try difference.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(dryRun, forKey: .dryRun)
    }

    private enum CodingKeys: CodingKey { case dryRun }
}
