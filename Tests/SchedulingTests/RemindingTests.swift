import ActionRegister
import Foundation
import Scheduling
import Testing

/// Whom a letter goes to that somebody asks for by hand, and when nobody.
@Suite struct RemindingTests {
    private static let now = "2026-11-23 22:30"

    private var schedule: BoardSchedule {
        var schedule = PlannerFixture().schedule
        schedule.seats = [.fixture(2, .contact, of: 1), .fixture(3, .deputy, deputyOf: 2)]
        return schedule
    }

    private func action(_ owners: Owner..., change: (inout Action) -> Void = { _ in }) -> Action {
        let since = at("2026-11-02 12:00")
        var action = Action(
            id: Action.ID(1), board: Board.ID(1), reference: "VAWG-001", text: "Report",
            owners: owners.map { Ownership(owner: $0, assignedAt: since) }, due: .ongoing, releasedAt: since,
            liveSince: since)
        change(&action)
        return action
    }

    private func refusal(
        _ action: Action, to owner: Owner? = nil, _ change: (inout BoardSchedule) -> Void = { _ in }
    ) -> RemindRefusal? {
        var schedule = schedule
        change(&schedule)
        do throws(RemindRefusal) {
            _ = try Reminding(schedule, at: at(Self.now)).steps(about: action, to: owner, number: 1)
            return nil
        } catch { return error }
    }

    @Test func everyOwnerWhosePartIsOpenIsWrittenToAtAnyHour() throws {
        let action = action(mps, ada, .person(Person.ID(4))) {
            $0.owners[2].partDoneAt = at("2026-11-20 09:00")
        }
        let reminding = Reminding(schedule, at: at(Self.now))
        let steps = try reminding.steps(about: action, number: 2)
        #expect(steps.map(\.key.owner) == [mps, ada] && steps.allSatisfy { $0.key.isByHand })
        #expect(steps.allSatisfy { $0.key.anchor == .day(day("2026-11-23")) && $0.key.occurrence == 2 })
        let letters = reminding.letters(steps, isOverdue: false)
        #expect(letters.map(\.recipient) == [.person(Person.ID(1)), .person(Person.ID(2))])
        #expect(letters.allSatisfy { $0.sendAt == at(Self.now) && $0.kind == .reminder })
        #expect(reminding.letters(steps, isOverdue: true).map(\.kind) == [.chaser, .chaser])
    }

    @Test func whoIsReachedTwiceHasOneLetter() throws {
        let reminding = Reminding(schedule, at: at(Self.now))
        let steps = try reminding.steps(about: action(mps, .person(Person.ID(2))), number: 1)
        let letters = reminding.letters(steps, isOverdue: false)
        #expect(letters.map(\.recipient) == [.person(Person.ID(2))] && letters[0].steps.count == 2)
    }

    @Test func deputyStandsInForWhoIsAway() throws {
        var schedule = schedule
        schedule.absences = [
            Absence(
                id: Absence.ID(1), person: Person.ID(2), from: day("2026-11-20"), until: day("2026-11-27"))
        ]
        let steps = try Reminding(schedule, at: at(Self.now)).steps(about: action(mps), number: 1)
        #expect(steps.map(\.recipients) == [[.person(Person.ID(3))]])
    }

    @Test func oneOfSeveralOwnersCanBeNamed() throws {
        let steps = try Reminding(schedule, at: at(Self.now)).steps(
            about: action(mps, ada), to: ada, number: 1)
        #expect(steps.map(\.key.owner) == [ada])
    }

    @Test(arguments: [Board.State.draft, .paused, .archived])
    func boardThatIsNotActiveSendsNothing(state: Board.State) {
        #expect(refusal(action(ada)) { $0.board.state = state } == .boardIsNotActive(state))
    }

    @Test(arguments: [Action.Status.onHold, .proposed, .closed, .cancelled])
    func actionThatIsNotLiveIsNotAskedAbout(status: Action.Status) {
        #expect(refusal(action(ada) { $0.status = status }) == .notLive(status))
    }

    @Test func draftIsNotAskedAboutUnlessItHasEnded() {
        #expect(refusal(action(ada) { $0.releasedAt = nil }) == .draft)
        #expect(refusal(action(ada) { ($0.releasedAt, $0.status) = (nil, .closed) }) == .notLive(.closed))
    }

    @Test func ownersAreThoseOfTheActionWithSomethingLeftToDo() {
        #expect(refusal(action()) == .noOwner)
        #expect(refusal(action(mps), to: ada) == .notAnOwner(ada))
        let done = action(mps, ada) { $0.owners[1].partDoneAt = at("2026-11-20 09:00") }
        #expect(refusal(done, to: ada) == .partIsDone(ada) && refusal(done) == nil)
        let allDone = action(ada) { $0.owners[0].partDoneAt = at("2026-11-20 09:00") }
        #expect(refusal(allDone) == .partIsDone(nil))
    }

    @Test(arguments: [
        (Silence.fixture(owner: ada), true), (.fixture(action: Action.ID(1)), true),
        (.fixture(board: Board.ID(1)), true), (.fixture(), true), (.fixture(owner: mps), false),
        (.fixture(action: Action.ID(2)), false), (.fixture(board: Board.ID(2)), false),
        (.fixture(until: "2026-11-22"), false),
    ])
    func whatIsSilencedTodayIsLeftAlone(silence: Silence, isRefused: Bool) {
        #expect(refusal(action(ada)) { $0.silences = [silence] } == (isRefused ? .silenced(silence) : nil))
    }

