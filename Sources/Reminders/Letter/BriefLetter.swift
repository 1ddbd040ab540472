import ActionRegister
import Scheduling

/// The brief before a meeting, to the secretariat or the chair: what stands out,
/// or that nothing does.
struct BriefLetter {
    let content: LetterContent
    let brief: BriefContent

    func letter() throws(TemplateError) -> Letter {
        try LetterFrame(content).letter(
            topic: "brief on its actions",
            opening: content.moved() + [.sentences(meeting, papers, late), summary],
            matter: sections + others)
    }

    /// The brief inside a letter to one who owns actions too.
    var aside: [Letter.Block] { [.heading("The brief for this meeting"), summary] + sections }

    // MARK: - Opening

    private var meeting: String? {
        guard let meeting = content.meeting, let day = meeting.day else {
            return "Here is how the actions of \(content.theBoard) stand."
        }
        let meets = day < content.today ? "met" : "meets"
        return
            "\(Words.capitalised(content.theBoard)) \(meets) on \(day.words)\(OwnerLetter.sitting(meeting))."
    }

    private var papers: String? {
        guard let day = content.papersDue else { return nil }
        return "Papers \(day < content.today ? "were" : "are") due on \(day.words(on: content.today))."
    }

    private var late: String? { OwnerLetter(content).late }

    private var summary: Letter.Block {
        let counts = [
            (brief.overdue.count, "past its due day", "past their due day"),
            (brief.unanswered.count, "without an answer", "without an answer"),
            (brief.proposed.count, "proposed for closure", "proposed for closure"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { number, one, more in
            "\(Words.count(number)) \(number == 1 ? "action is \(one)" : "actions are \(more)")"
        }
        if parts.isEmpty && sections.isEmpty {
            return .paragraph([
                "There is nothing to report: nothing is overdue, unanswered or proposed for closure, and every letter has gone out."
            ])
        }
        return .paragraph([
            parts.isEmpty
                ? "No action is overdue, unanswered or proposed for closure."
                : Words.capitalised(Words.list(parts)) + "."
        ])
    }

    // MARK: - Sections

    private var sections: [Letter.Block] {
        section("Past their due day", brief.overdue.map(standing))
            + section("Without an answer", brief.unanswered.map(unanswered)) + toRing
            + section("Proposed for closure, for the board to agree", brief.proposed.map(standing)) + troubles
    }

    /// What the weekly letter tells too: nothing happens about it until somebody acts.
    var matters: [Letter.Block] { toRing + troubles }

    private var toRing: [Letter.Block] {
        section("No answer after the last reminder: please ring", brief.exhausted.map(exhausted))
    }

    private var troubles: [Letter.Block] {
        section("Letters that came back", brief.undeliverable.map(returned))
            + section("Owners without an address", brief.unreachable.map(unreachable))
            + section("Letters that were missed", brief.missed.map(missed))
            + section("Meetings not recorded", brief.unrecorded.compactMap(unrecorded))
    }

    /// What a rule told the same reader of single actions, and none of the lists has.
    private var others: [Letter.Block] {
        let listed = Set((brief.overdue + brief.unanswered + brief.proposed).map(\.action.id))
        let others = OwnerLetter(content).reported.filter { !listed.contains($0.action.id) }
        return section("Other actions", others.map(standing))
    }

    private func section(_ heading: String, _ lines: [String]) -> [Letter.Block] {
        lines.isEmpty ? [] : [.heading(heading), .list(lines)]
    }

    /// In full only where it is not in the list above already.
    private func unanswered(_ action: LetterAction) -> String {
        guard brief.overdue.contains(where: { $0.action.id == action.action.id }) else {
            return standing(of: action)
        }
        return "\(ActionWords(action, in: content).name): see above."
    }

    private func exhausted(_ action: BriefContent.Exhausted) -> String {
        let contacts = action.contacts.map { contact in
            let name = [contact.name, contact.organisation.map { "for \($0)" }].compactMap { $0 }
            return [Words.line(name.joined(separator: " ")), contact.mailbox?.addressSpec].compactMap { $0 }
                .joined(separator: ", ")
        }
        return "\(Words.reference(action.reference)): \(contacts.joined(separator: "; "))."
    }

    private func standing(of action: LetterAction) -> String {
        let words = ActionWords(action, in: content)
        let update = words.lastUpdate ?? (action.isUpdated ? nil : "No update.")
        return [words.line, update].compactMap { $0 }.joined(separator: " ")
    }

    private func returned(_ letter: BriefContent.Undeliverable) -> String {
        "\(Words.line(letter.name)), \(letter.mailbox), \(letter.day.words(on: content.today)): "
            + Words.sentence(Words.line(letter.why))
    }

    private func unreachable(_ owner: BriefContent.Unreachable) -> String {
        "\(Words.line(owner.name)): \(Words.list(owner.references.map(Words.reference)))."
    }

    private func missed(_ missed: BriefContent.MissedStep) -> String {
        let names = [missed.reference.map(Words.reference) ?? "Brief", missed.owner.map(Words.line)]
        let reference = names.compactMap { $0 }.joined(separator: ", ")
        let day = missed.step.day.words(on: content.today)
        guard let rule = missed.step.rule else {
            return "\(reference): the letter asked for by hand on \(day) could not be sent in time."
        }
        return "\(reference): the letter of \(day) (\(rule)) could not be sent in time."
    }

    private func unrecorded(_ meeting: Meeting) -> String? {
        meeting.day.map { "\($0.words(on: content.today)): please record what it decided." }
    }
}
