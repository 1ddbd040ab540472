import ActionRegister
import Foundation

/// What a due comes to today.
struct DueAnchor: Sendable {
    var day: CalendarDay
    var version: AnchorVersion
    /// The meeting it is at.
    var meeting: Meeting?
}

extension BoardSituation {
    /// `nil` where there is no due day: ongoing, not set, or at a meeting that has
    /// no day.
    func dueAnchor(of due: Due) -> DueAnchor? {
        switch due {
        case .day(let day): DueAnchor(day: day, version: .day(day))
        case .meeting(let id):
            meeting(id).map { DueAnchor(day: $0.day!, version: version(of: $0), meeting: $0) }
        case .ongoing, .unset: nil
        }
    }

    /// The occasions of all rules about the due date, for actions of this due.
    func dueOccasions(of due: Due) -> Occasions {
        var occasions = Occasions()
        guard let anchor = dueAnchor(of: due) else {
            if case .meeting = due { occasions.lacksDay = true }
            return occasions
        }
        for index in rules.indices where speaks(rules[index].sentence, about: anchor) {
            if case .every(let offset, let limit) = rules[index].sentence.timing {
                addRepeated(of: index, every: offset, limit: limit, about: anchor, to: &occasions)
            } else {
                add(dueOccasion(of: index, about: anchor), to: &occasions)
            }
        }
        return occasions
    }

    /// An action due at a meeting is settled in the room: nothing is said on the
    /// day, and nothing is chased before the meeting is recorded as held.
    func speaks(_ sentence: RuleSentence, about anchor: DueAnchor) -> Bool {
        guard sentence.anchor == .dueDate else { return false }
        guard let meeting = anchor.meeting else { return true }
        return sentence.isChaser ? meeting.state == .held : sentence.isBefore
    }

    /// The k-th step of a rule about the due date; k is 0 but for `every` rules.
    func dueOccasion(of index: Int, about anchor: DueAnchor, number: Int = 0) -> Occasion {
        occasion(
            of: index, anchor: anchor.version, anchorDay: anchor.day, number: number,
            expires: { _ in rules[index].sentence.isBefore ? expiry(of: anchor) : nil })
    }

    /// Nobody is reminded of a due day that is over, nor of a meeting, as a due
    /// date, that has started.
    private func expiry(of anchor: DueAnchor) -> Date {
        anchor.meeting.map(start(of:)) ?? midnight(after: anchor.day)
    }

    private func add(_ occasion: Occasion, to occasions: inout Occasions) {
        if occasion.instant <= now {
            occasions.current.append(occasion)
        } else {
            occasions.next.append(occasion)
        }
    }

    private func addRepeated(
        of index: Int, every offset: DayOffset, limit: Int?, about anchor: DueAnchor,
        to occasions: inout Occasions
    ) {
        let last = lastCome(of: index, every: offset, limit: limit, since: anchor.day)
        if last > 0 { add(dueOccasion(of: index, about: anchor, number: last), to: &occasions) }
        if occasions.next.last?.rule != index, last < limit ?? .max {
            occasions.next.append(dueOccasion(of: index, about: anchor, number: last + 1))
        }
    }

    /// The largest k whose day has come; 0 where none has. Days rise with k, so
    /// it is found by halving.
    private func lastCome(of index: Int, every offset: DayOffset, limit: Int?, since due: CalendarDay) -> Int
    {
        let rule = rules[index]
        let smallest = offset.count * (offset.unit == .weeks ? 7 : 1)
        var (low, high) = (0, min(limit ?? .max, max(0, rule.lastDayCome - due) / smallest))
        while low < high {
            let middle = (low + high + 1) / 2
            let day = rule.sentence.timing.day(
                anchor: due, occurrence: middle, in: calendar, movesOffHolidays: board.movesOffHolidays
            ).day
            if day <= rule.lastDayCome { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
