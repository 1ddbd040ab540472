import ActionRegister
import Scheduling

/// The opening of a letter that somebody asked for by hand: it is about one
/// action.
extension OwnerLetter {
    var enquiry: Letter.Block {
        .sentences(
            "The secretariat of \(content.theBoard) asks for an update on one action\(whose)\(circumstance).",
            isOverdue ? nextMeeting : nil, "Please reply \(answerBy); a line is enough.", late, again)
    }

    private var isOverdue: Bool { asked.contains(where: \.isOverdue) }

    /// ` for MPS`, or ` of yours`: of this action, not of the others.
    private var whose: String {
        var content = content
        content.rest = []
        return content.forWhom.isEmpty && !content.isForDeputy ? " of yours" : content.forWhom
    }

    private var circumstance: String {
        if isOverdue { return " that is past its due day" }
        guard let meeting = content.meeting, let day = meeting.day else { return "" }
        let when = day == content.today ? "today, \(day.words)," : "on \(day.words)"
        return ", before the board meets \(when)\(Self.sitting(meeting))"
    }

    /// The day it is due, where that comes before what every answer is wanted by.
    private var answerBy: String {
        if isOverdue { return "to this email" }
        let limit = [content.papersDue, content.meeting?.day].compactMap(\.self).first { $0 >= content.today }
        guard let day = asked.compactMap(\.dueDay).min(), day >= content.today,
            limit.map({ day < $0 }) ?? true
        else { return byMeeting }
        return day == content.today ? "today" : "by \(day.words(on: content.today))"
    }
}
