import ActionRegister
import Scheduling

/// The last paragraphs: how to answer, and what happens then.
extension OwnerLetter {
    var closing: [Letter.Block] {
        let howToAnswer = [answer, afterwards, agreed].compactMap { $0 }.joined(separator: " ")
        return page + [.paragraph([howToAnswer, correction].filter { !$0.isEmpty })]
    }

    private var answer: String? {
        asked.isEmpty && !hasAssignment ? nil : "To answer, just reply to this email in your own words."
    }

    /// The reader's own page, where an answer is asked for.
    private var page: [Letter.Block] {
        guard answer != nil, let page = content.answerPage else { return [] }
        return [.link("You can answer on your own page, without an account:", page)]
    }

    private var correction: String {
        let concerned = asked.isEmpty ? told.count + otherActions.count : asked.count
        return "\(concerned == 1 ? "If this action" : "If an action") is not yours, "
            + "or a colleague should receive this, please tell me who. "
            + "Please leave out names of victims and case details."
    }

    /// What an answer ends, as the planner's clause about answers has it: nothing of
    /// what no rule has asked about yet.
    private var afterwards: String? {
        guard !asked.contains(where: \.isAskedByHand), let promise else { return nil }
        return "Once you have answered, we will not \(promise)."
    }

    private var promise: String? {
        let these = asked.count == 1 ? "this" : "these"
        if asked.contains(where: \.isAskedForMeeting) {
            return "remind you of \(these) again before the meeting"
        }
        guard asked.contains(where: { !$0.steps.isEmpty }) else { return nil }
        guard asked.contains(where: { $0.isOverdue || $0.dueDay == content.today }) else {
            return "remind you of \(these) again before \(asked.count == 1 ? "it is" : "they are") due"
        }
        guard content.meeting != nil else { return "chase \(these) again for 20 working days" }
        return asksForMeetings
            ? "chase \(these) again; before the meeting we ask about all that is open"
            : "chase \(these) again before the meeting"
    }

    /// Whether a rule asks owners before each meeting, whatever is due.
    private var asksForMeetings: Bool {
        content.rules.contains { rule in
            guard rule.sentence.audience <= .deputy, case .before(_, let anchor) = rule.sentence.timing else {
                return false
            }
            return anchor != .dueDate
        }
    }

    private var agreed: String? {
        guard !asked.isEmpty else { return nil }
        return
            "The board agrees at \(content.meeting == nil ? "its meetings" : "the meeting") which actions are closed."
    }
}
