import ActionRegister
import Foundation

extension BoardSituation {
    /// The moves of meetings: of each meeting the latest whose time has come.
    ///
    /// "The latest step of a rule" is taken for each meeting by itself, so that
    /// two meetings moved on one day are both told. A notice is worth nothing
    /// once its meeting has started.
    func moveOccasions(where isIncluded: (RuleSentence) -> Bool) -> Occasions {
        var occasions = Occasions()
        for index in rules.indices {
            let sentence = rules[index].sentence
            guard sentence.timing == .when(.meetingMoves), isIncluded(sentence) else { continue }
            for meeting in meetings where !meeting.moves.isEmpty {
                let come = meeting.moves.lastIndex { $0.at <= now }
                if let come { occasions.current.append(occasion(of: index, move: come, of: meeting)) }
                occasions.next += meeting.moves.indices.filter { $0 > come ?? -1 }
                    .map { occasion(of: index, move: $0, of: meeting) }
            }
        }
        return occasions
    }

    func occasion(of index: Int, move: Int, of meeting: Meeting) -> Occasion {
        let at = meeting.moves[move].at
        let day = calendar.day(of: at)
        let expires = start(of: meeting)
        return Occasion(
            rule: index, anchor: .move(meeting.id, number: move + 1), number: 0, day: day,
            anchorDay: meeting.day!, instant: max(at, rules[index].since), expires: expires,
            closes: closing(rules[index].sentence, day: day, expires: expires))
    }

    /// That an action was put into an owner's hands: at its release or, where that
    /// is later, at the assignment.
    func assignment(of index: Int, at event: Date) -> Occasion {
        let day = calendar.day(of: event)
        return Occasion(
            rule: index, anchor: .day(day), number: 0, day: day, anchorDay: day,
            instant: max(event, rules[index].since), expires: nil, closes: midnight(after: day))
    }

    /// Where the meeting stood for somebody who was last told of it in `announced`
    /// or, without a notice, when the step's rule and action became live.
    func announcedDay(
        of meeting: Meeting, lastNotice announced: Int?, since start: CalendarDay
    ) -> CalendarDay {
        if let announced, meeting.moves.indices.contains(announced - 1) {
            return meeting.moves[announced - 1].to
        }
        return meeting.moves.first { calendar.day(of: $0.at) >= start }?.from ?? meeting.day!
    }
}
