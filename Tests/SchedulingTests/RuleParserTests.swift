import ActionRegister
import RandomFixtures
import Scheduling
import Testing

@Suite struct RuleParserTests {
    static let canonical: [(String, RuleSentence)] = [
        ("when assigned", RuleSentence(.when(.assigned))),
        ("14 days before the meeting", RuleSentence(.before(DayOffset(14, .days), .meeting))),
        (
            "2 working days before the papers deadline",
            RuleSentence(.before(DayOffset(2, .workingDays), .papersDeadline))
        ),
        (
            "5 clear working days before the meeting at 08:30",
            RuleSentence(.before(DayOffset(5, .clearWorkingDays), .meeting), at: TimeOfDay("08:30"))
        ),
        ("on the due date", RuleSentence(.on(.dueDate))),
        ("2 weeks before the due date", RuleSentence(.before(DayOffset(2, .weeks), .dueDate))),
        (
            "every 5 working days while overdue, up to 4 times",
            RuleSentence(.every(DayOffset(5, .workingDays), limit: 4))
        ),
        ("every 1 week while overdue", RuleSentence(.every(DayOffset(1, .weeks), limit: nil))),
        (
            "every 2 days while overdue, up to 1 time at 17:00 to the chair",
            RuleSentence(.every(DayOffset(2, .days), limit: 1), at: TimeOfDay("17:00"), to: .chair)
        ),
        (
            "10 working days after the due date to the deputy",
            RuleSentence(.after(DayOffset(10, .workingDays), .dueDate), to: .deputy)
        ),
        (
            "15 working days after the due date to the chair",
            RuleSentence(.after(DayOffset(15, .workingDays), .dueDate), to: .chair)
        ),
        (
            "2 working days before the meeting to the secretariat",
            RuleSentence(.before(DayOffset(2, .workingDays), .meeting), to: .secretariat)
        ),
        ("when the meeting moves", RuleSentence(.when(.meetingMoves))),
        ("1 day before the meeting", RuleSentence(.before(DayOffset(1, .days), .meeting))),
        (
            "1 clear working day before the papers deadline at 00:00 to the deputy",
            RuleSentence(
                .before(DayOffset(1, .clearWorkingDays), .papersDeadline), at: TimeOfDay("00:00"), to: .deputy
            )
        ),
        ("on the meeting at 07:05", RuleSentence(.on(.meeting), at: TimeOfDay("07:05"))),
        ("on the papers deadline", RuleSentence(.on(.papersDeadline))),
        ("366 days after the meeting", RuleSentence(.after(DayOffset(366, .days), .meeting))),
    ]

    @Test(arguments: canonical) func readsEveryForm(sentence: String, rule: RuleSentence) throws {
        #expect(try RuleSentence(parsing: sentence) == rule)
    }

    @Test(arguments: canonical) func printsEveryFormCanonically(sentence: String, rule: RuleSentence) {
        #expect(rule.description == sentence)
    }

    @Test(
        arguments: [
            ("When Assigned.", "when assigned"),
            ("  two   Working-Days before papers deadlines ", "2 working days before the papers deadline"),
            ("2 working day before a meeting", "2 working days before the meeting"),
            ("a week before the due date", "1 week before the due date"),
            ("A FORTNIGHT BEFORE THE MEETING", "2 weeks before the meeting"),
            ("two fortnights after the meeting", "4 weeks after the meeting"),
            ("one day before meeting", "1 day before the meeting"),
            ("twenty-one days after the due date", "21 days after the due date"),
            ("twenty days after due date", "20 days after the due date"),
            ("ninety nine days before the meeting", "99 days before the meeting"),
            (
                "five clear working days before the meeting, at 9:00",
                "5 clear working days before the meeting at 09:00"
            ),
            ("on meeting to secretariat at 9:05", "on the meeting at 09:05 to the secretariat"),
            ("on the due date to the owners", "on the due date"),
            ("3 days after the due date to deputies", "3 days after the due date to the deputy"),
            (
                "every five working days while overdue up to four times",
                "every 5 working days while overdue, up to 4 times"
            ),
            (
                "every week while overdue".replacing("every week", with: "every a week"),
                "every 1 week while overdue"
            ),
            ("when a meeting moves to the chair", "when the meeting moves to the chair"),
            ("002 days before the meeting", "2 days before the meeting"),
        ])
    func forgivesHowPeopleWrite(sentence: String, canonical: String) throws {
        #expect(try RuleSentence(parsing: sentence).description == canonical)
    }

