import ActionRegister
import Scheduling

/// The weekly letter to the secretariat: that all is well, or what needs somebody.
///
/// It is short on purpose. Its coming is its message: a week without it means that
/// nobody is at work, and it says so.
struct AllWellLetter {
    let content: LetterContent
    let week: AllWellContent

    func letter() throws(TemplateError) -> Letter {
        try LetterFrame(content).letter(
            topic: topic, opening: [.sentences(summary, late)],
            matter: matters + [.sentences(past, future, meeting), .paragraph([absence])])
    }

    /// Inside a letter that has more to say.
    var aside: [Letter.Block] {
        [.heading("This week"), .sentences(summary)] + matters
            + [.sentences(past, future, meeting), .paragraph([absence])]
    }

    private var matters: [Letter.Block] { BriefLetter(content: content, brief: week.state).matters }

    /// How many lines of the matters there are.
    private var count: Int {
        matters.reduce(0) { count, block in
            if case .list(let lines) = block { count + lines.count } else { count }
        }
    }

    private var topic: String {
        switch count {
        case 0: "all well"
        case 1: "one matter needs you"
        default: "\(Words.count(count)) matters need you"
        }
    }

    private var summary: String {
        switch count {
        case 0: "All is well with the actions of \(content.theBoard): nothing needs you."
        case 1: "One matter of \(content.theBoard) needs you."
        default: "\(Words.capitalised(Words.count(count))) matters of \(content.theBoard) need you."
        }
    }

    private var late: String? { OwnerLetter(content).late }

    private var past: String {
        "In the last seven days \(Words.count(week.letters)) "
            + (week.letters == 1 ? "letter has gone out." : "letters have gone out.")
    }

    private var future: String {
        guard let next = week.next else { return "No letter is due within a year." }
        let letters =
            next.count == 1 ? "The next letter goes" : "The next \(Words.count(next.count)) letters go"
        return "\(letters) on \(next.day.words(on: content.today))."
    }

    private var meeting: String {
        guard let day = content.meeting?.day else {
            return "\(Words.capitalised(content.theBoard)) has no meeting ahead."
        }
        return "\(Words.capitalised(content.theBoard)) next meets on \(day.words(on: content.today))."
    }

    private var absence: String {
        let weekday = Words.capitalised(week.weekday.description)
        return "This letter comes every \(weekday), or on the working day after it. "
            + "If one does not come, tell whoever runs minuted."
    }
}

extension LetterContent {
    /// The week's news in a letter about something else; nothing where it has none.
    var week: [Letter.Block] { allWell.map { AllWellLetter(content: self, week: $0).aside } ?? [] }
}
