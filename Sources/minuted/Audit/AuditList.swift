import ArgumentParser
import Foundation
import Store

/// `minuted audit list`.
struct AuditList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List changes, oldest first.")

    @Option(help: .init("Only those after this number.", valueName: "number")) var after: Int64 = 0
    @Option(help: .init("At most so many.", valueName: "number")) var limit = 1000
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let entries = try options.read { try $0.audit(after: after, limit: limit) }
        options.output.show(
            entries,
            Table(
                columns: ["n", "at", "who", "did", "to", "from", "into"],
                rows: entries.map { entry in
                    [
                        String(entry.sequence), entry.now.formatted(.iso8601), entry.actor ?? "(erased)",
                        entry.verb,
                        "\(entry.subject) \(entry.subjectID.map(String.init) ?? "")", entry.old, entry.new,
                    ]
                }, empty: "nothing was changed"))
    }
}

extension AuditEntry: JSONRepresentable {
    var json: JSON {
        [
            "n": sequence, "realTime": realTime, "now": now, "actor": actor, "verb": verb, "subject": subject,
            "subjectID": subjectID, "old": JSON.document(old), "new": JSON.document(new),
        ]
    }
}