    @Test(
        arguments: [
            ("2 working days papers", 16, "before\" or \"after", "2 working days before the papers deadline"),
            ("2 working days before papers", 23, "papers", "2 working days before the papers deadline"),
            (
                "2 workin days before the papers deadline", 3, "workin",
                "2 working days before the papers deadline"
            ),
            (
                "2 working days before the papers dedline", 34, "dedline",
                "2 working days before the papers deadline"
            ),
            ("2 working days prior to the meeting", 16, "prior", "2 working days before the meeting"),
            ("3 business days after the due date", 3, "business", "3 working days after the due date"),
            ("5 working days befor the meeting", 16, "befor", "5 working days before the meeting"),
            ("5 clear days before the meeting", 9, "days", "5 clear working days before the meeting"),
            (
                "5 clear working days after the meeting", 1, "clear working days",
                "5 working days after the meeting"
            ),
            ("every 5 clear working days while overdue", 7, "clear", "every 5 working days while overdue"),
            ("0 days before the meeting", 1, "\"on\"", "on the meeting"),
            ("zero working days before the due date", 1, "\"on\"", "on the due date"),
            ("-2 days before the meeting", 1, "-2", "2 days before the meeting"),
            ("1.5 weeks before the meeting", 1, "1.5", "2 weeks before the meeting"),
            ("400 days before the meeting", 1, "1 to 366", "2 days before the meeting"),
            ("300 fortnights before the meeting", 1, "600 weeks", "300 weeks before the meeting"),
            ("14 days before the meeting at 25:00", 31, "25:00", "14 days before the meeting at 09:00"),
            ("14 days before the meeting at 9am", 31, "9am", "14 days before the meeting at 09:00"),
            ("14 days before the meeting at 12pm", 31, "12pm", "14 days before the meeting at 12:00"),
            ("14 days before the meeting at 5.30pm", 31, "5.30pm", "14 days before the meeting at 17:30"),
            ("14 days before the meeting to the minister", 35, "minister", "14 days before the meeting"),
            (
                "14 days before the meeting to the secretary", 35, "secretary",
                "14 days before the meeting to the secretariat"
            ),
            ("14 days before the meeting at 09:00 at 10:00", 37, "at", "14 days before the meeting at 09:00"),
            ("when assigned at 09:00", 15, "sending hours", "when assigned"),
            ("when asigned", 6, "asigned", "when assigned"),
            ("when the meeting is moved", 18, "is", "when the meeting moves"),
            ("every 5 working days when overdue", 22, "when", "every 5 working days while overdue"),
            (
                "every 5 days while overdue, up to 0 times", 35, "1 to 366",
                "every 5 days while overdue, up to 4 times"
            ),
            ("every 5 days while overdue, up to", 34, "ends", "every 5 days while overdue, up to 4 times"),
            ("on the dew date", 8, "dew", "on the due date"),
            ("14 days before the meeting please", 28, "please", "14 days before the meeting"),
            ("14 days", 8, "ends", "14 days before the meeting"),
            ("", 1, "ends", "on the meeting"),
        ])
    func refusesWithThePlaceAndTheNearest(sentence: String, column: Int, what: String, nearest: String) {
        let error = #expect(throws: RuleError.self) { try RuleSentence(parsing: sentence) }
        #expect(error?.column == column)
        #expect(error?.what.contains(what) == true, "\(error?.what ?? "")")
        #expect(error?.nearest == nearest)
    }

