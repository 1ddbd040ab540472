import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Testing

@Suite struct LetterTests {
    private func text(_ content: LetterContent) throws -> String { try LetterWriter().letter(content).text }

    // MARK: - The letter as its page has it

    @Test func theDefaultLetterIsThatOfItsPage() throws {
        let expected = """
            Dear Chief Superintendent Achterberg,

            The VAWG Board meets on Monday 7 December 2026 at 10:00 at City Hall. You have three open actions for MPS. Please reply by Friday 27 November, when papers are due; a line on each is enough.

            1. VAWG-007: was due on Wednesday 11 November, 12 days ago
            Set out how the Angiolini Part One findings are met in the VAWG Action Plan.
            We have no update yet. Is it done? If not, what date should the board expect?

            2. VAWG-014: due at this meeting
            Report on detections and referrals against the outcomes framework.
            Please send the paper by Friday 27 November, or tell us that you will report in person.

            3. VAWG-008: ongoing
            Publish the progress update on the VAWG Action Plan and send the link to members.
            A line on progress for the action log, or "no change".

            To answer, just reply to this email in your own words. Once you have answered, we will not remind you of these again before the meeting. The board agrees at the meeting which actions are closed.
            If an action is not yours, or a colleague should receive this, please tell me who. Please leave out names of victims and case details.

            Harriet Osei, Secretary to the VAWG Board, MOPAC, 020 7946 0123

            You receive this as the MPS contact for the board's actions. It was sent automatically for the secretariat and has no attachments. To check that it is genuine, ring the number in your last board papers.

            """
        let message = try LetterWriter().message(Golden.threeActions)
        #expect(message.text == expected)
        #expect(message.subject == "VAWG Board, Monday 7 December 2026: your actions")
        #expect(message.from == NamedMailbox("VAWG Board secretariat", Mailbox("actions@mopac.example.org")!))
        #expect(message.replyTo == NamedMailbox(nil, Mailbox("vawg.board@mopac.example.org")!))
        #expect(message.references.map(\.text) == [Golden.threeActions.threadRoot])
    }

    @Test func letterCarriesItsReadersPageOnceAndOneClickWhereItMay() throws {
        var content = Golden.threeActions
        let page = "https://answers.example.org/a/4.1.1795424400.5ee721cd.0123"
        content.answerPage = page
        var message = try LetterWriter().message(content)
        #expect(message.text.components(separatedBy: page).count == 2)
        #expect(message.html.description.contains("<a href=\"\(page)\">\(page)</a>"))
        #expect(!String(decoding: message.bytes, as: UTF8.self).contains("List-Unsubscribe"))
        content.refusalPage = page + "/stop"
        message = try LetterWriter().message(content)
        let header = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
        let unfolded = header.replacing("\r\n ", with: " ")
        #expect(unfolded.contains("\r\nList-Unsubscribe: <\(page)/stop>\r\n"))
        #expect(unfolded.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
    }

