import ActionRegister
import Scheduling

/// The openings of letters that tell: of assigned actions, of a moved meeting.
extension OwnerLetter {
    var moved: [Letter.Block] {
        content.moved(asked.isEmpty && !hasAssignment ? "You need not reply." : nil)
    }

    var assignment: [Letter.Block] {
        guard hasAssignment else { return late.map { [.paragraph([$0])] } ?? [] }
        return [asked.isEmpty ? .sentences(recorded, nextSitting, check, late) : .sentences(recorded, check)]
    }

    var assigned: [LetterAction] { told.filter(\.isAssignment) }
    var hasAssignment: Bool { !assigned.isEmpty }
    private var isOne: Bool { assigned.count == 1 }

    /// `These actions for MPS were recorded at the meeting of …, from the draft minutes.`
    private var recorded: String {
        let whom = asked.isEmpty ? content.forWhom : content.forWhom(assigned)
        let whose = whom.isEmpty ? " of yours" : whom
        let old = isOne ? "This action" : "These actions"
        let new = isOne ? "A new action" : "New actions"
        return "\(asked.isEmpty ? old : new)\(whose) \(isOne ? "was" : "were") recorded \(raised)."
    }

    private var raised: String {
        let days = assigned.compactMap(\.action.raisedAt).uniqued().sorted()
        guard let first = days.first, assigned.allSatisfy({ $0.action.raisedAt != nil }) else {
            return "by \(content.theBoard)"
        }
        let meetings =
            days.count == 1 ? "meeting of \(first.words)" : "meetings of " + Words.list(days.map(\.words))
        return "at the \(meetings), from the draft minutes"
    }

    private var nextSitting: String? {
        guard content.moves.isEmpty, let meeting = content.meeting, let day = meeting.day else { return nil }
        return "\(Words.capitalised(content.theBoard)) next meets on \(day.words)\(Self.sitting(meeting))."
    }

    private var check: String {
        let one = isOne ? "it" : "each"
        if assigned.contains(where: { $0.action.due == .unset }) {
            return "Please check that \(one) is yours, and give a date where we ask for one."
        }
        return
            "Please check that \(one) is yours and that its date is right; if so, nothing else is needed now."
    }
}

extension LetterContent {
    /// One paragraph for each meeting that moved.
    func moved(_ closing: String? = nil) -> [Letter.Block] {
        moves.map { move in
            let sitting = OwnerLetter.sitting(move.meeting)
            let papers = move.papersDue.map { "Papers are now due on \($0.words(on: today))." }
            return .sentences(
                "The meeting of \(theBoard) on \(move.from.words) has moved to \(move.to.words)\(sitting).",
                papers, "Actions due at this meeting are now due on the new day.", closing)
        }
    }
}
