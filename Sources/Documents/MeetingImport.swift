import ActionRegister
import Foundation

extension RegisterImport {
    /// Takes in `board, date, time, papers due, place, state`.
    ///
    /// A meeting is known by its board and day. Of one the register has, time,
    /// papers deadline and place are taken over, and a planned one becomes held
    /// once its day has come; every other change of state needs its verb.
    func meetings() throws(InputRefusal) -> Outcome {
        var reader = MeetingImport(draft: ImportDraft(self), board: board, now: now)
        let table: ImportTable<MeetingColumn> = try table()
        reader.draft.problems.add(table.problems)
        for row in table.rows { reader.take(row) }
        reader.noteAbsent()
        return try reader.draft.outcome()
    }
}

struct MeetingImport {
    typealias Row = ImportTable<MeetingColumn>.Row

    var draft: ImportDraft
    private let board: Board?
    let now: Date
    /// The lines of the meetings that the file has named.
    private var lines: [String: Int] = [:]
    private var seen: Set<Meeting.ID> = []
    private var boards: Set<Board.ID> = []

    init(draft: ImportDraft, board: Board?, now: Date) {
        self.draft = draft
        self.board = board
        self.now = now
    }

    mutating func take(_ row: Row) {
        let board = draft.board(row.text(.board), at: row.place(of: .board), otherwise: board)
        let found = (date(row), time(row), papersDue(row), state(row))
        guard let board, let date = found.0, let time = found.1, let papersDue = found.2, let state = found.3
        else { return }
        boards.insert(board.id)
        let meeting = Meeting(
            id: draft.newNumber(), board: board.id, day: date.day,
            time: time.value, papersDue: papersDue.value, place: row.text(.place).nonEmpty,
            state: state.value ?? (date.day == nil ? .undated : .planned), month: date.month)
        guard isSound(meeting, state.value, row, board), isFirst(meeting, row, board) else { return }
        settle(meeting, isStateGiven: state.value != nil, row, board)
    }

    private mutating func isFirst(_ meeting: Meeting, _ row: Row, _ board: Board) -> Bool {
        let key = "\(board.id) \(meeting.day?.description ?? meeting.month ?? "line \(row.place.line)")"
        guard let line = lines.updateValue(row.place.line, forKey: key) else { return true }
        let name = name(meeting, board)
        return refuse(row, .date, "the \(name) stands in line \(line) already", "keep one of the two rows")
    }

    private func name(_ meeting: Meeting, _ board: Board) -> String {
        "meeting of \(board.slug) on \(meeting.day?.description ?? meeting.month ?? "no day yet")"
    }

    // MARK: - Against the register

    private mutating func settle(_ meeting: Meeting, isStateGiven: Bool, _ row: Row, _ board: Board) {
        guard let known = known(meeting) else { return add(meeting, board) }
        seen.insert(known.id)
        var new = known
        new.time = meeting.time ?? known.time
        new.papersDue = meeting.papersDue ?? known.papersDue
        new.place = meeting.place ?? known.place
        if isStateGiven, meeting.state != known.state, meeting.day != nil {
            guard known.state == .planned, meeting.state == .held else {
                return refuseState(meeting, known, row, board)
            }
            new.state = .held
            new.recordedAt = now
        }
        note(known, new, board)
        if new != known { draft.batch.meetings.append(new) }
    }

    /// The register's meeting of that day, one that stands before a cancelled
    /// one; of an undated one, that of the same month.
    private func known(_ meeting: Meeting) -> Meeting? {
        let known = draft.register.meetings.filter { $0.board == meeting.board }
        guard let day = meeting.day else {
            return known.first { $0.day == nil && $0.state == .undated && $0.month == meeting.month }
        }
        let ofDay = known.filter { $0.day == day }
        return ofDay.first { $0.state != .cancelled } ?? ofDay.first
            ?? known.first { $0.state == .postponed && $0.day == nil && $0.versions.last == day }
    }

    private mutating func add(_ meeting: Meeting, _ board: Board) {
        var new = meeting
        switch meeting.state {
        case .held: new.recordedAt = min(now, endOfDay(meeting.day!, board))
        case .postponed: (new.day, new.papersDue) = (nil, nil)
        case .planned where meeting.day == nil: new.state = .undated
        default: break
        }
        draft.batch.meetings.append(new)
        let facts = [new.state.rawValue, new.time.map { "at \($0)" }, new.place.map { "at \($0)" }]
        draft.note(name(meeting, board), .added(facts.compactMap(\.self).joined(separator: " ")))
    }

    /// Of a meeting long past nobody recorded when it was recorded.
    private func endOfDay(_ day: CalendarDay, _ board: Board) -> Date {
        let midnight = Date(timeIntervalSince1970: Double(day.number + 1) * 86_400)
        let zone = TimeZone(identifier: board.timeZone) ?? .gmt
        return midnight - Double(zone.secondsFromGMT(for: midnight))
    }

    private mutating func refuseState(_ meeting: Meeting, _ known: Meeting, _ row: Row, _ board: Board) {
        let verbs: [Meeting.State: String] = [
            .held: "record", .cancelled: "cancel", .postponed: "postpone", .planned: "move",
        ]
        let verb = verbs[meeting.state].map { "minuted meeting \($0) \(board.slug) \(meeting.day!)" }
        draft.problems.add(
            at: row.place(of: .state),
            "the \(name(meeting, board)) is \(known.state.rawValue) in the register and \(meeting.state.rawValue) here",
            advice: "write \(known.state.rawValue) here"
                + (verb.map { ", or change the register by \($0)" } ?? ""))
    }

    private mutating func note(_ old: Meeting, _ new: Meeting, _ board: Board) {
        let fields = [
            ("time", old.time?.description ?? "", new.time?.description ?? ""),
            ("papers due", old.papersDue?.description ?? "", new.papersDue?.description ?? ""),
            ("place", old.place ?? "", new.place ?? ""), ("state", old.state.rawValue, new.state.rawValue),
        ]
        let changes = fields.filter { $0.1 != $0.2 }.map { ImportDifference.FieldChange($0.0, $0.1, $0.2) }
        draft.note(name(new, board), changes.isEmpty ? .unchanged : .changed(changes))
    }

    /// Planned meetings of the file's boards that it does not name.
    mutating func noteAbsent() {
        for meeting in draft.register.meetings
        where boards.contains(meeting.board) && meeting.state == .planned && !seen.contains(meeting.id) {
            let board = draft.register.boards.first { $0.id == meeting.board }!
            draft.note(name(meeting, board), .absent)
        }
    }
}