    @Test(arguments: Golden.letters.map(\.name))
    func bothPartsSayTheSameWords(name: String) throws {
        let letter = try LetterWriter().letter(#require(Golden.letters.first { $0.name == name }).content)
        #expect(Plain.lines(ofText: letter) == Plain.lines(ofHTML: letter))
    }

    @Test(arguments: Golden.letters.map(\.name))
    func noLetterShouts(name: String) throws {
        let letter = try LetterWriter().letter(#require(Golden.letters.first { $0.name == name }).content)
        #expect(
            !letter.text.contains("!") && !letter.text.contains("OVERDUE")
                && !letter.text.contains("reply to us"))
        #expect(!letter.html.description.contains("<img") && !letter.html.description.contains("href"))
        #expect(!letter.html.description.contains("http"))
    }

    @Test func theSubjectIsTheSameForEveryLetterOfACycle() throws {
        let subjects = try [
            Golden.threeActions, Golden.singleAction, Golden.late, Golden.second, Golden.chaser,
            Golden.assignment,
        ]
        .map { try LetterWriter().letter($0).subject }
        #expect(Set(subjects) == ["VAWG Board, Monday 7 December 2026: your actions"])
    }

    // MARK: - Order and numbers

    @Test func actionsStandOverdueFirstThenByTheirDay() throws {
        let soon = LetterAction(
            action: Sample.action(20, "Soon", due: .day(CalendarDay(2026, 12, 1))), through: [Sample.mps],
            dueDay: CalendarDay(2026, 12, 1), steps: [Sample.step(Sample.beforeMeeting)])
        let undated = LetterAction(
            action: Sample.action(1, "Undated", due: .unset), through: [Sample.mps],
            steps: [Sample.step(Sample.beforeMeeting)])
        let letter = try text(
            Sample.content([undated, Sample.progress(), Sample.detections(), soon, Sample.angiolini()]))
        let headings = letter.split(separator: "\n").filter { $0.contains(". VAWG-") && $0.contains(": ") }
        #expect(
            headings.map { String($0.prefix(11)) } == [
                "1. VAWG-007", "2. VAWG-020", "3. VAWG-014", "4. VAWG-008", "5. VAWG-001",
            ])
    }

