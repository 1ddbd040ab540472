import ActionRegister
import Foundation

/// What has come and what is next of one or more rules about the same anchor.
struct Occasions: Sendable {
    /// The latest of each rule whose time has come.
    var current: [Occasion] = []
    /// Those whose time comes next, in no order: all that there are about
    /// meetings, the next one of an `every` rule.
    var next: [Occasion] = []
    /// Whether they are about a meeting that has no day.
    var lacksDay = false
}

extension BoardSituation {
    /// The occasions about meetings and papers deadlines, of every rule that
    /// `isIncluded`.
    ///
    /// The latest step of a rule is that of the latest meeting whose step's time
    /// has come, so older meetings are not even looked at.
    func meetingOccasions(where isIncluded: (RuleSentence) -> Bool) -> Occasions {
        var occasions = Occasions()
        for index in rules.indices {
            let sentence = rules[index].sentence
            guard [.meeting, .papersDeadline].contains(sentence.anchor), isIncluded(sentence) else {
                continue
            }
            for meeting in meetings.reversed() {
                guard let occasion = occasion(of: index, about: meeting) else { continue }
                guard occasion.instant > now else {
                    occasions.current.append(occasion)
                    break
                }
                occasions.next.append(occasion)
            }
        }
        return occasions
    }

    /// `nil` for rules that are about no meeting, and for the papers deadline of
    /// a meeting that has none.
    func occasion(of index: Int, about meeting: Meeting) -> Occasion? {
        let anchorDay: CalendarDay? =
            switch rules[index].sentence.anchor {
            case .meeting: meeting.day
            case .papersDeadline: schedule.papersDue(of: meeting)
            case .dueDate, nil: nil
            }
        return anchorDay.map { anchorDay in
            occasion(
                of: index, anchor: version(of: meeting), anchorDay: anchorDay,
                expires: { expiry(of: rules[index].sentence, day: $0, about: meeting) })
        }
    }

    /// The version of a meeting that its day belongs to today; a day that begins
    /// one is its own.
    func version(of meeting: Meeting) -> AnchorVersion {
        .meeting(meeting.id, version: meeting.version(on: meeting.day!) ?? meeting.day!)
    }

    private func expiry(of sentence: RuleSentence, day: CalendarDay, about meeting: Meeting) -> Date? {
        switch sentence.timing {
        case .on(.meeting): midnight(after: day)
        case .before, .on: start(of: meeting)
        default: nil
        }
    }

    /// One step of a rule, its day worked out.
    ///
    /// A step on the very day on which its rule was added or its board activated
    /// comes no sooner than that happened.
    func occasion(
        of index: Int, anchor: AnchorVersion, anchorDay: CalendarDay, number: Int = 0,
        expires: (CalendarDay) -> Date?
    ) -> Occasion {
        let rule = rules[index]
        let day = rule.sentence.timing.day(
            anchor: anchorDay, occurrence: number, in: calendar,
            movesOffHolidays: board.movesOffHolidays
        ).day
        let instant = calendar.instant(day, at: rule.time)
        let expires = expires(day)
        return Occasion(
            rule: index, anchor: anchor, number: number, day: day, anchorDay: anchorDay,
            instant: day == rule.sinceDay ? max(instant, rule.since) : instant, expires: expires,
            closes: closing(rule.sentence, day: day, expires: expires))
    }

    func closing(_ sentence: RuleSentence, day: CalendarDay, expires: Date?) -> Date {
        let end = sentence.isBefore ? .distantFuture : midnight(after: day)
        return min(end, expires ?? .distantFuture)
    }
}
