import Scheduling

/// The letter to the chair or the secretariat that tells of a moved meeting.
struct MoveLetter {
    let content: LetterContent

    func letter() throws(TemplateError) -> Letter {
        let closing = content.audience == .chair ? "You need not reply." : nil
        return try LetterFrame(content).letter(
            topic: "meeting moved", opening: content.moved(closing), matter: content.week)
    }
}
