import ActionRegister
import Scheduling

/// How one action is spoken of: what it is called and how it stands.
struct ActionWords {
    let content: LetterContent
    let subject: LetterAction

    init(_ subject: LetterAction, in content: LetterContent) {
        self.content = content
        self.subject = subject
    }

    private var action: Action { subject.action }
    private var reference: String { Words.reference(action.reference) }

    /// `VAWG-007: was due on Wednesday 11 November, 12 days ago`
    var heading: String {
        let new = subject.isAssignment && content.kind != .notice ? "new, " : ""
        return "\(name): \(new)\(state)\(revisions)\(company)"
    }

    /// `VAWG-007`, with its owners where the reader is none of them.
    var name: String { reference + (subject.through.isEmpty ? ", " + ownersByName : "") }

    /// What is to be done; nothing where the board keeps the texts to itself.
    var text: String? {
        if content.shows(subject) { return Words.sentence(Words.line(action.text)) }
        return action.isRestricted ? "This action is restricted: its text is not sent by email." : nil
    }

    /// The whole action on one line.
    var line: String {
        let answered = subject.isAnswered ? ", answered" : ""
        return [heading + answered + ".", text].compactMap { $0 }.joined(separator: " ")
    }

    /// `Last update of Monday 7 September: "method agreed".`
    var lastUpdate: String? {
        guard let update = subject.lastUpdate else { return nil }
        let day = update.day.words(on: content.today)
        guard content.shows(subject) else { return "Last update of \(day)." }
        return "Last update of \(day): \(Words.quotation(update.text))."
    }

    // MARK: - State

    private var state: String {
        switch action.due {
        case .ongoing: "ongoing"
        case .unset: "no date yet"
        case .meeting: meetingState
        case .day(let day): subject.isOverdue ? "was due on \(past(day))" : dayState(day)
        }
    }

    private func dayState(_ day: CalendarDay) -> String {
        day == content.today ? "due today" : "due on \(day.words(on: content.today))"
    }

    /// A letter of what an earlier meeting recorded says which meeting it means.
    private var isAboutThisMeeting: Bool {
        subject.isDue(at: content.meeting) && !(subject.isAssignment && subject.isNoticeOnly)
    }

    private var meetingState: String {
        guard let day = subject.dueDay else { return "due at a meeting that has no day yet" }
        if subject.isOverdue { return "was due at the meeting of \(past(day))" }
        return isAboutThisMeeting ? "due at this meeting" : "due at the meeting of \(day.words)"
    }

    private func past(_ day: CalendarDay) -> String {
        let days = content.today - day
        return day.words(on: content.today) + (days > 0 ? ", \(days) \(days == 1 ? "day" : "days") ago" : "")
    }

    private var revisions: String {
        guard action.revisions > 0 else { return "" }
        let first = subject.originalDueDay.map { ", first due on \($0.words(on: content.today))" } ?? ""
        return "; revised \(Words.times(action.revisions))\(first)"
    }

    // MARK: - Owners

    private var owners: [Owner] { action.owners.map(\.owner) }

    /// ` (with CPS, who leads)`; nothing for a sole owner.
    private var company: String {
        let others = owners.filter { !subject.through.contains($0) }
        guard !others.isEmpty, !subject.through.isEmpty, let lead = action.lead else { return "" }
        if subject.through.contains(lead) { return " (with \(names(others)); you lead)" }
        let rest = others.filter { $0 != lead }
        return " (with \(names([lead])), who leads\(rest.isEmpty ? "" : ", and \(names(rest))"))"
    }

    /// `CPS (lead) and HMCTS`, where the reader is none of them.
    private var ownersByName: String {
        guard owners.count > 1, let lead = action.lead else { return names(owners) }
        return Words.list(["\(names([lead])) (lead)"] + owners.dropFirst().map(content.name))
    }

    private func names(_ owners: [Owner]) -> String { Words.list(owners.map(content.name)) }
}
