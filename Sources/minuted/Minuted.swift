import ArgumentParser

/// `minuted VERB [NOUN] …`: the words of the command line, one verb a file.
struct Minuted: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "minuted",
        abstract: "Keep boards' action registers, and write to the owners before each board meets.",
        version: version,
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
                    CheckVerb.self, StatusVerb.self, AuditVerbs.self, BackupVerb.self, AdoptVerb.self,
                    VersionVerb.self,
                ]),
        ])
}
