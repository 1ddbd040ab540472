import ActionRegister
import Scheduling

/// The letter to the chair, or the secretariat, about single actions of others:
/// overdue ones as a rule, and whatever else a rule sends them.
struct OverdueLetter {
    let content: LetterContent
    private let actions: [LetterAction]

    init(_ content: LetterContent) {
        self.content = content
        actions = OwnerLetter(content).reported
    }

    func letter() throws(TemplateError) -> Letter {
        try LetterFrame(content).letter(
            topic: topic, opening: content.moved() + [.sentences(standing, meeting, late)],
            matter: [items] + closing + content.week)
    }

    private var areOverdue: Bool { actions.allSatisfy(\.isChased) }
    private var topic: String { areOverdue ? "actions without an answer" : "open actions" }

    private var standing: String {
        let one = actions.count == 1
        let number = "\(Words.capitalised(Words.count(actions.count))) \(one ? "action" : "actions")"
        guard areOverdue else {
            return "\(number) of \(content.theBoard) \(one ? "is" : "are") open, as listed here."
        }
        return
            "This is about \(number.lowercased()) of \(content.theBoard) past \(one ? "its" : "their") due "
            + "day: our letters to \(one ? "its owner" : "their owners") have had no answer."
    }

    private var meeting: String? {
        guard let meeting = content.meeting, let day = meeting.day else { return nil }
        return "The board next meets on \(day.words)\(OwnerLetter.sitting(meeting))."
    }

    private var late: String? { OwnerLetter(content).late }

    private var items: Letter.Block {
        .items(
            actions.map { action in
                let words = ActionWords(action, in: content)
                let heard = words.lastUpdate ?? (action.isUpdated ? nil : "We have no update yet.")
                return Letter.Item(heading: words.heading, lines: [words.text, heard].compactMap { $0 })
            })
    }

    private var closing: [Letter.Block] {
        guard content.audience == .chair else { return [] }
        return [
            .paragraph([
                "You need not reply; you may wish to speak to the owners. A reply reaches the secretariat."
            ])
        ]
    }
}
