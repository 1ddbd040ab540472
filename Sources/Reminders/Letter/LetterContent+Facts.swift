import ActionRegister
import Scheduling

/// What the sentences of a letter ask of its content, more than once.
extension LetterContent {
    var boardName: String { Words.line(board.name) }

    /// `the VAWG Board`, and no second article.
    var theBoard: String {
        boardName.lowercased().hasPrefix("the ") ? "the " + boardName.dropFirst(4) : "the " + boardName
    }

    func name(of owner: Owner) -> String { Words.line(names[owner] ?? "somebody") }

    var recipientName: String { Words.line(recipient.name) }

    /// The owner as whom the recipient may own an action in person.
    var recipientAsOwner: Owner? {
        if case .person(let person) = recipient.id { .person(person) } else { nil }
    }

    /// The others for whom this letter comes to the recipient, each once.
    var principals: [String] { principals(of: asked + rest) }

    private func principals(of actions: [LetterAction]) -> [String] {
        actions.flatMap(\.through).filter { $0 != recipientAsOwner }.map(name).uniqued()
    }

    /// Whether any action is the recipient's in person.
    var ownsInPerson: Bool { (asked + rest).contains(where: isOwnedInPerson) }

    private func isOwnedInPerson(_ action: LetterAction) -> Bool {
        recipientAsOwner.map(action.through.contains) ?? false
    }

    /// ` for MPS`, ` for MPS and in your own name`, or nothing where all are in person.
    var forWhom: String { forWhom(asked + rest) }

    func forWhom(_ actions: [LetterAction]) -> String {
        let principals = principals(of: actions)
        if principals.isEmpty { return "" }
        let own = actions.contains(where: isOwnedInPerson) ? " and in your own name" : ""
        return " for " + Words.list(principals) + own
    }

    /// Whether the recipient stands in for somebody with all of this letter: by a
    /// rule, or by an absence.
    var isForDeputy: Bool { isAllForDeputy || standsInForAbsent }

    private var isAllForDeputy: Bool {
        let own = asked.filter { !$0.isReport }
        return !own.isEmpty && own.allSatisfy(isForDeputy)
    }

    /// Whether an action comes to the recipient as somebody's deputy and in no
    /// other capacity: a rule for the deputy reaches the owner where there is none.
    func isForDeputy(_ action: LetterAction) -> Bool {
        let own = action.steps.filter { $0.key.audience <= .deputy }
        return !own.isEmpty && own.allSatisfy { $0.key.audience == .deputy && isDeputy(for: $0.key.owner) }
    }

    private func isDeputy(for owner: Owner?) -> Bool {
        guard owner != recipientAsOwner else { return false }
        let held = recipient.seats.filter { seat in
            if case .organisation(let id) = owner { seat.organisation == id } else { true }
        }
        return recipient.seats.contains { $0.role == .deputy }
            && (owner?.isPerson ?? false || held.allSatisfy { $0.role == .deputy })
    }

    /// Those that come to a deputy beside what the same person is asked otherwise.
    var actionsAsDeputy: [LetterAction] { isForDeputy ? [] : asked.filter(isForDeputy) }

    /// An owner's letter reaches one who is only a deputy where that one is away.
    var standsInForAbsent: Bool {
        audience == .owner && !ownsPersonally && !recipient.seats.isEmpty
            && recipient.seats.allSatisfy { $0.role == .deputy }
    }

    private var ownsPersonally: Bool {
        asked.contains { recipientAsOwner.map($0.through.contains) ?? false }
    }

    /// `Tom Achterberg`, `MPS`, or `a member`: whose deputy the recipient is.
    var deputised: String {
        let deputies = recipient.seats.filter { $0.role == .deputy }
        let people = deputies.compactMap { $0.deputyOf.flatMap { names[.person($0)] } }
        let organisations = deputies.compactMap { $0.organisation.flatMap { names[.organisation($0)] } }
        let found = (people.isEmpty ? organisations : people).map(Words.line).uniqued()
        return found.isEmpty ? "a member" : Words.list(found)
    }

    /// Whether the text of this action may be printed, and what was said of it.
    func shows(_ action: LetterAction) -> Bool { !action.action.isRestricted && board.letterText == .full }

    /// The day on which this letter should have gone, where it goes on a later one.
    var lateDay: CalendarDay? {
        let told = asked.flatMap(\.steps) + steps
        // A weekly letter that joined another does not make that one late.
        let counted = told.contains { !$0.key.isAllWell } ? told.filter { !$0.key.isAllWell } : told
        let late = counted.filter { $0.isLate && $0.day < today }.map(\.day)
        return (late + [waitedSince].compactMap { $0 }).min()
    }
}

extension Owner {
    fileprivate var isPerson: Bool {
        if case .person = self { true } else { false }
    }
}

extension Sequence where Element: Hashable {
    /// The elements in their order, each once.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension LetterStep {
    /// Whether it is owed by an action that is past its due day.
    var isChaser: Bool {
        switch rule?.timing {
        case .after(_, .dueDate), .every: true
        default: false
        }
    }

    /// Whether it asks about a meeting rather than a due date.
    var isAboutMeeting: Bool {
        switch rule?.timing {
        case .before(_, let anchor), .on(let anchor), .after(_, let anchor): anchor != .dueDate
        case .every, .when, .weekly, nil: false
        }
    }

    func isNotice(of event: RuleSentence.Event) -> Bool { rule?.timing == .when(event) }
}

extension LetterAction {
    /// Whether the letter only tells of it: it was moved with its meeting, or assigned.
    var isNoticeOnly: Bool {
        !steps.isEmpty && steps.allSatisfy { $0.isNotice(of: .assigned) || $0.isNotice(of: .meetingMoves) }
    }

    /// Whether it is told to the chair or the secretariat, not asked of an owner.
    var isReport: Bool {
        !steps.isEmpty && steps.allSatisfy { $0.key.audience >= .chair }
    }

    var isAssignment: Bool { steps.contains { $0.isNotice(of: .assigned) } }
    var isAskedByHand: Bool { steps.contains(where: \.key.isByHand) }
    var isChased: Bool { steps.contains(where: \.isChaser) }
    var isAskedForMeeting: Bool { steps.contains(where: \.isAboutMeeting) }

    /// Whether it is due at this meeting.
    func isDue(at meeting: Meeting?) -> Bool { meeting.map { action.due == .meeting($0.id) } ?? false }
}
