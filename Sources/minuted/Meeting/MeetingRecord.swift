import ActionRegister
import ArgumentParser
import Documents
import Foundation
import Store

/// `minuted meeting record`: that a meeting was held, and what it decided.
struct MeetingRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Say that a meeting was held, and from a file what it decided: all of it, or nothing.",
        discussion: """
            The file is CSV with the columns reference, outcome, due and note. An outcome is close, carry, \
            decline, hold or cancel; a due is a day, next meeting or ongoing, and an empty one leaves it. \
            Standing actions that are closed, carried or not named are due at the next meeting.
            """)

    @Argument(help: .init("The board.", valueName: "slug")) var board: String
    @Argument(help: .init("Its day.", valueName: "day")) var day: CalendarDay
    @Argument(help: .init("What it decided; - for standard input.", valueName: "file")) var file: String?
    @Option(name: .customLong("ignore"), help: .init("Leave a column out.", valueName: "column"))
    var ignored: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let contents = try file.map { try InputFile($0).contents() }
        let (row, outcomes, left, returned) = try options.change { store, told in
            let meeting = try store.meeting(store.board(board).id, on: day)
            try store.checkRecordable(meeting, told: told)
            let outcomes = try contents.map { try self.outcomes($0, of: meeting, in: store, told) } ?? []
            let returned = try store.recordMeeting(meeting.id, outcomes: outcomes, told: told)
            let rows = try OutcomeRow.rows(of: outcomes, on: meeting.board, in: store, told)
            let left = try store.leftOpen(by: meeting, told)
            return (try MeetingRows(store).row(store.meeting(meeting.board, on: day)), rows, left, returned)
        }
        let json = row.json.with([
            "outcomes": outcomes.json, "leftOpen": left, "returned": returned.references,
            "returnedTo": returned.to?.day,
        ])
        options.output.show(json, "\(row.words): recorded as held\n" + outcomes.map(\.line).joined())
        note(left, returned)
    }

    private func note(_ left: [String], _ returned: Store.Passed) {
        if !left.isEmpty {
            Output.note(
                "meeting record: due at it and left open, so overdue now: \(left.joined(separator: ", "))")
        }
        guard !returned.references.isEmpty else { return }
        let due = returned.to?.day.map { "due at the meeting of \($0)" } ?? "waiting for the next meeting"
        let list = returned.references.joined(separator: ", ")
        Output.note("meeting record: standing, and open again, \(due): \(list)")
    }

    private func outcomes(
        _ contents: Data, of meeting: Meeting, in store: Store, _ told: Told
    ) throws -> [MeetingOutcome] {
        let register = try store.snapshot(actionsOf: meeting.board)
        let reader = MeetingRecordImport(
            file: InputFile(file!).name, contents: contents, of: meeting, in: register, at: told.now,
            ignoring: ignored)
        return try reader.outcomes()
    }
}

/// What was decided on one action, and how it stands since.
private struct OutcomeRow: JSONRepresentable {
    let outcome: MeetingOutcome
    let action: ActionRow

    static func rows(
        of outcomes: [MeetingOutcome], on board: Board.ID, in store: Store, _ told: Told
    ) throws -> [OutcomeRow] {
        guard !outcomes.isEmpty else { return [] }
        let printer = try ActionRows(store, at: told.now)
        let records = try store.actions(ActionFilter(board: board), at: told.now)
        let byID = Dictionary(uniqueKeysWithValues: records.map { ($0.action.id, $0) })
        return outcomes.map { OutcomeRow(outcome: $0, action: printer.row(byID[$0.action]!)) }
    }

    var json: JSON {
        [
            "reference": action.reference, "outcome": outcome.decision.rawValue, "due": action.due,
            "status": action.status, "note": outcome.note,
        ]
    }

    /// `VAWG-001: carry, due 2027-06-07`.
    var line: String {
        let due = outcome.due == nil ? "" : ", due \(action.shownDue)"
        let returns =
            outcome.decision == .close && action.status == "open" ? " this time; it is standing" : ""
        return "\(action.reference): \(outcome.decision.rawValue)\(returns)\(due)".onOneLine + "\n"
    }
}

extension Store {
    /// The actions that were due at a meeting and go on without a new due.
    fileprivate func leftOpen(by meeting: Meeting, _ told: Told) throws -> [String] {
        let filter = ActionFilter(board: meeting.board, statuses: [.open, .inProgress], isReleased: true)
        return try actions(filter, at: told.now).map(\.action)
            .filter { $0.due == .meeting(meeting.id) }.map(\.reference)
    }
}
