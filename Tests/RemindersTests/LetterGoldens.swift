import ActionRegister
import Foundation
import Scheduling

/// The letters that are kept word for word in `Golden`.
enum Golden {
    static let letters: [(name: String, content: LetterContent)] = [
        ("three-actions", threeActions), ("single-action", singleAction), ("late", late), ("second", second),
        ("joint-owners", jointOwners), ("assignment", assignment), ("moved-meeting", movedMeeting),
        ("chaser", chaser), ("chaser-to-deputy", chaserToDeputy), ("overdue-to-chair", overdueToChair),
        ("deputy-of-absent", deputyOfAbsent), ("brief", brief), ("brief-nothing", briefNothing),
        ("brief-to-chair", briefToChair), ("non-ascii", nonASCII), ("restricted", restricted),
        ("reference-only", referenceOnly), ("due-date", dueDate), ("no-meeting", noMeeting),
        ("board-texts", boardTexts), ("redirected", redirected), ("after-papers", afterPapers),
        ("owner-and-chair", ownerAndChair), ("reminded", reminded),
        ("reminded-with-note", remindedWithNote), ("reminded-overdue", remindedOverdue),
        ("owner-and-chair", ownerAndChair), ("moved-meeting-to-chair", movedMeetingToChair),
        ("all-well", allWell), ("all-well-not", allWellNot), ("all-well-late", allWellLate),
        ("owner-and-secretariat", ownerAndSecretariat),
    ]

    /// The case of the letter's own page.
    static let threeActions = Sample.content([Sample.progress(), Sample.detections(), Sample.angiolini()])

    static let singleAction = Sample.content([Sample.detections()])

    static let late = Sample.content([Sample.detections(late: true), Sample.progress()]) {
        Sample.on(CalendarDay(2026, 11, 25), &$0)
    }

    static let second = Sample.content([
        Sample.angiolini(Sample.beforePapers), Sample.detections(Sample.beforePapers),
    ]) {
        Sample.on(CalendarDay(2026, 11, 25), &$0)
        $0.previous = [Sample.previous(Sample.today, 7, 14)]
    }

    static let jointOwners = Sample.content([
        LetterAction(
            action: Sample.action(
                3, "Bring a paper on the effect of court delays on victim engagement",
                due: .meeting(Sample.meeting.id),
                owners: [Sample.cps, Sample.mps]),
            through: [Sample.mps], dueDay: Sample.meeting.day, steps: [Sample.step(Sample.beforeMeeting)]),
        LetterAction(
            action: Sample.action(
                5, "Map commissioning of sexual violence services", due: .day(CalendarDay(2027, 3, 1)),
                owners: [Sample.mps, Sample.cps, Sample.nhs], revisions: 2),
            through: [Sample.mps], dueDay: CalendarDay(2027, 3, 1), originalDueDay: CalendarDay(2026, 9, 7),
            lastUpdate: Sample.update(
                "Two regions are done, the third is waiting for figures.", on: CalendarDay(2026, 10, 5)),
            steps: [Sample.step(Sample.beforeMeeting)]),
    ])

    static let assignment = Sample.content([
        Sample.detections(Sample.assigned), Sample.progress(Sample.assigned),
        LetterAction(
            action: Sample.action(
                10, "Nominate a representative for the outcomes framework working group", due: .unset),
            through: [Sample.mps], steps: [Sample.step(Sample.assigned)]),
    ]) {
        Sample.on(CalendarDay(2026, 9, 14), &$0)
        $0.kind = .notice
    }

    static let movedMeeting = Sample.content([]) {
        var moved = Sample.meeting
        moved.day = CalendarDay(2026, 12, 14)
        var detections = Sample.detections(Sample.moves)
        detections.dueDay = moved.day
        $0.meeting = moved
        $0.papersDue = CalendarDay(2026, 12, 4)
        $0.kind = .notice
        $0.moves = [
            MovedMeeting(
                meeting: moved, from: CalendarDay(2026, 12, 7), to: moved.day!,
                papersDue: CalendarDay(2026, 12, 4))
        ]
        $0.asked = [detections]
        $0.rest = [Sample.progress()]
    }

