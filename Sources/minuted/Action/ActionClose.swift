import ActionRegister
import ArgumentParser
import Documents
import Store

/// `minuted action close`: in the board's name.
struct ActionClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close an action in the board's name.",
        discussion: "A standing action is ended for good; meeting record lets it return after a meeting.")

    @OptionGroup var name: ActionName
    @Option(help: .init("The meeting that agreed it.", valueName: "day")) var atMeeting: CalendarDay?
    @Option(help: .init("The chair's reason, outside a meeting.", valueName: "reason")) var byChair: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if (atMeeting == nil) == (byChair == nil) {
            throw ValidationError(
                "Name the meeting by --at-meeting DAY, or the chair's reason by --by-chair REASON")
        }
    }

    func run() throws {
        try options.change(name, { "closed on \($0.closedAt ?? "")\($0.endOfStanding)" }) {
            store, record, told in
            let closer: Store.ClosedBy =
                if let atMeeting { .meeting(try store.meeting(record.action.board, on: atMeeting).id) } else {
                    .chair(reason: byChair!)
                }
            try store.closeAction(record.action.id, by: closer, told: told)
        }
    }
}
