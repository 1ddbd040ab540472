import ArgumentParser

/// `minuted action …`.
struct ActionVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "The lines of the action register.",
        groupedSubcommands: [
            CommandGroup(
                name: "The register",
                subcommands: [
                    ActionAdd.self, ActionList.self, ActionShow.self, ActionEdit.self, ActionAssign.self,
                ]),
            CommandGroup(
                name: "Progress",
                subcommands: [ActionUpdateVerb.self, ActionPropose.self, ActionDue.self, ActionHold.self]),
            CommandGroup(
                name: "The board's decisions",
                subcommands: [ActionClose.self, ActionDecline.self, ActionCancel.self, ActionReopen.self]),
        ])
}
