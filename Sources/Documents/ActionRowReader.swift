import ActionRegister
import Foundation

/// A row of an action log, its cells read and its owners found.
struct ReadAction {
    let row: ImportTable<ActionColumn>.Row
    let reference: String
    let text: String
    let owners: [Owner]
    let raisedAt: CalendarDay?
    let item: String?
    /// The first is the original due, the last the one in force.
    let dues: [Due]
    let status: Action.Status
    let closedOn: CalendarDay?
    let isRestricted: Bool
    let updates: WrittenUpdates

    var due: Due { dues.last ?? .unset }
}

/// Reads the cells of an action log, one row at a time, on one board and day.
struct ActionRowReader {
    typealias Row = ImportTable<ActionColumn>.Row

    let board: Board
    let meetings: [Meeting]
    let clock: WallClock
    let createsOwners: Bool
    private let reader: DueReader

    init(board: Board, meetings: [Meeting], now: Date, createsOwners: Bool) {
        self.board = board
        self.meetings = meetings.filter { $0.board == board.id }
        clock = WallClock(now, of: board)
        self.createsOwners = createsOwners
        reader = DueReader(board: board, meetings: meetings, now: now)
    }

    /// Every cell is judged, so that one pass finds all that is wrong with a row.
    func read(_ row: Row, _ draft: inout ImportDraft) -> ReadAction? {
        let reference = required(row, .reference, &draft.problems)
        let text = required(row, .action, &draft.problems)
        let owners = OwnerCell(place: row.place(of: .owner), createsOwners: createsOwners)
            .owners(row[.owner]?.text ?? "", &draft)
        let raised = day(row, .raised, &draft.problems)
        let status = status(row, &draft.problems)
        let dues = dues(row, since: raised?.value, isEnded: status?.isEnded ?? false, &draft.problems)
        let closed = day(row, .closed, &draft.problems)
        let restricted = restricted(row, &draft.problems)
        guard let reference, let text, let owners, let raised, let status, let dues, let closed,
            let restricted,
            isSound(status, closed.value, row, &draft.problems)
        else { return nil }
        return ReadAction(
            row: row, reference: reference, text: text, owners: owners, raisedAt: raised.value,
            item: row.text(.item).nonEmpty, dues: dues,
            status: status, closedOn: closed.value, isRestricted: restricted,
            updates: WrittenUpdates(row[.update]?.text ?? ""))
    }

    private func required(_ row: Row, _ column: ActionColumn, _ problems: inout ProblemList) -> String? {
        if let text = row.text(column).nonEmpty { return text }
        problems.add(
            at: row.place(of: column), "the row has no \(column.rawValue)",
            advice: "fill in \(row.heading(column)), or take the row out")
        return nil
    }

    private func day(_ row: Row, _ column: ActionColumn, _ problems: inout ProblemList) -> Read<CalendarDay?>?
    {
        let text = row.text(column)
        if let day = WrittenDay.day(text) { return Read(day) }
        if WrittenDue(text) == .unset { return Read(nil) }
        problems.add(
            at: row.place(of: column), "\(row.heading(column)): \(text.quoted) is not a day",
            advice: WrittenDay.advice)
        return nil
    }

    private func status(_ row: Row, _ problems: inout ProblemList) -> Action.Status? {
        let text = row.text(.status)
        if let status = WrittenStatus.status(text) {
            return text.isEmpty && WrittenDay.day(row.text(.closed)) != nil ? .closed : status
        }
        problems.add(
            at: row.place(of: .status), "there is no status \(text.quoted)", advice: WrittenStatus.advice)
        return nil
    }

    private func restricted(_ row: Row, _ problems: inout ProblemList) -> Bool? {
        let text = row.text(.restricted)
        if let answer = WrittenAnswer.isYes(text) { return answer }
        problems.add(
            at: row.place(of: .restricted), "\(text.quoted) does not say whether the action is restricted",
            advice: "say yes or no")
        return nil
    }

    private func isSound(
        _ status: Action.Status, _ closed: CalendarDay?, _ row: Row, _ problems: inout ProblemList
    ) -> Bool {
        guard closed != nil, !status.isEnded else { return true }
        problems.add(
            at: row.place(of: .closed), "the action has a closing day and is \(status.rawValue)",
            advice: "call it closed, or take the day out")
        return false
    }

    // MARK: - Due

    /// - Parameter raised: the day before which nothing that was undertaken on it
    ///   can be due.
    private func dues(
        _ row: Row, since raised: CalendarDay?, isEnded: Bool, _ problems: inout ProblemList
    ) -> [Due]? {
        let first = row.text(.due).isEmpty ? [] : [(row.text(.due), ActionColumn.due)]
        let revised = (row[.revisedDue]?.text ?? "").split { $0 == ";" || $0.isNewline }
            .map { (String($0).tidied, ActionColumn.revisedDue) }.filter { !$0.0.isEmpty }
        var dues: [Due?] = []
        for (text, column) in first + revised {
            let due = due(text, row, column, isEnded: isEnded, &problems)
            dues.append(due)
            guard let raised, let day = due.flatMap(reader.day), day < raised else { continue }
            problems.add(
                at: row.place(of: column),
                "\(row.heading(column)): \(day) is before the action was raised, on \(raised)",
                advice: "look at both days")
        }
        return dues.allSatisfy { $0 != nil } ? dues.compactMap(\.self) : nil
    }

    private func due(
        _ text: String, _ row: Row, _ column: ActionColumn, isEnded: Bool, _ problems: inout ProblemList
    ) -> Due? {
        switch reader.due(text) {
        case .success(let due): return due
        case .failure(.noMeetingAhead) where isEnded: return .unset
        case .failure(let why):
            let words = reader.words(why, text, under: row.heading(column))
            problems.add(at: row.place(of: column), words.what, advice: words.advice)
            return nil
        }
    }
}
