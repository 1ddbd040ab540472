import ActionRegister
import Mail
import Reminders
import Scheduling
import Testing

/// The letter that somebody asked for by hand.
@Suite struct LetterRemindTests {
    private func letter(_ content: LetterContent) throws -> Letter { try LetterWriter().letter(content) }
    private func text(_ content: LetterContent) throws -> String { try letter(content).text }

    @Test func firstSentenceSaysThatTheSecretariatAsksAboutOneAction() throws {
        #expect(
            try letter(Golden.reminded).blocks[1].plain.hasPrefix(
                "The secretariat of the VAWG Board asks for an update on one action for MPS, before the board meets on"
            ))
        #expect(
            try letter(Golden.remindedOverdue).blocks[1].plain.hasPrefix(
                "The secretariat of the VAWG Board asks for an update on one action for MPS that is past its due day."
            ))
    }

    @Test func itSpeaksOfTheOneActionAndNotOfOthersInItsFirstSentence() throws {
        var content = Golden.reminded
        content.rest.append(
            LetterAction(
                action: Sample.action(2, "Another", due: .ongoing, owners: [.person(Sample.tom)]),
                through: [.person(Sample.tom)]))
        #expect(try text(content).contains("on one action for MPS, before"))
        #expect(try text(content).contains("VAWG-002: ongoing"))
    }

    @Test func theOthersStandInALineEach() throws {
        guard case .list(let lines)? = try letter(Golden.reminded).blocks.first(where: { $0.isList }) else {
            return #expect(Bool(false), "no list")
        }
        #expect(lines.map { String($0.prefix(8)) } == ["VAWG-007", "VAWG-008"])
    }

    @Test func noteIsAParagraphOfItsOwnAndSaysWhoseItIs() throws {
        let note =
            "A note from the secretariat:\nThe Deputy Mayor speaks on this on Thursday.\n"
            + "Two or three figures would be enough."
        #expect(try text(Golden.remindedWithNote).contains("\n\n\(note)\n\n"))
        #expect(!(try text(Golden.reminded).contains("A note from")))
    }

    @Test func noteIsShownWhereTheTextOfTheActionIsNot() throws {
        var content = Golden.remindedWithNote
        content.board.letterText = .referenceOnly
        #expect(try text(content).contains("Deputy Mayor") && !text(content).contains("workforce"))
        content.board.letterText = .full
        content.asked[0].action.isRestricted = true
        #expect(try text(content).contains("Deputy Mayor") && !text(content).contains("workforce"))
    }

    @Test(arguments: ["<b>now</b> & \"here\"", "a\r\nBcc: victim@example.org"])
    func noteIsTextAndNothingElse(note: String) throws {
        var content = Golden.remindedWithNote
        content.note = note
        let message = try LetterWriter().message(content)
        #expect(!message.html.description.contains("<b>now"))
        let header = String(decoding: message.bytes, as: UTF8.self).split(
            separator: "\r\n\r\n", maxSplits: 1)[0]
        #expect(!header.contains("Bcc") && !header.contains("now"))
    }

    @Test func nothingIsPromisedAndNobodyElseThreatenedWith() throws {
        for content in [Golden.reminded, Golden.remindedWithNote, Golden.remindedOverdue] {
            #expect(!(try text(content).contains("Once you have answered")))
            #expect(!(try text(content).contains("we will write to")))
            #expect(!(try text(content).contains("!")))
        }
    }

    @Test(arguments: [
        (CalendarDay(2026, 11, 25), "by Wednesday 25 November;"), (Sample.today, "today;"),
        (CalendarDay(2026, 12, 1), "by Friday 27 November, when papers are due;"),
    ])
    func answerIsWantedByTheDueDayOrThePapersWhicheverIsFirst(due: CalendarDay, said: String) throws {
        var content = Golden.remindedWithNote
        content.asked[0].action.due = .day(due)
        content.asked[0].dueDay = due
        #expect(try text(content).contains("Please reply \(said) a line is enough."))
    }

    @Test func withoutAMeetingNoneIsNamed() throws {
        var content = Golden.remindedWithNote
        (content.meeting, content.papersDue) = (nil, nil)
        content.asked[0].action.due = .ongoing
        content.asked[0].dueDay = nil
        #expect(
            try text(content).contains(
                "asks for an update on one action of yours. Please reply to this email; a line is enough."))
    }

    @Test func deputyOfSomebodyAwayIsToldWhy() throws {
        var content = Golden.reminded
        content.recipient = Sample.pryceJones
        let blocks = try letter(content).blocks
        #expect(blocks[1].plain == "Tom Achterberg is away, so this letter comes to you as the deputy.")
        #expect(blocks[2].plain.hasPrefix("The secretariat of the VAWG Board asks for an update"))
    }
}

extension Letter.Block {
    fileprivate var plain: String {
        if case .paragraph(let lines) = self { lines.joined(separator: "\n") } else { "" }
    }

    fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
