import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Testing

@Suite struct LetterSafetyTests {
    private func text(_ content: LetterContent) throws -> String { try LetterWriter().letter(content).text }

    // MARK: - What must not be said

    @Test(arguments: ["text", "html", "message"])
    func aRestrictedActionShowsItsReferenceOnly(part: String) throws {
        for content in [Golden.restricted, Golden.brief] {
            let message = try LetterWriter().message(content)
            let shown = [
                "text": message.text, "html": message.html.description,
                "message": String(decoding: message.bytes, as: UTF8.self),
            ][part]!
            #expect(shown.contains("VAWG-016"))
            #expect(!shown.contains("no letter may show") && !shown.contains("no letter=20may show"))
        }
    }

    @Test func aBoardCanKeepAllTextsToItself() throws {
        var content = Golden.dueDate
        content.board.letterText = .referenceOnly
        content.rest[0].lastUpdate = Sample.update("A hidden note", on: Sample.today)
        let letter = try text(content)
        #expect(!letter.contains("strategy") && !letter.contains("Angiolini") && !letter.contains("hidden"))
        #expect(letter.contains("VAWG-004") && letter.contains("VAWG-007"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "a\r\nBcc: victim@example.org\r\n\r\nbody", "\u{202E}gnp.exe", "\0nul",
        String(repeating: "x", count: 10_000), String(repeating: "Łódź ", count: 2_000), "{{board}}",
        "\" onclick=\"x",
    ])
    func whatAPersonWroteStaysText(text: String) throws {
        let content = Sample.content([
            LetterAction(
                action: Sample.action(1, text, due: .day(CalendarDay(2026, 11, 2))), through: [Sample.mps],
                dueDay: CalendarDay(2026, 11, 2), isOverdue: true,
                lastUpdate: Sample.update(text, on: Sample.today),
                steps: [Sample.step(Sample.beforeMeeting)])
        ]) {
            $0.recipient.name = text
            $0.recipient.salutation = text
            $0.board.name = text
            $0.meeting?.place = text
            $0.names[Sample.mps] = text
            $0.note = text
        }
        let message = try LetterWriter().message(content)
        let header = String(decoding: message.bytes, as: UTF8.self).split(
            separator: "\r\n\r\n", maxSplits: 1)[0]
        #expect(!header.contains("\r\nBcc:"))
        #expect(header.split(separator: "\r\n").count { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") } == 13)
        #expect(
            !message.html.description.contains("<script") && !message.html.description.contains("\" onclick"))
        #expect(
            !message.text.contains("\u{202E}") && !message.text.contains("\0") && !message.text.contains("\r")
        )
        #expect(message.bytes.allSatisfy { $0 < 128 })
        let letter = try LetterWriter().letter(content)
        #expect(Plain.lines(ofText: letter) == Plain.lines(ofHTML: letter))
    }

    // MARK: - Where it goes

    @Test func aRedirectedLetterNamesTheOneItWasFor() throws {
        let message = try LetterWriter().message(Golden.redirected)
        #expect(message.to == NamedMailbox(nil, Mailbox("ops@mopac.example.org")!))
        #expect(message.text.hasPrefix("This letter is for Tom Achterberg, tom.achterberg@met.example.net."))
    }

    @Test func theMarkingIsTheFirstLineAndBeginsTheSubject() throws {
        let letter = try LetterWriter().letter(Golden.boardTexts)
        #expect(letter.text.hasPrefix("OFFICIAL-SENSITIVE\n\n"))
        #expect(letter.subject.hasPrefix("OFFICIAL-SENSITIVE: VAWG Board, "))
    }

    // MARK: - What cannot be written

    @Test func anUnknownPlaceholderHoldsTheLetter() {
        let content = Sample.content([Sample.detections()]) { $0.board.texts.intro = "On {{the.day}}" }
        #expect(throws: TemplateError.self) { try LetterWriter().compose(content) }
    }

    @Test func aLetterWithNothingToSayIsNotWritten() {
        #expect(throws: LetterError.nothingToSay) { try LetterWriter().compose(Sample.content([])) }
        let moved = Sample.content([Sample.detections(Sample.moves)])
        #expect(throws: LetterError.nothingToSay) { try LetterWriter().compose(moved) }
    }

    @Test func aMessageIDThatIsNoneHoldsTheLetter() {
        let content = Sample.content([Sample.detections()]) { $0.messageID = "a b@c" }
        #expect(throws: LetterError.unfitMessageID("a b@c")) { try LetterWriter().compose(content) }
    }

    @Test func anUnknownZoneHoldsTheLetter() {
        let content = Sample.content([Sample.detections()]) { $0.board.timeZone = "Europe/Nowhere" }
        #expect(throws: LetterError.unknownTimeZone("Europe/Nowhere")) { try LetterWriter().compose(content) }
    }
}