    @Test func anErrorIsOneLine() {
        let error = #expect(throws: RuleError.self) { try RuleSentence(parsing: "2 working days papers") }
        #expect(
            error?.description == """
                column 16: "papers" is not understood, expected "before" or "after"; \
                nearest: "2 working days before the papers deadline"
                """)
    }

    @Test func whatIsPrintedIsReadAgain() throws {
        var random = FixedRandom(seed: 1971)
        for _ in 0..<5000 {
            let rule = RuleSentence.random(using: &random)
            #expect(try RuleSentence(parsing: rule.description) == rule)
        }
    }

    @Test func theNearestCanAlwaysBeRead() throws {
        var random = FixedRandom(seed: 8)
        let words = "the 0 3 -1 900 days working clear before on at to 9:00 25:61 every meeting due ’ ☃ up"
            .split(
                separator: " ")
        for _ in 0..<60 {
            let count = Int.random(in: 0...9, using: &random)
            let sentence = (0..<count).map { _ in words.randomElement(using: &random)! }.joined(
                separator: " ")
            do { _ = try RuleSentence(parsing: sentence) } catch {
                #expect((1...sentence.count + 1).contains(error.column))
                #expect(try RuleSentence(parsing: error.nearest).description == error.nearest)
            }
        }
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: ["-", "- ", "\u{1B}", "x", "x ", "ninety ", "\"", "a the ", "at 9:00 "])
    func aSentenceWithoutEndIsRefusedToo(part: String) throws {
        let error = #expect(throws: RuleError.self) {
            try RuleSentence(parsing: String(repeating: part, count: 20_000))
        }
        #expect(try RuleSentence(parsing: error?.nearest ?? "").description == error?.nearest)
        #expect((error?.description.utf8.count ?? 0) < 250)
        #expect(error?.description.contains("\u{1B}") == false)
    }

    @Test(
        arguments: [
            ("5 clear working days before the meeting", DayOffset(5, .clearWorkingDays)),
            ("Five working-days", DayOffset(5, .workingDays)),
            ("a week before meeting", DayOffset(1, .weeks)),
        ])
    func readsWhenPapersAreDue(sentence: String, offset: DayOffset) throws {
        #expect(try DayOffset(papersDue: sentence) == offset)
        #expect(try DayOffset(papersDue: offset.papersDueSentence) == offset)
    }

    @Test(
        arguments: [
            (
                "5 clear working days before the papers deadline", 29,
                "5 clear working days before the meeting"
            ),
            ("5 clear working days after the meeting", 22, "5 clear working days before the meeting"),
            ("5 clear days", 9, "5 clear working days before the meeting"),
            ("one week before the meeting at 12:00", 29, "1 week before the meeting"),
            ("friday", 1, "2 days before the meeting"),
        ])
    func refusesOtherPaperDeadlines(sentence: String, column: Int, nearest: String) {
        let error = #expect(throws: RuleError.self) { try DayOffset(papersDue: sentence) }
        #expect(error?.column == column)
        #expect(error?.nearest == nearest)
    }

    @Test func theStandardScheduleIsAsDesigned() {
        #expect(
            RuleSentence.standardSchedule.map(\.description) == [
                "when assigned", "14 days before the meeting", "2 working days before the papers deadline",
                "10 working days after the due date", "2 working days before the meeting to the secretariat",
            ])
    }
}

extension RuleSentence {
    static func random(using random: inout FixedRandom) -> RuleSentence {
        let timing = Timing.random(using: &random)
        let time =
            Bool.random(using: &random) ? nil : TimeOfDay(minutes: .random(in: 0..<1440, using: &random))
        let audience = Audience.allCases.randomElement(using: &random)!
        if case .when = timing { return RuleSentence(timing, to: audience) }
        return RuleSentence(timing, at: time, to: audience)
    }
}

extension RuleSentence.Timing {
    static func random(using random: inout FixedRandom) -> Self {
        let anchor = RuleSentence.Anchor.allCases.randomElement(using: &random)!
        let count = Int.random(in: RuleSentence.counts, using: &random)
        let any = DayOffset(count, DayOffset.Unit.allCases.randomElement(using: &random)!)
        let open = DayOffset(count, [.days, .weeks, .workingDays].randomElement(using: &random)!)
        let limit = Bool.random(using: &random) ? nil : Int.random(in: RuleSentence.counts, using: &random)
        let forms: [Self] = [
            .before(any, anchor), .on(anchor), .after(open, anchor), .every(open, limit: limit),
            .when(RuleSentence.Event.allCases.randomElement(using: &random)!),
        ]
        return forms.randomElement(using: &random)!
    }
}
