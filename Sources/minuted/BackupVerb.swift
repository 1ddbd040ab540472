import ArgumentParser
import Foundation
import Store

/// `minuted backup`: while the daemon goes on.
struct BackupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database while it is in use, and verify the copy.",
        discussion: """
            It takes its name only when it is whole. In a folder it is named for its day, as \
            minuted-2027-03-01.sqlite; --keep then removes the oldest of them.
            """)

    @Argument(help: .init("Where to: a file, or a folder that is there.", valueName: "file")) var file: String
    @Option(help: .init("How many days' backups stay in the folder.", valueName: "n")) var keep: Int?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard keep.map({ $0 > 0 && isFolder }) ?? true else {
            throw ValidationError("--keep needs a folder that is there, and a number from 1; name a folder")
        }
    }

    func run() throws {
        let series = BackupSeries(folder: file, database: try options.databasePath())
        let path = isFolder ? series.path(at: options.time) : file
        try options.read { try $0.backup(to: path) }
        let removed = try keep.map { try series.prune(keeping: $0) } ?? []
        options.output.show(
            ["file": path, "removed": JSON.array(removed.map(JSON.string))],
            "\(path): written and verified\n" + removed.map { "\($0): removed\n" }.joined())
    }

    private var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// One database's backups in a folder, one a day.
private struct BackupSeries {
    let folder: String
    /// The database's name without its ending.
    private let stem: String

    init(folder: String, database: String) {
        self.folder = folder
        stem = URL(filePath: database).deletingPathExtension().lastPathComponent
    }

    func path(at now: Date) -> String {
        file("\(stem)-\(now.formatted(.iso8601.year().month().day())).sqlite")
    }

    /// Removes all but the newest, and nothing that is named otherwise.
    func prune(keeping count: Int) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter(isOurs).sorted()
        let old = names.dropLast(count).map(file)
        for path in old { try FileManager.default.removeItem(atPath: path) }
        return old
    }

    private func file(_ name: String) -> String {
        URL(filePath: folder).appending(path: name).path(percentEncoded: false)
    }

    private func isOurs(_ name: String) -> Bool {
        name.hasPrefix(stem + "-")
            && name.dropFirst(stem.count + 1).wholeMatch(of: /\d{4}-\d\d-\d\d\.sqlite/) != nil
    }
}
