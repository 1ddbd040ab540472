package import ActionRegister
package import Foundation

/// The file of what a meeting decided: `reference, outcome, due, note`.
///
/// Judged as a whole like every import: one bad row, and there are no outcomes.
package struct MeetingRecordImport: Sendable {
    /// The name that errors give the file.
    package var file: String
    package var contents: Data
    /// With at least the board's actions and meetings.
    package var register: RegisterSnapshot
    package var meeting: Meeting
    package var now: Date
    /// Headings whose columns are left out.
    package var ignored: [String]

    package init(
        file: String, contents: Data, of meeting: Meeting, in register: RegisterSnapshot, at now: Date,
        ignoring ignored: [String] = []
    ) {
        (self.file, self.contents) = (file, contents)
        (self.meeting, self.register) = (meeting, register)
        (self.now, self.ignored) = (now, ignored)
    }

    /// What was decided, in the order of the file.
    package func outcomes() throws(InputRefusal) -> [MeetingOutcome] {
        let document = try CSVDocument(contents, file: file)
        let table: ImportTable<OutcomeColumn> = try ImportTable(document, file: file, ignoring: ignored)
        var reader = OutcomeReader(self)
        reader.problems.add(table.problems)
        let outcomes = table.rows.compactMap { reader.read($0) }
        try reader.problems.refuseIfAny()
        return outcomes
    }
}

enum OutcomeColumn: String, ImportColumn {
    case reference, outcome, due, note

    var synonyms: [String] {
        switch self {
        case .reference: ActionColumn.reference.synonyms
        case .outcome: ["decision", "decided", "result"]
        case .due: ActionColumn.due.synonyms + ActionColumn.revisedDue.synonyms + ["revised due", "new due"]
        case .note: ["notes", "comment", "comments", "update"]
        }
    }

    var isRequired: Bool { self == .reference || self == .outcome }
}

/// Reads one row after the other, each against the register.
private struct OutcomeReader {
    typealias Row = ImportTable<OutcomeColumn>.Row

    var problems: ProblemList
    private let meeting: Meeting
    private let board: Board
    private let actions: [String: Action]
    private let references: [String]
    private let dues: DueReader
    /// The lines of the references that the file has named.
    private var lines: [Action.ID: Int] = [:]

    init(_ request: MeetingRecordImport) {
        problems = ProblemList(file: request.file)
        meeting = request.meeting
        board = request.register.boards.first { $0.id == request.meeting.board }!
        let own = request.register.actions.filter { $0.board == request.meeting.board }
        references = own.map(\.reference)
        actions = Dictionary(own.map { (Self.key($0.reference), $0) }, uniquingKeysWith: { a, _ in a })
        let meetings = request.register.meetings.filter { $0.id != request.meeting.id }
        dues = DueReader(board: board, meetings: meetings, now: request.now)
    }

    /// As an action log knows its references.
    private static func key(_ reference: String) -> String { ActionImport.key(reference) }

    /// Every cell is judged, so that one pass finds all that is wrong with a row.
    mutating func read(_ row: Row) -> MeetingOutcome? {
        let (action, decision, due) = (action(row), decision(row), due(row))
        guard let action, let decision, let due, isSound(decision, due.value, action, row) else { return nil }
        return MeetingOutcome(
            action: action.id, decision: decision, due: due.value,
            note: note(row))
    }

    private mutating func refuse(_ row: Row, _ column: OutcomeColumn, _ what: String, _ advice: String) {
        problems.add(at: row.place(of: column), what, advice: advice)
    }

    // MARK: - Cells

    private mutating func action(_ row: Row) -> Action? {
        let reference = row.text(.reference)
        guard !reference.isEmpty else {
            refuse(row, .reference, "the row has no reference", "fill it in, or take the row out")
            return nil
        }
        guard let action = actions[Self.key(reference)] else {
            let meant = references.nearest(to: reference).map { "did you mean \($0)?" }
            let advice = meant ?? "see minuted action list --board \(board.slug)"
            refuse(row, .reference, "\(board.slug) has no action \(reference.quoted)", advice)
            return nil
        }
        if let line = lines.updateValue(row.place.line, forKey: action.id) {
            let what = "\(action.reference) stands in line \(line) already"
            refuse(row, .reference, what, "keep one of the two rows")
        }
        return action
    }

    private mutating func decision(_ row: Row) -> MeetingOutcome.Decision? {
        let text = row.text(.outcome)
        if let decision = WrittenOutcome.decision(text) { return decision }
        let what = text.isEmpty ? "the row has no outcome" : "there is no outcome \(text.quoted)"
        refuse(row, .outcome, what, WrittenOutcome.advice)
        return nil
    }

    private mutating func due(_ row: Row) -> Read<Due?>? {
        let text = row.text(.due)
        guard !text.isEmpty else { return Read(nil) }
        switch dues.due(text) {
        case .success(let due): return Read(due)
        case .failure(let why):
            let words = dues.words(why, text, under: row.heading(.due))
            refuse(row, .due, words.what, words.advice)
            return nil
        }
    }

    private func note(_ row: Row) -> String? {
        let lines = (row[.note]?.text ?? "").split(whereSeparator: \.isNewline).map { String($0).tidied }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n").nonEmpty
    }

    // MARK: - Sense

    private mutating func isSound(
        _ decision: MeetingOutcome.Decision, _ due: Due?, _ action: Action, _ row: Row
    ) -> Bool {
        if action.status.isEnded {
            let since = action.closure.map { " since \($0.day)" } ?? ""
            let what = "\(action.reference) is \(action.status.rawValue)\(since)"
            refuse(row, .outcome, what, "take the row out, or reopen it first by minuted action reopen")
            return false
        }
        if decision == .decline && action.status != .proposed {
            let what = "\(action.reference) is \(action.status.rawValue), and only a proposal can be declined"
            refuse(row, .outcome, what, "say carry")
            return false
        }
        return isSound(due, after: decision, row)
    }

    private mutating func isSound(_ due: Due?, after decision: MeetingOutcome.Decision, _ row: Row) -> Bool {
        guard let due else { return true }
        if decision == .close || decision == .cancel {
            refuse(row, .due, "what is ended has no new due", "empty the cell, or say carry")
            return false
        }
        if case .day(let day) = due, let held = meeting.day, day <= held {
            refuse(row, .due, "\(day) is not after the meeting of \(held)", "give a later day")
            return false
        }
        return true
    }
}
