import ActionRegister
import ArgumentParser
import Store

/// `minuted action propose`: an owner says it is done.
struct ActionPropose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Record that an owner says it is done; the board closes it.")

    @OptionGroup var name: ActionName
    @Option(help: .init("Which owner; the lead without it.", valueName: "who")) var by: String?
    @Option(help: "What was said.") var note: String?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        var proposal = Store.Proposal.proposed
        try options.change(
            name,
            { row in
                proposal == .proposed
                    ? "proposed for closure" : "\(by ?? "") has no more to do; the lead proposes closure"
            }
        ) { store, record, told in
            let speaker = try by.map { try Speaker($0, of: record.action, in: Directory(store)) }
            if let by, speaker?.owner == nil {
                throw Complaint(
                    .badInput, "action propose", "\(by) is no owner of \(record.action.reference)",
                    "name one of its owners")
            }
            proposal = try store.proposeAction(
                record.action.id, by: speaker?.owner, person: speaker?.person, note: note, told: told)
        }
    }
}
