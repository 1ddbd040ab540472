import ArgumentParser
import Store

/// `minuted audit verify`: exits 1 where the chain is broken.
struct AuditVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Follow the chain of hashes; an entry that was changed is named.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let fault = try options.read { try $0.auditVerify() }
        options.output.show(
            ["verified": fault == nil, "entry": fault?.sequence, "why": fault?.why],
            fault.map { "audit: entry \($0.sequence) \($0.why)\n" } ?? "audit: every entry fits\n")
        if fault != nil { throw ExitStatus.needsAPerson.code }
    }
}
