import ActionRegister
import ArgumentParser
import Documents
import Foundation
import Reminders
import Scheduling
import Store

/// `minuted why`: every step of every rule for one action, sent or not, and why.
struct WhyVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Show what was, is and will be written about an action, and why.",
        discussion: """
            Without a day it tells of now. A day that lies ahead is reached by the forecast; of a day that is \
            past the register is read as it is today.
            """)

    @OptionGroup var name: ActionName
    @Option(help: .init("As it is at the end of that day.", valueName: "day")) var on: CalendarDay?
    @OptionGroup var options: GlobalOptions

    /// In days: the forecast goes there from look to look.
    private static let farthest = 5 * 366

    private func checkDay(in calendar: WorkingCalendar) throws {
        guard let on, on - calendar.day(of: options.time) > Self.farthest else { return }
        throw Complaint(
            .usage, "why", "--on \(on) is more than five years ahead", "ask for a nearer day")
    }

    func run() throws {
        try options.read { store in
            let board = try store.board(name.board)
            try checkDay(in: store.workingCalendar(board))
            let record = try store.action(board.id, name.reference, at: options.time)
            let account = try ActionAccount(of: record.action.id, in: store, at: options.time, on: on)
            let asOf = try store.action(board.id, name.reference, at: account.at)
            let row = try ActionRows(store, at: account.at).row(asOf)
            options.output.show(account.steps.json, account.head(row) + account.text)
        }
    }
}

extension ActionAccount {
    fileprivate func head(_ row: ActionRow) -> String {
        let owners = row.owners.map { $0.name + ($0.partDone ? " (part done)" : "") }.joined(separator: " / ")
        let asOf = "as of \(board.clockTime(of: at))" + (isForecast ? ", if nobody touches the register" : "")
        let facts = [owners, "due \(row.shownDue)", row.shownStatus, asOf].joined(separator: "; ")
        return ["\(row.reference)  \(row.text)", facts, standing].compactMap { $0?.onOneLine }
            .map { $0 + "\n" }.joined()
    }
}