    @Test func nobodyIsWrittenToWhereOneOwnerCannotBe() {
        let refusal = refusal(action(ada, mps, .person(Person.ID(5)))) {
            $0.seats = []
            $0.reachable.remove(Person.ID(5))
        }
        let five = Person.ID(5)
        #expect(
            refusal
                == .unreachable([
                    .init(owner: mps, why: .noSeat(Organisation.ID(1))),
                    .init(owner: .person(five), why: .noMailbox([five])),
                ]))
    }

    // MARK: - Steps that wait

    private func outlook(
        _ wall: String, of owner: Owner = ada, written: Set<Recipient> = [], updates: [ActionUpdate] = [],
        action change: (inout Action) -> Void = { _ in }, schedule: (inout BoardSchedule) -> Void = { _ in }
    ) -> Reminding.Outlook {
        var (action, board) = (action(owner), self.schedule)
        change(&action)
        schedule(&board)
        let key = StepKey(
            action: action.id, owner: owner, audience: .owner, rule: .byHand,
            anchor: .day(day("2026-11-23")), occurrence: 1)
        let waiting = WaitingReminder(ledger: 1, key: key, askedAt: at(Self.now), written: written)
        return Reminding(board, at: at(wall)).outlook(
            of: waiting, about: action, updates, lifetime: 5 * 86_400)
    }

    @Test func stepThatWaitsGoesToWhoeverIsItsReaderNow() throws {
        guard case .goes(let step) = outlook("2026-11-23 22:45", of: mps) else {
            return #expect(Bool(false), "it does not go")
        }
        #expect(step.recipients == [.person(Person.ID(2))] && !step.isLate)
        #expect(step.expires == at("2026-11-28 22:30") && step.key.occurrence == 1)
    }

    @Test func afterItsHourItGoesWithinSendingHours() throws {
        #expect(outlook("2026-11-24 06:00") == .waits(until: at("2026-11-24 08:00"), nil))
        guard case .goes(let step) = outlook("2026-11-24 08:00") else {
            return #expect(Bool(false), "it does not go")
        }
        #expect(step.isLate && step.day == day("2026-11-23"))
    }

    @Test func whoHadTheirLetterHasNoSecond() {
        #expect(outlook("2026-11-23 22:45", written: [.person(Person.ID(1))]) == .over)
    }

    @Test func whatIsSettledIsOver() {
        let wall = "2026-11-24 09:00"
        #expect(outlook(wall, action: { $0.status = .closed }) == .over)
        #expect(outlook(wall, action: { $0.owners[0].partDoneAt = at(wall) }) == .over)
        #expect(outlook(wall, action: { $0.owners = [] }) == .over)
        #expect(outlook(wall, action: { $0.liveSince = at(wall) }) == .over)
        #expect(outlook(wall, schedule: { $0.board.activatedAt = at(wall) }) == .over)
        let answer = ActionUpdate(
            id: ActionUpdate.ID(1), action: Action.ID(1), day: day("2026-11-24"), recordedAt: at(wall),
            answersFor: ada, text: "done")
        #expect(outlook(wall, updates: [answer]) == .over)
        var earlier = answer
        earlier.recordedAt = at("2026-11-23 09:00")
        #expect(outlook(wall, updates: [earlier]) != .over)
    }

    @Test func whoCannotBeReachedIsWaitedForUntilTheStepExpires() {
        let problem = Look.Problem.unreachable(Action.ID(1), mps, .owner, .noSeat(Organisation.ID(1)))
        #expect(
            outlook("2026-11-24 09:00", of: mps, schedule: { $0.seats = [] })
                == .waits(until: at("2026-11-28 22:30"), problem))
        let somebody = outlook(
            "2026-11-24 09:00", of: mps, schedule: { $0.seats[0].from = day("2026-11-26") })
        #expect(somebody == .waits(until: at("2026-11-26 00:00"), problem))
        #expect(outlook("2026-11-28 22:30", of: mps, schedule: { $0.seats = [] }) == .missed)
        #expect(
            outlook("2026-11-28 22:30", of: mps, written: [.secretariat], schedule: { $0.seats = [] })
                == .over)
    }

    @Test func silenceHoldsItBackAndOneThatOutlastsItEndsIt() {
        let silence = Silence.fixture(owner: ada, until: "2026-11-25")
        #expect(
            outlook("2026-11-24 09:00", schedule: { $0.silences = [silence] })
                == .waits(until: at("2026-11-26 00:00"), nil))
        let long = Silence.fixture(owner: ada, until: "2026-12-25")
        #expect(outlook("2026-11-28 22:30", schedule: { $0.silences = [long] }) == .over)
    }
}

extension Silence {
    fileprivate static func fixture(
        board: Board.ID? = nil, owner: Owner? = nil, action: Action.ID? = nil, until: String = "2026-11-30"
    ) -> Silence {
        Silence(
            id: Silence.ID(3), board: board, owner: owner, action: action, from: day("2026-11-20"),
            until: day(until), reason: "bereaved")
    }
}
