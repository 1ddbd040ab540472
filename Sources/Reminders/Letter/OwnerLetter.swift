import ActionRegister
import Scheduling

/// The letter to an owner or a deputy: what is asked about their actions, or
/// what they are told.
struct OwnerLetter {
    let content: LetterContent
    /// What is asked, overdue first, then by its date.
    let asked: [LetterAction]
    /// What is only told: assigned, or moved with its meeting.
    let told: [LetterAction]
    /// Others' actions, of which an owner who is also the chair learns here.
    let reported: [LetterAction]

    init(_ content: LetterContent) {
        self.content = content
        let own = content.asked.filter { !$0.isReport }
        asked = own.filter { !$0.isNoticeOnly }.sorted(by: Self.precedes)
        told = own.filter(\.isNoticeOnly)
        reported = content.asked.filter(\.isReport).sorted(by: Self.precedes)
    }

    /// Whether there is anything for an owner in it.
    var isEmpty: Bool { asked.isEmpty && !hasAssignment && content.moves.isEmpty }

    func letter() throws(TemplateError) -> Letter {
        let opening = [reason].compactMap { $0 } + moved + (asked.isEmpty ? assignment : [asking])
        return try LetterFrame(content).letter(
            topic: "your actions", opening: opening, matter: items + new + others + wording + closing + asides
        )
    }

    /// Whether it asks about nothing but what is past its day.
    var isChaser: Bool {
        !asked.isEmpty && asked.allSatisfy(\.isChased) && !asked.contains(where: \.isAskedForMeeting)
    }

    /// Whether somebody asked for it by hand.
    private var isByHand: Bool { asked.contains(where: \.isAskedByHand) }

    private var asking: Letter.Block { isByHand ? enquiry : request }

    // MARK: - The matter

    private var items: [Letter.Block] {
        if !asked.isEmpty { return [.items(asked.map { ActionWords($0, in: content).askingItem })] }
        let assigned = told.filter(\.isAssignment)
        return assigned.isEmpty ? [] : [.items(assigned.map { ActionWords($0, in: content).tellingItem })]
    }

    /// What was assigned, in a letter that asks about other actions.
    private var new: [Letter.Block] {
        guard !asked.isEmpty, hasAssignment else { return [] }
        return assignment + [.items(assigned.map { ActionWords($0, in: content).tellingItem })]
    }

    /// The other actions in a line each; a release letter keeps to its own, and a
    /// chaser to what is past its day or has moved.
    private var others: [Letter.Block] {
        let others = otherActions
        guard !others.isEmpty else { return [] }
        let open = isChaser && others.allSatisfy(\.isOverdue) ? "actions past their due day" : "open actions"
        let intro = items.isEmpty ? "Your \(open):" : "Your other \(open):"
        return [.paragraph([intro]), .list(others.map { ActionWords($0, in: content).line })]
    }

    var otherActions: [LetterAction] {
        if asked.isEmpty && content.moves.isEmpty { return [] }
        let rest = isChaser ? content.rest.filter(\.isOverdue) : content.rest
        return (told.filter { !$0.isAssignment } + rest).sorted(by: Self.precedes)
    }

    /// What the same person is told in another office: one letter, not two.
    private var asides: [Letter.Block] {
        let report: [Letter.Block] =
            reported.isEmpty
            ? []
            : [
                .heading("Actions of others, past their due day"),
                .list(reported.map { ActionWords($0, in: content).line }),
            ]
        if let brief = content.brief { return report + BriefLetter(content: content, brief: brief).aside }
        return report + content.week
    }

    /// Said once where the board keeps the texts of its actions out of letters.
    private var wording: [Letter.Block] {
        guard content.board.letterText == .referenceOnly else { return [] }
        return [.paragraph(["The wording of each action is in the board's action log."])]
    }

    // MARK: - Order

    /// Overdue by age, then by the day it is due, ongoing and undated last.
    static func precedes(_ a: LetterAction, _ b: LetterAction) -> Bool { rank(a) < rank(b) }

    private static func rank(_ action: LetterAction) -> (Int, CalendarDay, Int, String) {
        let reference = action.action.reference
        return (standing(action), action.dueDay ?? CalendarDay(number: .max), reference.utf8.count, reference)
    }

    private static func standing(_ action: LetterAction) -> Int {
        if action.isOverdue { return 0 }
        switch action.action.due {
        case .meeting, .day: return 1
        case .ongoing: return 2
        case .unset: return 3
        }
    }
}
