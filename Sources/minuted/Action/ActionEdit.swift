import ActionRegister
import ArgumentParser
import Store

/// `minuted action edit`.
struct ActionEdit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change an action's text and marks; what is not named stays.")

    @OptionGroup var name: ActionName
    @Option(help: "What was undertaken.") var text: String?
    @Option(help: .init("The day of the meeting that raised it, or none.", valueName: "day"))
    var raisedAt: Clearable<CalendarDay>?
    @Option(help: .init("The item of that meeting, or none.", valueName: "item")) var item: Clearable<String>?
    @Option(help: "Whether its text is kept out of letters and reports: yes or no.") var restricted: YesNo?
    @Option(help: "Whether it returns after each meeting: yes or no.") var standing: YesNo?
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { _ in "edited" }) { store, record, told in
            var action = record.action
            if let text { action.text = text }
            if let raisedAt { action.raisedAt = raisedAt.value }
            if let item { action.item = item.value }
            if let restricted { action.isRestricted = restricted.isYes }
            if let standing { action.isStanding = standing.isYes }
            try store.editAction(action, told: told)
        }
    }
}
