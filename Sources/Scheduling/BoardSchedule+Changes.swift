import ActionRegister

extension BoardSchedule {
    /// The first day after a given one on which somebody may be written to instead
    /// of somebody else: a seat or an absence begins, or has ended.
    func changeOfPeople(after day: CalendarDay) -> CalendarDay? {
        let begins = seats.map(\.from) + absences.map(\.from)
        let ends = seats.map(\.until) + absences.map(\.until)
        let changes = begins.compactMap(\.self) + ends.compactMap { $0.map { $0 + 1 } }
        return changes.filter { $0 > day }.min()
    }

    /// What leaves an owner of an action alone on a day; of several the one that
    /// does so the longest.
    func silence(of owner: Owner, about action: Action.ID, on day: CalendarDay) -> Silence? {
        silences.filter { silence in
            silence.from <= day && day <= silence.until && (silence.board ?? board.id) == board.id
                && (silence.owner ?? owner) == owner && (silence.action ?? action) == action
        }.max { $0.until < $1.until }
    }
}
