import ActionRegister
import Scheduling

/// The first paragraphs: which meeting, how many actions, by when.
extension OwnerLetter {
    /// Why it comes to a deputy; nothing to an owner.
    var reason: Letter.Block? {
        guard content.isForDeputy else { return partlyAsDeputy }
        if content.standsInForAbsent {
            return .paragraph(["\(content.deputised) is away, so this letter comes to you as the deputy."])
        }
        let silence = isChaser && isUnheard ? ", who has not answered us" : " on \(content.theBoard)"
        return .paragraph(["You receive this as the deputy of \(content.deputised)\(silence)."])
    }

    /// Which of them come to one who is asked about others as an owner.
    private var partlyAsDeputy: Letter.Block? {
        let actions = content.actionsAsDeputy.map { Words.reference($0.action.reference) }
        guard !actions.isEmpty else { return nil }
        let come = actions.count == 1 ? "comes" : "come"
        return .paragraph(["\(Words.list(actions)) \(come) to you as the deputy of \(content.deputised)."])
    }

    /// The opening of a letter that asks.
    var request: Letter.Block {
        .sentences(
            isChaser ? overdue : meetingAhead ?? noMeeting, isChaser ? nextMeeting : number, reply, late,
            again, escalation)
    }

    // MARK: - The meeting

    private var meetingAhead: String? {
        guard let meeting = content.meeting, let day = meeting.day else { return nil }
        let today = day == content.today ? "today, \(day.words)," : "on \(day.words)"
        return "\(Words.capitalised(content.theBoard)) meets \(today)\(Self.sitting(meeting))."
    }

    var nextMeeting: String? {
        guard let meeting = content.meeting, let day = meeting.day else { return nil }
        return "The board next meets on \(day.words)\(Self.sitting(meeting))."
    }

    private var noMeeting: String {
        guard count == 1 else { return "Here are your open actions from \(content.theBoard)." }
        return "Here is your open action\(content.forWhom) from \(content.theBoard)."
    }

    /// ` at 10:00 at City Hall`, as far as it is known.
    static func sitting(_ meeting: Meeting) -> String {
        let time = meeting.time.map { " at \($0)" } ?? ""
        let place = meeting.place.map(Words.line) ?? ""
        return time + (place.isEmpty ? "" : (isOnline(place) ? " on " : " at ") + place)
    }

    private static func isOnline(_ place: String) -> Bool {
        let programs = ["teams", "microsoft teams", "ms teams", "zoom", "webex", "google meet", "skype"]
        return programs.contains(place.lowercased())
    }

    // MARK: - The actions

    private var count: Int { asked.count + (asked.isEmpty ? 0 : assigned.count) + otherActions.count }

    private var number: String? {
        if count == 1 && content.meeting == nil { return nil }
        let open = "\(Words.count(count)) open \(count == 1 ? "action" : "actions")\(content.forWhom)"
        let part = asked.count < count ? "; this letter asks about \(Words.count(asked.count)) of them" : ""
        if content.isForDeputy && !content.ownsInPerson {
            return "There \(count == 1 ? "is" : "are") \(open)\(part)."
        }
        return "You have \(open)\(part)."
    }

    private var overdue: String {
        let others = otherActions.filter(\.isOverdue)
        let one = asked.count + others.count == 1
        let number = Words.capitalised(Words.count(asked.count + others.count))
        let whom = content.forWhom(asked + others)
        let whose = whom.isEmpty && !content.isForDeputy ? " of yours" : whom
        let silence = isUnheard && others.isEmpty && !content.isForDeputy ? ", and we have no answer yet" : ""
        return "\(number) \(one ? "action" : "actions")\(whose) from \(content.theBoard) "
            + "\(one ? "is past its" : "are past their") due day\(silence)."
    }

    private var isUnheard: Bool { !asked.contains { $0.isAnswered || $0.isUpdated } }

    private var reply: String {
        "Please reply \(replyBy); a line\(asked.count == 1 ? "" : " on each") is enough."
    }

    private var replyBy: String {
        if isChaser { return "to this email" }
        if asked.contains(where: \.isAskedForMeeting) || dueDays.isEmpty { return byMeeting }
        let day = dueDays.min()!
        return day > content.today ? "by \(day.words(on: content.today))" : "today"
    }

    var byMeeting: String {
        if let papers = content.papersDue, papers >= content.today {
            let day = papers == content.today ? "today" : "by \(papers.words(on: content.today))"
            return "\(day), when papers are due"
        }
        return content.meeting == nil ? "to this email" : "before the meeting"
    }

    /// The days of what is asked about because of its day.
    private var dueDays: [CalendarDay] {
        asked.filter { !$0.steps.isEmpty && !$0.isOverdue }.compactMap(\.dueDay)
    }

    // MARK: - What came before and what comes next

    var late: String? {
        content.lateDay.map { "This should have reached you on \($0.words(on: content.today))." }
    }

    /// `This is our second letter about these`, counted where they have had as many.
    var again: String? {
        let counts = asked.filter { !$0.isAnswered }.map(earlierLetters)
        guard let most = counts.max(), most > 0, counts.count == asked.count else { return nil }
        guard counts.allSatisfy({ $0 == most }) else {
            return "We have written about \(counts.contains(0) ? "some" : "all") of these before."
        }
        return "This is our \(Words.ordinal(most + 1)) letter about \(asked.count == 1 ? "this" : "these")."
    }

    /// How many letters asked about it before; those that only told do not count.
    private func earlierLetters(about action: LetterAction) -> Int {
        content.previous.count {
            $0.kind != .notice && $0.kind != .brief && $0.actions.contains(action.action.id)
        }
    }

    private var escalation: String? {
        guard isChaser, let audience = Escalation(content, asked: asked).next else { return nil }
        let whom = audience == .deputy ? "your deputy" : "the chair of the board"
        return "If we have no answer, we will write to \(whom) next."
    }
}
