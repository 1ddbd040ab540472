import ArgumentParser
import CBuild

/// `minuted VERB [NOUN] …`: the words of the command line, one verb a file.
struct Minuted: AsyncParsableCommand {
    static let version = "0.1.0"

    /// The commit it was built from, as `config/stamp` left it; else "unknown".
    static let build: String = {
        var name = [CChar](repeating: 0, count: Int(MINUTED_BUILD_SIZE))
        minuted_build(&name)
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    static let configuration = CommandConfiguration(
        commandName: "minuted",
        abstract: "Keep boards' action registers, and write to the owners before each board meets.",
        version: "\(version) (build \(build))",
        groupedSubcommands: [
            CommandGroup(
                name: "The register",
                subcommands: [
                    BoardVerbs.self, RuleVerbs.self, MeetingVerbs.self, PersonVerbs.self,
                    OrganisationVerbs.self,
                    MemberVerbs.self, AbsenceVerbs.self, ActionVerbs.self, SilenceVerbs.self,
                ]),
            CommandGroup(
                name: "Letters",
                subcommands: [
                    ImportVerbs.self, ReleaseVerb.self, RemindVerb.self, PlanVerb.self, WhyVerb.self,
                    PreviewVerb.self, SimulateVerb.self, OutboxVerbs.self,
                    BounceVerb.self, MailVerbs.self, RunOnceVerb.self, ServeVerb.self,
                    DemoVerb.self,
                ]),
            CommandGroup(
                name: "Upkeep",
                subcommands: [
                    CheckVerb.self, StatusVerb.self, ConsoleVerbs.self, AuditVerbs.self, BackupVerb.self,
                    RestoreVerb.self, AdoptVerb.self, VersionVerb.self,
                ]),
        ])
}
