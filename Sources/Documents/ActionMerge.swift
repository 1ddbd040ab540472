import ActionRegister
import Foundation

/// An edited row brought beside the action it names.
///
/// Three voices are compared field by field: the file now, the file when it was
/// last imported, and the register. What only the file changed is taken over;
/// what only the register changed, or both, is for a person, and so is every
/// edit of an action whose answer the file does not know yet.
struct ActionMerge {
    private(set) var action: Action
    private(set) var updates: [ActionUpdate] = []
    private(set) var changes: [ImportDifference.FieldChange] = []
    private(set) var problems: [(place: InputPlace, what: String, advice: String)] = []

    private let read: ReadAction
    private let old: Action
    private let base: ImportedRow?
    private let names: DueNames
    private let meetings: [Meeting]

    init(
        _ read: ReadAction, into action: Action, _ history: [ActionUpdate], _ base: ImportedRow?,
        names: DueNames, now: Date, today: CalendarDay, meetings: [Meeting]
    ) {
        (self.read, self.action, self.old, self.base) = (read, action, action, base)
        (self.names, self.meetings) = (names, meetings)
        let file = Self.file(read, like: action, now: now, today: today, meetings: meetings)
        for field in Self.fields { settle(field, file) }
        updates = Self.newUpdates(read.updates, history, action: action.id, now: now, today: today)
        refuseDueBeforeRaised()
        refuseBehindAnswer(history)
    }

    /// What is kept of the row for the next time.
    var cells: [String: String] { (base?.cells ?? [:]).merging(read.digests) { _, new in new } }

    /// Whether what is kept has to be written at all.
    var changesMemory: Bool { base != ImportedRow(cells: cells, of: action) }

    // MARK: - Fields

    /// One field of an action, and how it is taken over and printed.
    private struct Field {
        let column: ActionColumn
        let take: (Action, inout Action) -> Void
        let print: (Action, DueNames) -> String
    }

    private static var fields: [Field] {
        [
            Field(column: .action, take: { $1.text = $0.text }, print: { action, _ in action.text.quoted }),
            Field(
                column: .owner, take: { $1.owners = $0.owners },
                print: { action, names in action.owners.map { names.name($0.owner) }.joined(separator: " / ")
                }),
            Field(
                column: .raised, take: { $1.raisedAt = $0.raisedAt },
                print: { action, _ in action.raisedAt?.description ?? "nothing" }),
            Field(
                column: .item, take: { $1.item = $0.item }, print: { action, _ in action.item ?? "nothing" }),
            Field(column: .due, take: { $1.due = $0.due }, print: { $1.phrase($0.due) }),
            Field(
                column: .status, take: { ($1.status, $1.closure) = ($0.status, $0.closure) },
                print: { action, _ in action.status.rawValue }),
            Field(
                column: .restricted, take: { $1.isRestricted = $0.isRestricted },
                print: { action, _ in action.isRestricted ? "yes" : "no" }),
            Field(
                column: .closed, take: { $1.closure = $0.closure },
                print: { action, _ in action.closure?.day.description ?? "nothing" }),
        ]
    }

    /// The action as the row alone would have it.
    private static func file(
        _ read: ReadAction, like old: Action, now: Date, today: CalendarDay, meetings: [Meeting]
    ) -> Action {
        var file = old
        file.text = read.text
        file.owners = read.owners.map { owner in
            old.owners.first { $0.owner == owner } ?? Ownership(owner: owner, assignedAt: now)
        }
        file.raisedAt = read.raisedAt
        file.item = read.item
        file.due = isDay(of: old.due, read.due, meetings) ? old.due : read.due
        file.status = read.status
        file.isRestricted = read.isRestricted
        file.closure = read.closure(on: today, meetings: meetings)
        return file
    }

    /// A meeting's day means the meeting, whatever has become of it since.
    private static func isDay(of old: Due, _ new: Due, _ meetings: [Meeting]) -> Bool {
        guard case .meeting(let id) = old, case .day(let day) = new else { return false }
        return meetings.contains { $0.id == id && $0.day == day }
    }

    private mutating func settle(_ field: Field, _ file: Action) {
        let key = field.column.rawValue
        guard let cell = read.digests[key] else { return }
        let (here, there) = (ImportedRow.values(of: file)[key], ImportedRow.values(of: old)[key])
        let isEdited = base.map { $0.cells[key] != cell } ?? false
        guard here != there, !saysNothing(field.column, isEdited: isEdited) else { return }
        guard let base else {
            return isReopening(field.column) ? refuse(field, file) : take(field, file)
        }
        if base.values[key] != there { return refuse(field, file) }
        if isEdited { take(field, file) }
    }

