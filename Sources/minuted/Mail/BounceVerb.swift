import ActionRegister
import ArgumentParser
import Daemon
import Foundation
import Mail
import Store

/// `minuted bounce`: a returned message, from the mail server's pipe.
struct BounceVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce", abstract: "Read a returned message on standard input, and record it.",
        discussion: """
            The letter is found by the number in the reverse-path (sender.envelope with {id}) and proven by its \
            recipient or its Message-ID. A report of a delay changes nothing. Exits 65 for what is no delivery \
            report of a letter of ours, 75 where the database is busy: the mail server then tries again.
            """)

    @Option(
        help: .init("The address the report was sent to, as the mail server knows it.", valueName: "address"))
    var recipient: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
        guard let report = ReceivedMessage(bytes).flatMap(DeliveryReport.init) else {
            throw Complaint(
                .badInput, "standard input", "it is no delivery report (RFC 3464)",
                "give answers and other mail to the secretariat")
        }
        let configuration = try options.configuration()
        let failed = report.recipients.filter { $0.action == .failed }
        guard let first = failed.first else { return tellNothing(report) }
        let returned = ReturnedLetter(
            entry: entry(report, configuration), messageID: report.messageID,
            recipients: failed.flatMap { [$0.original, $0.final] }.compactMap { $0 },
            reporter: report.reporter, status: first.status, words: first.diagnostic ?? first.status)
        let (line, isNew) = try options.change { store, told in try store.record(returned, told: told) }
        options.output.show(
            line.json,
            "letter \(line.entry.id) to \(line.recipient): \(isNew ? "came back" : "had come back already")\n"
        )
    }

    /// By the mail server's word, else by the report's own header fields.
    private func entry(_ report: DeliveryReport, _ configuration: Configuration) -> OutboxEntry.ID? {
        guard let envelope = configuration.sender?.envelope else { return nil }
        let addresses = recipient.map { [$0] } ?? report.returnedTo
        return addresses.lazy.compactMap { envelope.letter(of: $0) }.first.map { OutboxEntry.ID($0) }
    }

    private func tellNothing(_ report: DeliveryReport) {
        let actions = Set(report.recipients.map(\.action.rawValue)).sorted().joined(separator: ", ")
        options.output.show(JSON.null, "a report of \(actions): nothing came back, nothing is changed\n")
    }
}
