import ActionRegister
import Foundation

extension RegisterImport {
    /// Takes in an action log of `board`: new actions unreleased, known ones
    /// merged by reference.
    func actions() throws(InputRefusal) -> Outcome {
        guard let board else {
            let problem = InputProblem(
                file: file, at: .start, "an action log is of one board", advice: "name it with --board")
            throw InputRefusal([problem])
        }
        var reader = ActionImport(self, board)
        let table: ImportTable<ActionColumn> = try table()
        reader.draft.problems.add(table.problems)
        for row in table.rows { reader.take(row) }
        reader.noteAbsent()
        return try reader.draft.outcome()
    }
}

struct ActionImport {
    typealias Row = ImportTable<ActionColumn>.Row

    var draft: ImportDraft
    private let cells: ActionRowReader
    private let now: Date
    private var known: [String: Action] = [:]
    private var updates: [Action.ID: [ActionUpdate]]
    /// The lines of the references that the file has named.
    private var lines: [String: Int] = [:]

    init(_ request: RegisterImport, _ board: Board) {
        draft = ImportDraft(request)
        now = request.now
        let register = request.register
        cells = ActionRowReader(
            board: board, meetings: register.meetings, now: now, createsOwners: request.createsOwners)
        updates = Dictionary(grouping: register.updates, by: \.action)
        for action in register.actions where action.board == board.id {
            known[Self.key(action.reference)] = action
        }
    }

    /// References differ by more than case and spaces, and their marks count:
    /// 30.5 is not 305.
    static func key(_ reference: String) -> String {
        reference.filter { !$0.isWhitespace }.precomposedStringWithCanonicalMapping.lowercased()
    }

    mutating func take(_ row: Row) {
        let isFirst = isFirst(row)
        guard let read = cells.read(row, &draft), isFirst else { return }
        guard let action = known[Self.key(read.reference)] else { return add(read) }
        let merge = ActionMerge(
            read, into: action, updates[action.id] ?? [], draft.register.imported[action.id],
            names: DueNames(draft), now: now, today: cells.clock.day, meetings: cells.meetings)
        take(merge, action)
    }

    private mutating func isFirst(_ row: Row) -> Bool {
        let reference = row.text(.reference)
        guard !reference.isEmpty, let line = lines.updateValue(row.place.line, forKey: Self.key(reference))
        else { return true }
        draft.problems.add(
            at: row.place(of: .reference), "\(reference.quoted) stands in line \(line) already",
            advice: "give each action a reference of its own")
        return false
    }

    // MARK: - New actions

    private mutating func add(_ read: ReadAction) {
        let id: Action.ID = draft.newNumber()
        let action = Action(
            id: id, board: cells.board.id, reference: read.reference, text: read.text,
            owners: read.owners.map { Ownership(owner: $0, assignedAt: now) }, due: read.due,
            status: read.status,
            raisedAt: read.raisedAt, item: read.item, originalDue: read.dues.first,
            revisions: max(0, read.dues.count - 1), isRestricted: read.isRestricted,
            closure: read.closure(on: cells.clock.day, meetings: cells.meetings))
        let notes = read.updates.notes.map { note in
            ActionUpdate(
                id: .new, action: id, day: note.day ?? cells.clock.day, recordedAt: now,
                text: note.lines.joined(separator: "\n"))
        }
        draft.batch.actions.append(action)
        draft.batch.updates += notes
        draft.batch.cells[id] = read.digests
        draft.note(read.reference, .added(facts(action, notes.count)))
    }

    private func facts(_ action: Action, _ updates: Int) -> String {
        let names = DueNames(draft)
        let owners = action.owners.map { names.name($0.owner) }.joined(separator: " / ")
        let count = updates == 0 ? nil : "\(updates) update\(updates == 1 ? "" : "s")"
        return [owners, names.phrase(action.due), action.status.rawValue, count].compactMap(\.self)
            .joined(separator: ", ")
    }

    // MARK: - Known actions

    private mutating func take(_ merge: ActionMerge, _ action: Action) {
        for problem in merge.problems {
            draft.problems.add(at: problem.place, problem.what, advice: problem.advice)
        }
        if merge.action != action { draft.batch.actions.append(merge.action) }
        draft.batch.updates += merge.updates
        if merge.changesMemory { draft.batch.cells[action.id] = merge.cells }
        let updates = merge.updates.map {
            ImportDifference.FieldChange("update", "", "\($0.day) \($0.text.quoted)")
        }
        let changes = merge.changes + updates
        draft.note(action.reference, changes.isEmpty ? .unchanged : .changed(changes))
    }

    mutating func noteAbsent() {
        for action in draft.register.actions
        where action.board == cells.board.id && lines[Self.key(action.reference)] == nil {
            draft.note(action.reference, .absent)
        }
    }
}

extension ReadAction {
    /// Of an ended action without a day the last dated note tells it, else it was
    /// found ended today.
    func closure(on today: CalendarDay, meetings: [Meeting]) -> Action.Closure? {
        guard status.isEnded else { return nil }
        let day = closedOn ?? updates.latestDay ?? today
        let meeting = meetings.first { $0.state == .held && $0.day == day }
        return Action.Closure(day: day, meeting: closedOn == nil ? nil : meeting?.day)
    }

    /// A digest of each cell the file has, by the field's name.
    var digests: [String: String] {
        var digests: [String: String] = [:]
        for column in ActionColumn.allCases
        where row[column] != nil && column != .revisedDue && column != .update {
            digests[column.rawValue] = ImportedRow.digest(row.text(column))
        }
        if row[.due] != nil || row[.revisedDue] != nil {
            digests["due"] = ImportedRow.digest(row.text(.due) + "\n" + row.text(.revisedDue))
        }
        return digests
    }
}

/// What owners and dues are called in a difference.
struct DueNames {
    private let directory: OwnerDirectory
    private let days: [Meeting.ID: CalendarDay]

    init(_ draft: ImportDraft) {
        directory = draft.directory
        days = Dictionary(
            draft.register.meetings.compactMap { meeting in meeting.day.map { (meeting.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    func name(_ owner: Owner) -> String { directory.name(owner) }

    /// `due 2027-03-01`, `due at the meeting of 2026-12-07`, `ongoing`, `no due day`.
    func phrase(_ due: Due) -> String {
        switch due {
        case .day(let day): "due \(day)"
        case .meeting(let id): "due at the meeting of \(days[id]?.description ?? "no day yet")"
        case .ongoing: "ongoing"
        case .unset: "no due day"
        }
    }
}