    /// A blank cell says nothing unless it was emptied since the last import; a
    /// closing day says something only of an action ended in both.
    private func saysNothing(_ column: ActionColumn, isEdited: Bool) -> Bool {
        switch column {
        case .closed: read.closedOn == nil || !old.status.isEnded || !read.status.isEnded
        case .due: (dueWords.isEmpty && !isEdited) || isSameNextMeeting
        default: read.row.text(column).isEmpty && !isEdited
        }
    }

    private var dueWords: String { read.row.text(.revisedDue).nonEmpty ?? read.row.text(.due) }

    /// "Next meeting" was fixed when it was first read, and is all there is to
    /// say of a meeting without a day.
    private var isSameNextMeeting: Bool {
        guard case .meeting(let id) = old.due, WrittenDue(dueWords) == .nextMeeting else { return false }
        return base == nil || meetings.contains { $0.id == id && $0.day == nil }
    }

    /// An action that was settled or proposed is not made live again by a file
    /// that never knew of it.
    private func isReopening(_ column: ActionColumn) -> Bool {
        column == .status && !old.status.isLive && old.status != .onHold && read.status.isLive
    }

    private mutating func take(_ field: Field, _ file: Action) {
        field.take(file, &action)
        changes.append(.init(field.column.rawValue, field.print(old, names), field.print(file, names)))
    }

    // MARK: - Updates

    /// The lines that no update of that day holds yet; those without a day, that
    /// no update at all holds.
    private static func newUpdates(
        _ written: WrittenUpdates, _ history: [ActionUpdate], action: Action.ID, now: Date, today: CalendarDay
    ) -> [ActionUpdate] {
        let known = history.flatMap { update in
            update.text.split(whereSeparator: \.isNewline).map { (day: update.day, line: String($0).tidied) }
        }
        return written.notes.compactMap { note in
            let lines = note.lines.filter { line in
                !known.contains { $0.line == line && (note.day == nil || note.day == $0.day) }
            }
            guard !lines.isEmpty else { return nil }
            return ActionUpdate(
                id: .new, action: action, day: note.day ?? today, recordedAt: now,
                text: lines.joined(separator: "\n"))
        }
    }

    // MARK: - Refusing

    private mutating func refuse(_ field: Field, _ file: Action) {
        let (here, there) = (field.print(file, names), field.print(old, names))
        let since = field.column == .status ? old.closure.map { " since \($0.day)" } ?? "" : ""
        let heading = read.row.heading(field.column)
        problems.append(
            (
                read.row.place(of: field.column),
                "\(old.reference): the register has something newer, \(there)\(since), and \(heading) here says \(here)",
                "write what the register has, or change the register first"
            ))
    }

    /// A row may bring one of the two days, and the register have the other.
    private mutating func refuseDueBeforeRaised() {
        guard problems.isEmpty, action.due != old.due || action.raisedAt != old.raisedAt,
            let raised = action.raisedAt, let due = day(of: action.due), due < raised
        else { return }
        problems.append(
            (
                read.row.place,
                "\(old.reference): it would be due on \(due), before it was raised, on \(raised)",
                "look at both days"
            ))
    }

    private func day(of due: Due) -> CalendarDay? {
        switch due {
        case .day(let day): day
        case .meeting(let id): meetings.first { $0.id == id }?.day
        case .ongoing, .unset: nil
        }
    }

    /// An answer that the row does not hold stands against all its edits but
    /// notes of that day or later.
    private mutating func refuseBehindAnswer(_ history: [ActionUpdate]) {
        guard problems.isEmpty else { return }
        let lines = Set(read.updates.notes.flatMap(\.lines))
        let unknown = history.filter { update in
            update.answersFor != nil
                && !update.text.split(whereSeparator: \.isNewline).allSatisfy {
                    lines.contains(String($0).tidied)
                }
        }
        guard let answer = unknown.max(by: { $0.day < $1.day }) else { return }
        let edits =
            changes.map(\.description) + updates.filter { $0.day < answer.day }.map { "\($0.day) \($0.text)" }
        guard let edit = edits.first else { return }
        problems.append(
            (
                read.row.place,
                "\(old.reference): the register has a newer answer, of \(answer.day), \(answer.text.quoted), "
                    + "and the row changes \(edit)",
                "put a line \("\(answer.day): \(answer.text)".quoted) into the row's updates once it takes it in"
            ))
    }
}