    static let movedMeetingToChair = Sample.content([]) {
        let moved = movedMeeting
        ($0.meeting, $0.papersDue, $0.moves, $0.kind) = (moved.meeting, moved.papersDue, moved.moves, .notice)
        $0.audience = .chair
        $0.recipient = Sample.whitlock
        $0.steps = [Sample.step(RuleSentence(.when(.meetingMoves), to: .chair))]
    }

    static let chaser = Sample.content([Sample.angiolini(Sample.afterDue)]) {
        $0.kind = .chaser
        $0.rest = [Sample.progress()]
        $0.rules = Sample.rules(
            Sample.afterDue, Sample.beforeMeeting, Sample.afterDueToChair, Sample.afterDueToDeputy)
    }

    static let chaserToDeputy = Sample.content([Sample.angiolini(Sample.afterDueToDeputy)]) {
        Sample.on(CalendarDay(2026, 11, 27), &$0)
        $0.kind = .chaser
        $0.audience = .deputy
        $0.recipient = Sample.pryceJones
        $0.rules = chaser.rules
    }

    static let overdueToChair = Sample.content([
        Sample.angiolini(Sample.afterDueToChair, through: []),
        LetterAction(
            action: Sample.action(
                4, "Share the early draft of the strategy for sexual assault and abuse services",
                due: .day(CalendarDay(2026, 10, 30)),
                owners: [Sample.nhs, Sample.cps]), dueDay: CalendarDay(2026, 10, 30), isOverdue: true,
            lastUpdate: Sample.update("Draft slipped to autumn.", on: CalendarDay(2026, 9, 7)),
            steps: [Sample.step(Sample.afterDueToChair)]),
    ]) {
        Sample.on(CalendarDay(2026, 12, 2), &$0)
        $0.kind = .chaser
        $0.audience = .chair
        $0.recipient = Sample.whitlock
    }

    static let deputyOfAbsent = Sample.content([Sample.detections(), Sample.angiolini()]) {
        $0.recipient = Sample.pryceJones
    }

    static let brief = Sample.content([]) {
        Sample.on(CalendarDay(2026, 12, 3), &$0)
        $0.kind = .brief
        $0.audience = .secretariat
        $0.recipient = Sample.secretariat
        $0.steps = [Sample.step(Sample.briefing, on: CalendarDay(2026, 12, 3))]
        $0.brief = fullBrief
    }

    static let briefNothing = Sample.content([]) {
        Sample.on(CalendarDay(2026, 12, 3), &$0)
        $0.kind = .brief
        $0.audience = .secretariat
        $0.recipient = Sample.secretariat
        $0.brief = BriefContent()
    }

    static let briefToChair = Sample.content([]) {
        Sample.on(CalendarDay(2026, 12, 3), &$0)
        $0.kind = .brief
        $0.audience = .chair
        $0.recipient = Sample.whitlock
        $0.steps = [Sample.step(Sample.briefing, on: CalendarDay(2026, 12, 2), late: true)]
        $0.brief = BriefContent(proposed: fullBrief.proposed)
    }

    /// Of Monday 23 November, with nothing the matter.
    static let allWell = weekly(
        AllWellContent(
            state: BriefContent(proposed: fullBrief.proposed), weekday: .monday, letters: 12,
            next: .init(day: CalendarDay(2026, 11, 25), count: 3)))

    static let allWellNot = weekly(
        AllWellContent(
            state: fullBrief, weekday: .monday, letters: 1,
            next: .init(day: CalendarDay(2027, 1, 4), count: 1)))

    static let allWellLate = weekly(
        AllWellContent(state: BriefContent(), weekday: .monday, letters: 0), late: true
    ) {
        Sample.on(CalendarDay(2026, 11, 25), &$0)
        $0.meeting = nil
    }

    static let ownerAndSecretariat = Sample.content([Sample.detections()]) {
        $0.steps = allWell.steps
        $0.allWell = allWell.allWell
    }

