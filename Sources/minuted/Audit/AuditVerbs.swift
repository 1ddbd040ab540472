import ArgumentParser

/// `minuted audit …`.
struct AuditVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who changed what, and when.",
        subcommands: [AuditList.self, AuditVerify.self])
}
