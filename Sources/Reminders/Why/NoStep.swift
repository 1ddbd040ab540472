import ActionRegister
import Scheduling

/// Why rules say nothing about an action.
struct NoStep {
    private let schedule: BoardSchedule
    private let action: Action
    private let words: StepWords

    init(_ schedule: BoardSchedule, _ action: Action, _ words: StepWords) {
        (self.schedule, self.action, self.words) = (schedule, action, words)
    }

    /// One for each rule that has no step among those explained.
    func accounts(without explained: Set<Rule.ID>) -> [StepAccount] {
        schedule.rules.filter { !explained.contains($0.id) }.map { rule in
            let clause = clause(rule.sentence)
            return StepAccount(
                rule: rule.number, sentence: rule.sentence.description, owner: "",
                audience: rule.sentence.audience, state: .noStep, clause: clause.name, why: clause.words)
        }
    }

    private func clause(_ sentence: RuleSentence) -> (name: String, words: String) {
        if sentence.isOfTheBoard {
            return ("of-the-board", "it tells how all actions stand, once for each meeting; see minuted plan")
        }
        if action.owners.isEmpty { return ("no-owner", "nobody owns the action") }
        if action.owners.allSatisfy({ $0.partDoneAt != nil }) {
            return ("part-done", "every owner has said that their part is done")
        }
        return switch sentence.anchor {
        case .dueDate: due(sentence)
        case .papersDeadline: ("no-papers-deadline", "no meeting of the board has a papers deadline")
        case .meeting: ("no-meeting", "the board has no meeting on a known day")
        case nil: ("no-move", "no meeting of the board was moved")
        }
    }

    private func due(_ sentence: RuleSentence) -> (name: String, words: String) {
        guard case .meeting(let id) = action.due else {
            return ("no-due-day", "the action has no due day")
        }
        guard let meeting = schedule.meetings.first(where: { $0.id == id }), meeting.stands else {
            return ("no-due-day", "the action is due at a meeting that has no day")
        }
        if sentence.isChaser && meeting.state != .held {
            return ("not-recorded", "the action is due at \(words.meeting(id)), which has not been recorded")
        }
        return ("settled-in-the-room", "the action is due at \(words.meeting(id)), and is settled there")
    }
}
