import ActionRegister
import Foundation
import Scheduling

/// The people and actions that the letters of these tests are about.
enum Sample {
    static let today = CalendarDay(2026, 11, 23)
    static let now = Date(timeIntervalSince1970: 1_795_424_400)  // 23 November 2026, 09:00 in London
    static let mps = Owner.organisation(Organisation.ID(1))
    static let cps = Owner.organisation(Organisation.ID(2))
    static let nhs = Owner.organisation(Organisation.ID(3))
    static let tom = Person.ID(1)
    static let sian = Person.ID(2)
    static let dana = Person.ID(3)
    static let zofia = Person.ID(4)

    static let names: [Owner: String] = [
        mps: "MPS", cps: "CPS", nhs: "NHS", .person(tom): "Tom Achterberg", .person(sian): "Siân Pryce-Jones",
        .person(dana): "Dana Whitlock", .person(zofia): "Zofia Kowalczyk",
    ]

    static let board: Board = {
        var board = Board(id: Board.ID(1), slug: "vawg", name: "VAWG Board")
        board.secretariat = Mailbox("vawg.board@mopac.example.org")
        board.texts.signOff = "Harriet Osei, Secretary to the {{board}}, MOPAC"
        board.texts.phone = "020 7946 0123"
        return board
    }()

    static let meeting = Meeting(
        id: Meeting.ID(1), board: board.id, day: CalendarDay(2026, 12, 7), time: TimeOfDay("10:00"),
        place: "City Hall")
    static let papers = CalendarDay(2026, 11, 27)

    static let achterberg = LetterRecipient(
        id: .person(tom), name: "Tom Achterberg", salutation: "Chief Superintendent Achterberg",
        mailbox: Mailbox("tom.achterberg@met.example.net")!,
        seats: [
            Seat(
                id: Seat.ID(1), board: board.id, person: tom, role: .member, organisation: Organisation.ID(1))
        ])
    static let pryceJones = LetterRecipient(
        id: .person(sian), name: "Siân Pryce-Jones", mailbox: Mailbox("sian.pryce-jones@met.example.net")!,
        seats: [
            Seat(
                id: Seat.ID(2), board: board.id, person: sian, role: .deputy,
                organisation: Organisation.ID(1),
                deputyOf: tom)
        ])
    static let whitlock = LetterRecipient(
        id: .person(dana), name: "Dana Whitlock", mailbox: Mailbox("d.whitlock@mopac.example.org")!,
        seats: [Seat(id: Seat.ID(3), board: board.id, person: dana, role: .coChair)])
    static let secretariat = LetterRecipient(
        id: .secretariat, name: "VAWG Board secretariat", mailbox: Mailbox("vawg.board@mopac.example.org")!)

    // MARK: - Rules and steps

    static let beforeMeeting = RuleSentence(.before(DayOffset(14, .days), .meeting))
    static let beforePapers = RuleSentence(.before(DayOffset(2, .workingDays), .papersDeadline))
    static let onDue = RuleSentence(.on(.dueDate))
    static let afterDue = RuleSentence(.after(DayOffset(10, .workingDays), .dueDate))
    static let afterDueToDeputy = RuleSentence(.after(DayOffset(12, .workingDays), .dueDate), to: .deputy)
    static let afterDueToChair = RuleSentence(.after(DayOffset(15, .workingDays), .dueDate), to: .chair)
    static let assigned = RuleSentence(.when(.assigned))
    static let moves = RuleSentence(.when(.meetingMoves))
    static let briefing = RuleSentence(.before(DayOffset(2, .workingDays), .meeting), to: .secretariat)

    static func rules(_ sentences: RuleSentence...) -> [Rule] {
        sentences.enumerated().map {
            Rule(id: Rule.ID(Int64($0 + 1)), number: $0 + 1, sentence: $1, since: .distantPast)
        }
    }

