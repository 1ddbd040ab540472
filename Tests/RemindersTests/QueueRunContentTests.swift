import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Synchronization
import Testing

/// What a letter is told of the register when it is composed.
@Suite struct QueueRunContentTests {
    let now = SendingFixture.lookTime
    let composer = NotingComposer()

    /// Looks, runs the queue and answers what the letters were made of.
    private func contents(_ fixture: SendingFixture, at now: Date? = nil) async throws -> [LetterContent] {
        let now = now ?? self.now
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay(), at: now, composer: composer).run()
        return composer.take()
    }

    private func told(daysBefore days: Double = 20) -> Told { Told(by: "secretary", at: now - days * 86_400) }

    private func addAction(
        _ fixture: SendingFixture, _ owners: [Owner], due: Due = .ongoing, isReleased: Bool = true
    ) throws -> Action {
        let owners = owners.map { Ownership(owner: $0, assignedAt: told().now) }
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Something", owners: owners, due: due)
        let action = try fixture.store.addAction(draft, told: told())
        if isReleased { _ = try fixture.store.release([action.id], told: told()) }
        return action
    }

    @Test func itNamesItsReaderItsMeetingAndItsThread() async throws {
        let fixture = try SendingFixture()
        let content = try #require(try await contents(fixture).first)
        #expect(content.recipient.name == "Owner 0")
        #expect(content.recipient.mailbox == Mailbox("owner0@example.org"))
        #expect(content.from == SendingFixture.sender)
        #expect(content.meeting?.id == fixture.meeting.id)
        #expect(content.today == CalendarDay(2026, 11, 23) && content.writtenAt == now)
        #expect(content.kind == .reminder && content.audience == .owner && content.brief == nil)
        #expect(content.asked.map(\.action.id) == [fixture.actions[0].id])
        #expect(content.asked[0].steps.map(\.rule.cause) == ["14 days before the meeting"])
        #expect(content.asked[0].through == [.person(fixture.people[0].id)])
        #expect(MessageID(content.messageID) != nil && MessageID(content.threadRoot) != nil)
        #expect(content.messageID != content.threadRoot)
    }

    @Test func thePapersDeadlineInForceIsTheMeetingsOwnElseTheBoards() async throws {
        let fixture = try SendingFixture(owners: 1)
        var board = fixture.board
        board.papersDue = DayOffset(5, .clearWorkingDays)
        try fixture.store.setBoard(board, told: told())
        #expect(try await contents(fixture).first?.papersDue == CalendarDay(2026, 11, 27))
    }

    @Test func theRestOfTheirLiveActionsStandsBesideWhatIsAsked() async throws {
        let fixture = try SendingFixture(owners: 2, rules: ["on the due date"])
        let reader = Owner.person(fixture.people[0].id)
        let due = try addAction(fixture, [reader], due: .day(CalendarDay(2026, 11, 23)))
        _ = try addAction(fixture, [reader], isReleased: false)
        let content = try #require(try await contents(fixture).first)
        #expect(content.asked.map(\.action.id) == [due.id])
        #expect(content.asked[0].dueDay == CalendarDay(2026, 11, 23) && !content.asked[0].isOverdue)
        #expect(content.rest.map(\.action.id) == [fixture.actions[0].id])
        #expect(content.rest[0].steps.isEmpty)
    }

    @Test func jointOwnersAreNamedAndTheStepIsToldOnce() async throws {
        let fixture = try SendingFixture(owners: 0)
        let mps = try fixture.store.addOrganisation(Organisation(id: .new, name: "MPS"), told: told())
        let draft = Person(id: .new, name: "Harriet", mailbox: Mailbox("harriet@example.org"))
        let harriet = try fixture.store.addPerson(draft, told: told())
        let seat = Seat(
            id: .new, board: fixture.board.id, person: harriet.id, role: .contact, organisation: mps.id)
        _ = try fixture.store.addSeat(seat, told: told())
        let owners: [Owner] = [.organisation(mps.id), .person(harriet.id)]
        _ = try addAction(fixture, owners)
        let all = try await contents(fixture)
        let content = try #require(all.first)
        #expect(all.count == 1)
        #expect(content.asked.map(\.steps.count) == [1])
        #expect(content.asked[0].through == owners)
        #expect(
            content.names[.organisation(mps.id)] == "MPS" && content.names[.person(harriet.id)] == "Harriet")
        #expect(content.recipient.seats.map(\.organisation) == [mps.id])
    }

    @Test func onlySharedUpdatesAndTheReadersOwnAreShown() async throws {
        let fixture = try SendingFixture(owners: 3)
        func note(_ place: Int, answers: Bool, shared: Bool) throws {
            let update = ActionUpdate(
                id: .new, action: fixture.actions[place].id, day: CalendarDay(2026, 11, 10),
                recordedAt: told(daysBefore: 13).now,
                answersFor: answers ? .person(fixture.people[place].id) : nil, text: "\(place)",
                isShared: shared)
            _ = try fixture.store.updateAction(update, told: told(daysBefore: 13))
        }
        try note(0, answers: false, shared: false)
        try note(1, answers: false, shared: true)
        try note(2, answers: true, shared: false)
        let shown = try await contents(fixture).map { $0.asked[0] }
        #expect(shown.map(\.lastUpdate?.text) == [nil, "1", "2"])
        #expect(shown.map(\.isUpdated) == [true, true, true])
    }

    @Test func whatWasSaidOfAStandingActionInItsLastRoundIsPast() async throws {
        let fixture = try SendingFixture()
        var action = fixture.actions[0]
        action.isStanding = true
        try fixture.store.editAction(action, told: told())
        let answer = ActionUpdate(
            id: .new, action: action.id, day: CalendarDay(2026, 12, 5), recordedAt: now,
            answersFor: .person(fixture.people[0].id), text: "done")
        _ = try fixture.store.updateAction(answer, told: told(daysBefore: -14.5))
        let next = Meeting(id: .new, board: fixture.board.id, day: CalendarDay(2027, 1, 4))
        _ = try fixture.store.addMeeting(next, told: told())
        try fixture.store.recordMeeting(fixture.meeting.id, told: told(daysBefore: -15))
        let content = try #require(try await contents(fixture, at: now + 28 * 86_400).first)
        #expect(content.asked.map(\.action.id) == [action.id])
        let shown = content.asked[0]
        #expect(shown.lastUpdate == nil && !shown.isUpdated && !shown.isAnswered)
    }

    @Test func earlierLettersAboutTheSameAreKnown() async throws {
        let fixture = try SendingFixture(rules: ["14 days before the meeting", "7 days before the meeting"])
        #expect(try await contents(fixture).first?.previous.isEmpty == true)
        let second = try #require(try await contents(fixture, at: now + 7 * 86_400).first)
        #expect(second.previous.map(\.day) == [CalendarDay(2026, 11, 23)])
        #expect(second.previous.map(\.actions) == [[fixture.actions[0].id]])
    }

    @Test func aCycleIsOneThread() async throws {
        let fixture = try SendingFixture(rules: ["14 days before the meeting", "7 days before the meeting"])
        let first = try await contents(fixture).map(\.threadRoot)
        let second = try await contents(fixture, at: now + 7 * 86_400).map(\.threadRoot)
        #expect(first == second && first.count == 1)
    }

    @Test func aBriefTellsTheSecretariatHowThingsStand() async throws {
        let fixture = try SendingFixture(
            owners: 2,
            rules: ["14 days before the meeting", "5 working days before the meeting to the secretariat"])
        let late = try addAction(
            fixture, [.person(fixture.people[0].id)], due: .day(CalendarDay(2026, 11, 12)))
        let unknown = try fixture.store.addPerson(Person(id: .new, name: "Nobody"), told: told())
        let stuck = try addAction(fixture, [.person(unknown.id)])
        _ = try fixture.store.proposeAction(fixture.actions[1].id, told: told())
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .never }).run()
        let day = now + 7 * 86_400
        let content = try #require(try await contents(fixture, at: day).first { $0.kind == .brief })
        let brief = try #require(content.brief)
        #expect(content.recipient.id == .secretariat && content.audience == .secretariat)
        #expect(content.meeting?.id == fixture.meeting.id)
        #expect(brief.overdue.map(\.action.id) == [late.id])
        // Their letter came back: they were not asked, and are no people who do not answer.
        #expect(brief.unanswered.isEmpty)
        #expect(brief.proposed.map(\.action.id) == [fixture.actions[1].id])
        #expect(brief.undeliverable.map(\.name) == ["Owner 0"])
        #expect(brief.undeliverable.map(\.why) == ["nobody"])
        #expect(brief.unreachable == [.init(name: "Nobody", references: [stuck.reference])])
    }

    @Test(arguments: [
        ("2 working days after the due date", true),
        ("every 2 working days while overdue, up to 1 time", true),
        ("every 2 working days while overdue", false),
        ("15 working days after the due date to the chair", false),
    ])
    func afterTheLastChaserTheBriefSaysWhomToRing(rule: String, isLast: Bool) async throws {
        let chaser = "2 working days after the due date"
        let brief = "5 working days before the meeting to the secretariat"
        let fixture = try SendingFixture(owners: 2, rules: Array(Set([chaser, rule])).sorted() + [brief])
        let owners = fixture.people.map { Owner.person($0.id) }
        let silent = try addAction(fixture, [owners[0]], due: .day(CalendarDay(2026, 11, 23)))
        let answered = try addAction(fixture, [owners[1]], due: .day(CalendarDay(2026, 11, 23)))
        let chasing = now + 2 * 86_400
        _ = try await fixture.check.run(at: chasing)
        _ = try await fixture.queue(ScriptedRelay(), at: chasing).run()
        let note = ActionUpdate(
            id: .new, action: answered.id, day: CalendarDay(2026, 11, 26), recordedAt: chasing + 86_400,
            answersFor: owners[1], text: "in hand")
        _ = try fixture.store.updateAction(note, told: Told(by: "secretary", at: chasing + 86_400))
        let content = try await contents(fixture, at: now + 7 * 86_400).first { $0.brief != nil }
        let ring = BriefContent.Exhausted(
            reference: silent.reference,
            contacts: [.init(name: "Owner 0", mailbox: Mailbox("owner0@example.org"))])
        #expect(content?.brief?.exhausted == (isLast ? [ring] : []))
    }

    @Test func aMovedMeetingIsToldWithBothDays() async throws {
        let fixture = try SendingFixture(rules: ["when the meeting moves"])
        _ = try fixture.store.moveMeeting(
            fixture.meeting.id, to: CalendarDay(2026, 12, 9), told: Told(by: "secretary", at: now))
        let content = try #require(try await contents(fixture, at: now + 60).first)
        #expect(content.kind == .notice)
        #expect(content.moves.map(\.from) == [CalendarDay(2026, 12, 7)])
        #expect(content.moves.map(\.to) == [CalendarDay(2026, 12, 9)])
    }
}

/// Keeps what it was to compose.
final class NotingComposer: LetterComposer {
    private let contents = Mutex<[LetterContent]>([])

    func compose(_ content: LetterContent) throws -> [UInt8] {
        contents.withLock { $0.append(content) }
        return Array("\(content.messageID)\r\n".utf8)
    }

    /// What came since the last time, in the order of the letters.
    func take() -> [LetterContent] {
        contents.withLock { kept in
            defer { kept = [] }
            return kept
        }
    }
}