    @Test func referencesOfOneDayStandInTheOrderOfTheirNumbers() throws {
        let actions = [10, 9, 100].map { number in
            var action = Sample.action(number, "x", due: .ongoing)
            action.reference = "A-\(number)"
            return LetterAction(
                action: action, through: [Sample.mps], steps: [Sample.step(Sample.beforeMeeting)])
        }
        let letter = try text(Sample.content(actions))
        #expect(
            letter.split(separator: "\n").filter { $0.contains(": ongoing") } == [
                "1. A-9: ongoing", "2. A-10: ongoing", "3. A-100: ongoing",
            ])
    }

    @Test func oneDayAgoIsOneDay() throws {
        let letter = try text(
            Sample.content([Sample.angiolini()]) { Sample.on(CalendarDay(2026, 11, 12), &$0) })
        #expect(letter.contains("was due on Wednesday 11 November, 1 day ago\n"))
    }

    @Test func anActionLeftOpenByItsMeetingWasDueThere() throws {
        var action = Sample.detections(Sample.afterDue)
        action.isOverdue = true
        let letter = try text(
            Sample.content([action]) {
                Sample.on(CalendarDay(2026, 12, 21), &$0)
                $0.kind = .chaser
                $0.meeting = nil
                $0.papersDue = nil
            })
        #expect(letter.contains("VAWG-014: was due at the meeting of Monday 7 December, 14 days ago"))
        #expect(
            letter.contains(
                "One action for MPS from the VAWG Board is past its due day, and we have no answer yet."))
    }

    // MARK: - Earlier and later letters

    @Test func aThirdLetterSaysSo() throws {
        let letter = try text(
            Sample.content([Sample.detections()]) {
                $0.previous = [
                    Sample.previous(CalendarDay(2026, 11, 2), 14),
                    Sample.previous(CalendarDay(2026, 11, 9), 14, kind: .chaser),
                ]
            })
        #expect(letter.contains("This is our third letter about this."))
    }

    @Test func anAssignmentLetterIsNoFirstAsking() throws {
        let letter = try text(
            Sample.content([Sample.detections()]) {
                $0.previous = [Sample.previous(CalendarDay(2026, 9, 14), 14, kind: .notice)]
            })
        #expect(!letter.contains("This is our"))
    }

    @Test func onlySomeWereAskedBefore() throws {
        let letter = try text(
            Sample.content([Sample.detections(), Sample.progress()]) {
                $0.previous = [Sample.previous(CalendarDay(2026, 11, 2), 14)]
            })
        #expect(letter.contains("We have written about some of these before."))
    }

    @Test func whatIsNewIsToldInALetterThatChases() throws {
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDue), Sample.detections(Sample.assigned)]))
        #expect(letter.contains("One action for MPS from the VAWG Board is past its due day"))
        #expect(letter.contains("A new action for MPS was recorded at the meeting of Monday 7 September"))
        #expect(letter.contains("Report on detections and referrals"))
    }

    @Test func whatMovedWithItsMeetingIsListedInALetterThatChases() throws {
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDue), Sample.detections(Sample.moves)]))
        #expect(letter.contains("- VAWG-014: due at this meeting."))
    }

    @Test func aChaserSaysHowManyArePastTheirDayAndListsThem() throws {
        var other = Sample.angiolini()
        (other.action.reference, other.steps) = ("VAWG-009", [])
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDue)]) { $0.rest = [other, Sample.progress()] })
        #expect(letter.contains("Two actions for MPS from the VAWG Board are past their due day."))
        #expect(letter.contains("Your other actions past their due day:\n\n- VAWG-009: was due"))
        #expect(!letter.contains("VAWG-008"))
    }

    @Test func anOwnerWhomADeputysRuleReachesIsNotCalledADeputy() throws {
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDueToDeputy)]) { $0.audience = .deputy })
        #expect(!letter.contains("deputy"))
        #expect(letter.contains("as the MPS contact for the board's actions"))
    }

    @Test func aDeputyIsToldWhichActionsAreNotTheirOwn() throws {
        var own = Sample.detections()
        own.through = [.person(Sample.sian)]
        let letter = try text(
            Sample.content([own, Sample.angiolini(Sample.afterDueToDeputy)]) {
                $0.recipient = Sample.pryceJones
            })
        #expect(letter.contains("VAWG-007 comes to you as the deputy of Tom Achterberg."))
        #expect(!letter.contains("You receive this as the deputy"))
    }

    @Test func nobodyIsThreatenedWithADeputyWhoIsNotThere() throws {
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDue)]) {
                $0.rules = Sample.rules(Sample.afterDue, Sample.afterDueToDeputy, Sample.afterDueToChair)
                $0.hasDeputy = false
            })
        #expect(letter.contains("we will write to the chair of the board next"))
    }

    @Test func aLetterThatWaitedInTheOutboxSaysSinceWhen() throws {
        let letter = try text(
            Sample.content([Sample.detections()]) { $0.waitedSince = CalendarDay(2026, 11, 20) })
        #expect(letter.contains("This should have reached you on Friday 20 November."))
    }

    @Test func aLetterIsNotLateOnItsOwnDay() throws {
        #expect(
            !(try text(Sample.content([Sample.detections(late: true)])).contains("should have reached you")))
    }

    @Test(
        arguments: [
            ([Sample.afterDue], nil), ([Sample.afterDue, Sample.afterDueToChair], "the chair of the board"),
            ([Sample.afterDue, Sample.afterDueToChair, Sample.afterDueToDeputy], "your deputy"),
            ([RuleSentence(.after(DayOffset(1, .weeks), .dueDate), to: .chair)], nil),
            ([RuleSentence(.after(DayOffset(3, .weeks), .dueDate), to: .chair)], "the chair of the board"),
            ([RuleSentence(.after(DayOffset(3, .weeks), .dueDate), to: .secretariat)], nil),
        ] as [([RuleSentence], String?)])
    func aChaserNamesWhomItGoesToNext(rules: [RuleSentence], next: String?) throws {
        let letter = try text(
            Sample.content([Sample.angiolini(Sample.afterDue)]) {
                $0.kind = .chaser
                $0.rules = rules.map { Rule(id: Rule.ID(1), number: 1, sentence: $0, since: .distantPast) }
            })
        #expect(letter.contains("next.") == (next != nil))
        if let next { #expect(letter.contains("If we have no answer, we will write to \(next) next.")) }
    }

    @Test func aLaterStepOfAnEveryRuleIsFurtherOn() throws {
        let every = RuleSentence(.every(DayOffset(5, .workingDays), limit: nil))
        var action = Sample.angiolini(every)
        action.steps[0].key.occurrence = 3
        let letter = try text(
            Sample.content([action]) {
                $0.kind = .chaser
                $0.rules = Sample.rules(
                    every, Sample.afterDueToDeputy,
                    RuleSentence(.after(DayOffset(16, .workingDays), .dueDate), to: .chair))
            })
        #expect(letter.contains("we will write to the chair of the board next."))
    }

    @Test func noUpdateYetIsSaidOnlyWhereThereIsNone() throws {
        var action = Sample.angiolini()
        action.isUpdated = true
        let letter = try text(Sample.content([action]))
        #expect(!letter.contains("no update yet"))
        #expect(letter.contains("\nIs it done? If not, what date should the board expect?"))
    }

    @Test func aNewActionIsMarkedInALetterThatAsks() throws {
        var action = Sample.detections()
        action.steps.append(Sample.step(Sample.assigned))
        #expect(try text(Sample.content([action])).contains("1. VAWG-014: new, due at this meeting"))
    }

    @Test func remindAsksWithoutAStep() throws {
        var action = Sample.detections()
        action.steps = []
        let letter = try text(Sample.content([action]) { $0.note = "A word before Friday would help." })
        #expect(letter.contains("\nA word before Friday would help.\n"))
        #expect(letter.contains("Please reply by Friday 27 November"))
        #expect(!letter.contains("Once you have answered"))
    }

    @Test func anOwnerInPersonAndForABodyIsToldBoth() throws {
        var own = Sample.progress()
        own.through = [.person(Sample.tom)]
        let letter = try text(Sample.content([own, Sample.detections()]))
        #expect(letter.contains("You have two open actions for MPS and in your own name."))
        #expect(letter.contains("as the MPS contact for the board's actions and as an owner yourself."))
    }

    @Test func aBoardThatIsTheBoardKeepsOneArticle() throws {
        let letter = try text(
            Sample.content([Sample.detections()]) {
                $0.board.name = "The Trustees"
                $0.board.texts.signOff = ""
                $0.meeting?.time = nil
                $0.meeting?.place = nil
            })
        #expect(letter.contains("The Trustees meets on Monday 7 December 2026."))
        #expect(letter.contains("\nThe secretariat of the Trustees, 020 7946 0123\n"))
    }

    @Test func theChairIsNotAskedAboutTheActionsOfOthers() throws {
        let letter = try text(Golden.ownerAndChair)
        #expect(letter.contains("You have one open action."))
        #expect(
            letter.contains("1. VAWG-012") && !letter.contains("2. ") && letter.contains("- VAWG-007, MPS: "))
    }

    // MARK: - Several things in one letter

    /// The chair, or the secretariat, is told of the move whatever else the letter brings.
    @Test func aMoveIsToldInEveryLetterToTheChairOrTheSecretariat() throws {
        for sample in [Golden.movedMeetingToChair, Golden.brief, Golden.briefToChair, Golden.overdueToChair] {
            var content = sample
            content.moves = Golden.movedMeeting.moves
            let told = "on Monday 7 December 2026 has moved to Monday 14 December 2026 at 10:00"
            #expect(try text(content).contains(told))
        }
    }

    @Test func aBriefTellsOfTheActionsThatAnotherRuleBringsAlong() throws {
        var content = Golden.briefToChair
        let rule = RuleSentence(.before(DayOffset(2, .weeks), .dueDate), to: .chair)
        content.asked = [Sample.detections(rule), Sample.angiolini(Sample.afterDueToChair, through: [])]
        content.asked[0].through = []
        content.brief?.overdue = [content.asked[1]]
        let text = try text(content)
        #expect(text.contains("Other actions\n\n- VAWG-014, MPS: due at this meeting."))
        #expect(text.split(separator: "VAWG-007").count == 2)
    }
}