    private static func weekly(
        _ content: AllWellContent, late: Bool = false, _ change: (inout LetterContent) -> Void = { _ in }
    ) -> LetterContent {
        let key = StepKey(
            action: nil, owner: nil, audience: .secretariat, rule: .allWell, anchor: .day(Sample.today))
        return Sample.content([]) {
            $0.kind = .brief
            $0.audience = .secretariat
            $0.recipient = Sample.secretariat
            $0.steps = [
                LetterStep(key: key, rule: nil, day: Sample.today, anchorDay: Sample.today, isLate: late)
            ]
            $0.allWell = content
            change(&$0)
        }
    }

    private static let fullBrief: BriefContent = {
        var angiolini = Sample.angiolini(through: [])
        angiolini.steps = []
        var detections = Sample.detections()
        detections.through = []
        let restricted = LetterAction(
            action: Sample.action(
                16, "A text that no letter may show", due: .day(CalendarDay(2026, 11, 20)),
                owners: [Sample.cps, Sample.nhs],
                isRestricted: true), dueDay: CalendarDay(2026, 11, 20), isOverdue: true,
            lastUpdate: Sample.update("A note that no letter may show", on: CalendarDay(2026, 11, 2)))
        let proposed = LetterAction(
            action: Sample.action(
                9, "Write to members asking for examples of work on safety on public transport",
                due: .day(CalendarDay(2026, 11, 2)),
                owners: [Sample.nhs]), dueDay: CalendarDay(2026, 11, 2), isOverdue: true,
            lastUpdate: Sample.update("Letter sent to all members", on: CalendarDay(2026, 10, 30)))
        return BriefContent(
            overdue: [angiolini, restricted], unanswered: [angiolini, detections],
            exhausted: [
                .init(
                    reference: "VAWG-007",
                    contacts: [
                        .init(
                            name: "Klaus Achterberg", mailbox: Mailbox("klaus.achterberg@mps.example.net"),
                            organisation: "MPS")
                    ])
            ], proposed: [proposed],
            undeliverable: [
                .init(
                    name: "Colin Marsh", mailbox: Mailbox("colin.marsh@nhs.example.net")!,
                    day: CalendarDay(2026, 11, 23),
                    why: "No such user here")
            ],
            unreachable: [.init(name: "Judiciary", references: ["VAWG-003", "VAWG-011"])],
            missed: [
                .init(
                    reference: "VAWG-003", owner: "Judiciary",
                    step: Sample.step(Sample.beforePapers, on: CalendarDay(2026, 11, 25)))
            ],
            unrecorded: [Meeting(id: Meeting.ID(9), board: Sample.board.id, day: CalendarDay(2026, 9, 7))])
    }()

    static let nonASCII = Sample.content([
        LetterAction(
            action: Sample.action(
                21, "Übersicht der Maßnahmen für „Frieda“ vorlegen – mit Zahlen für São Paulo und Łódź",
                due: .meeting(Sample.meeting.id)), through: [Sample.mps], dueDay: Sample.meeting.day,
            lastUpdate: Sample.update("Готово на 50 % — жду ответа", on: CalendarDay(2026, 11, 2)),
            steps: [Sample.step(Sample.beforeMeeting)])
    ]) {
        $0.board.name = "Bürgerbeirat Prävention"
        $0.board.texts.signOff = "Zoë Ångström-Nuñez, Schriftführerin"
        $0.meeting?.place = "Café Müller"
        $0.recipient.name = "Siân Pryce-Jones"
        $0.recipient.salutation = "Dr. Siân Pryce-Jones"
        $0.names[Sample.mps] = "Polizei Köln"
    }

    static let restricted = Sample.content([
        LetterAction(
            action: Sample.action(
                16, "A text that no letter may show", due: .day(CalendarDay(2026, 11, 20)),
                owners: [Sample.mps, Sample.cps],
                isRestricted: true), through: [Sample.mps], dueDay: CalendarDay(2026, 11, 20),
            isOverdue: true,
            lastUpdate: Sample.update("A note that no letter may show", on: CalendarDay(2026, 11, 2)),
            steps: [Sample.step(Sample.beforeMeeting)]),
        Sample.detections(),
    ])

    static let referenceOnly = Sample.content([Sample.progress(), Sample.detections(), Sample.angiolini()]) {
        $0.board.letterText = .referenceOnly
    }

