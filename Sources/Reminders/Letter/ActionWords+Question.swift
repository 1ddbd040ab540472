import ActionRegister
import Scheduling

/// What is asked about one action.
extension ActionWords {
    /// The action as an item of a letter that asks: text, then one question that fits.
    var askingItem: Letter.Item {
        Letter.Item(heading: heading, lines: [text, ask].compactMap { $0 })
    }

    /// The action as an item of a letter that only tells.
    var tellingItem: Letter.Item {
        let question = subject.action.due == .unset ? wantedDate : nil
        return Letter.Item(heading: heading, lines: [text, question].compactMap { $0 })
    }

    /// What was last heard, then the question.
    private var ask: String {
        let isUnheard = subject.isOverdue && !subject.isUpdated && !subject.isAssignment
        let heard = lastUpdate ?? (isUnheard ? "We have no update yet." : nil)
        return [heard, question].compactMap { $0 }.joined(separator: " ")
    }

    private var question: String {
        if subject.isAnswered { return "Thank you for the answer; is there anything to add?" }
        if subject.isOverdue && subject.isAssignment && !subject.isUpdated { return wantedDate }
        if subject.isOverdue { return "Is it done? If not, what date should the board expect?" }
        switch subject.action.due {
        case .unset: return wantedDate
        case .ongoing: return progress
        case .meeting: return subject.isDue(at: content.meeting) ? paper : progress
        case .day(let day): return isNear(day) ? outlook(for: day) : progress
        }
    }

    private var wantedDate: String { "What date should the board expect?" }
    private var progress: String { "A line on progress for the action log, or \"no change\"." }

    private func outlook(for day: CalendarDay) -> String {
        let question = day == content.today ? "Is it done?" : "Will it be done by then?"
        return question + " If not, what date should the board expect?"
    }

    /// Whether a due day is asked about as such: by its own rule, or because it
    /// comes before the meeting or on its day.
    private func isNear(_ day: CalendarDay) -> Bool {
        guard let meeting = content.meeting?.day, subject.isAskedForMeeting else { return true }
        return day <= meeting
    }

    private var paper: String {
        guard let papers = content.papersDue else {
            return "Please send the paper before the meeting, or tell us that you will report in person."
        }
        let day = papers.words(on: content.today)
        guard papers >= content.today else {
            return
                "Papers were due on \(day): please send yours now, or tell us that you will report in person."
        }
        return "Please send the paper by \(day), or tell us that you will report in person."
    }
}