    static func step(_ rule: RuleSentence, on day: CalendarDay = today, late: Bool = false) -> LetterStep {
        LetterStep(
            key: StepKey(
                action: nil, owner: nil, audience: rule.audience, rule: Rule.ID(1), anchor: .day(day)),
            rule: rule, day: day, anchorDay: meeting.day!, isLate: late)
    }

    /// The action as somebody asked about it by hand.
    static func byHand(_ action: LetterAction, on day: CalendarDay = today) -> LetterAction {
        var action = action
        let key = StepKey(
            action: action.action.id, owner: action.through.first, audience: .owner, rule: .byHand,
            anchor: .day(day), occurrence: 1)
        action.steps = [LetterStep(key: key, rule: nil, day: day, anchorDay: day, isLate: false)]
        return action
    }

    // MARK: - Actions

    static func action(
        _ number: Int, _ text: String, due: Due, owners: [Owner] = [mps], revisions: Int = 0,
        isRestricted: Bool = false
    ) -> Action {
        Action(
            id: Action.ID(Int64(number)), board: board.id,
            reference: "VAWG-" + String(repeating: "0", count: 3 - String(number).count) + String(number),
            text: text, owners: owners.map { Ownership(owner: $0, assignedAt: .distantPast) }, due: due,
            raisedAt: CalendarDay(2026, 9, 7), revisions: revisions, isRestricted: isRestricted)
    }

    /// Due on 11 November, without an update.
    static func angiolini(_ rule: RuleSentence = beforeMeeting, through: [Owner] = [mps]) -> LetterAction {
        let due = CalendarDay(2026, 11, 11)
        return LetterAction(
            action: action(
                7, "Set out how the Angiolini Part One findings are met in the VAWG Action Plan",
                due: .day(due)),
            through: through, dueDay: due, isOverdue: true, steps: [step(rule)])
    }

    /// Due at the meeting.
    static func detections(_ rule: RuleSentence = beforeMeeting, late: Bool = false) -> LetterAction {
        LetterAction(
            action: action(
                14, "Report on detections and referrals against the outcomes framework",
                due: .meeting(meeting.id)),
            through: [mps], dueDay: meeting.day, steps: [step(rule, late: late)])
    }

    static func progress(_ rule: RuleSentence = beforeMeeting) -> LetterAction {
        LetterAction(
            action: action(
                8, "Publish the progress update on the VAWG Action Plan and send the link to members",
                due: .ongoing),
            through: [mps], steps: [step(rule)])
    }

    static func update(_ text: String, on day: CalendarDay) -> ActionUpdate {
        ActionUpdate(
            id: ActionUpdate.ID(1), action: Action.ID(1), day: day, recordedAt: .distantPast, text: text,
            isShared: true)
    }

    // MARK: - Letters

    /// The letter that `change` makes of the usual one: of 23 November, to the
    /// member for MPS, about the meeting of 7 December.
    static func content(
        _ asked: [LetterAction], _ change: (inout LetterContent) -> Void = { _ in }
    ) -> LetterContent {
        var content = LetterContent(
            messageID: "5f3a1c@mopac.example.org", threadRoot: "0d9e77@mopac.example.org", writtenAt: now,
            today: today, board: board, from: Mailbox("actions@mopac.example.org")!, recipient: achterberg,
            kind: .reminder, meeting: meeting, papersDue: papers, asked: asked, names: names)
        change(&content)
        return content
    }

    /// The same, written on another day at nine.
    static func on(_ day: CalendarDay, _ content: inout LetterContent) {
        content.today = day
        content.writtenAt = now + Double(day - today) * 86_400
    }

    static func previous(
        _ day: CalendarDay, _ numbers: Int..., kind: LetterKind = .reminder
    ) -> PreviousLetter {
        PreviousLetter(
            messageID: "a@mopac.example.org", day: day, kind: kind,
            actions: Set(numbers.map { Action.ID(Int64($0)) }))
    }
}