    /// Asked because of its own date; everything else in a line each.
    static let dueDate = Sample.content([
        LetterAction(
            action: Sample.action(
                4, "Share the early draft of the strategy for comment", due: .day(CalendarDay(2026, 12, 1))),
            through: [Sample.mps], dueDay: CalendarDay(2026, 12, 1),
            steps: [Sample.step(RuleSentence(.before(DayOffset(1, .weeks), .dueDate)))])
    ]) {
        Sample.on(CalendarDay(2026, 11, 24), &$0)
        var answered = Sample.detections()
        answered.isAnswered = true
        $0.rest = [Sample.progress(), answered, Sample.angiolini()]
    }

    /// An owner in person, and no meeting ahead.
    static let noMeeting = Sample.content([
        LetterAction(
            action: Sample.action(
                11, "Provide a summary of provider workforce pressures", due: .day(CalendarDay(2026, 11, 23)),
                owners: [.person(Sample.zofia)]), through: [.person(Sample.zofia)], dueDay: Sample.today,
            steps: [Sample.step(Sample.onDue)])
    ]) {
        $0.meeting = nil
        $0.papersDue = nil
        $0.recipient = LetterRecipient(
            id: .person(Sample.zofia), name: "Zofia Kowalczyk", mailbox: Mailbox("zofia@wrc.example.net")!)
    }

    static let boardTexts = Sample.content([Sample.detections()]) {
        $0.board.texts.marking = "OFFICIAL-SENSITIVE"
        $0.board.texts.intro =
            "Papers go to members on {{papers.day}}.\nVisitors to {{meeting.place}} need photo identification."
        $0.board.texts.signOff = "Harriet Osei for the {{board}}, {{phone}}"
        $0.board.texts.privacyNotice =
            "How we look after personal data is said in the privacy notice of the {{board}}."
        $0.note = "The Deputy Mayor has asked for this one."
    }

    static let redirected = Sample.content([Sample.detections()]) {
        $0.recipient.redirectedTo = Mailbox("ops@mopac.example.org")
    }

    static let afterPapers = Sample.content([Sample.detections()]) {
        Sample.on(CalendarDay(2026, 12, 3), &$0)
        $0.meeting?.place = "Teams"
    }

    static let reminded = Sample.content([Sample.byHand(Sample.detections())]) {
        $0.rest = [Sample.progress(), Sample.angiolini()].map { action in
            var action = action
            action.steps = []
            return action
        }
    }

    /// An owner in person, of whom nothing else is open.
    static let remindedWithNote = Sample.content([
        Sample.byHand(
            LetterAction(
                action: Sample.action(
                    11, "Provide a summary of provider workforce pressures",
                    due: .day(CalendarDay(2026, 11, 25)), owners: [.person(Sample.zofia)]),
                through: [.person(Sample.zofia)], dueDay: CalendarDay(2026, 11, 25)))
    ]) {
        $0.recipient = LetterRecipient(
            id: .person(Sample.zofia), name: "Zofia Kowalczyk", mailbox: Mailbox("zofia@wrc.example.net")!)
        $0.note = "The Deputy Mayor speaks on this on Thursday.\nTwo or three figures would be enough."
    }

    static let remindedOverdue = Sample.content([Sample.byHand(Sample.angiolini())]) {
        $0.kind = .chaser
        $0.rest = reminded.rest.filter { !$0.isOverdue }
        $0.previous = [Sample.previous(CalendarDay(2026, 11, 9), 7)]
        $0.rules = chaser.rules
    }

    /// One letter where the same person owns an action, is the chair and gets the brief.
    static let ownerAndChair = Sample.content([
        LetterAction(
            action: Sample.action(
                12, "Confirm dates for a joint visit to the new specialist court",
                due: .day(CalendarDay(2027, 3, 1)), owners: [.person(Sample.dana)]),
            through: [.person(Sample.dana)], dueDay: CalendarDay(2027, 3, 1),
            steps: [Sample.step(Sample.beforeMeeting)]),
        Sample.angiolini(Sample.afterDueToChair, through: []),
    ]) {
        $0.recipient = Sample.whitlock
        $0.brief = BriefContent(proposed: fullBrief.proposed)
    }
}
