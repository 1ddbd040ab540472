import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Testing

@Suite struct SimulationTests {
    private let now = SendingFixture.lookTime
    private let year = SendingFixture.lookTime + 365 * 86_400

    // MARK: - Drawn with a fixed seed

    @Test(arguments: 1...12)
    func whatIsSimulatedIsWhatIsForecast(seed: Int) async throws {
        let register = try RandomRegister(seed: UInt64(seed))
        let start = RandomRegister.setUp.now
        let forecast = try register.forecast(from: start, until: start + 150 * 86_400)
        let (letters, summary) = try await register.store.simulated(from: start, until: start + 150 * 86_400)
        let references = try register.store.references()
        let (told, foretold) = (letters.map(Told.init), forecast.map { Told($0, references) })
        #expect(!forecast.isEmpty && letters.allSatisfy { $0.line.entry.state == .relayed })
        #expect(Set(told).symmetricDifference(foretold) == [])
        #expect(letters.count == forecast.count && summary.arrived == letters.count)
    }

    @Test(arguments: 1...4)
    func aSimulationThatBeginsLaterIsTheForecastFromThere(seed: Int) async throws {
        let register = try RandomRegister(seed: UInt64(seed))
        let (start, end) = (now + 6 * 86_400 + 4321, now + 90 * 86_400)
        let forecast = try register.forecast(from: start, until: end)
        let (letters, _) = try await register.store.simulated(from: start, until: end)
        let references = try register.store.references()
        let (told, foretold) = (letters.map(Told.init), forecast.map { Told($0, references) })
        #expect(!told.isEmpty && Set(told).symmetricDifference(foretold) == [])
    }

    @Test func twoSimulationsAreByteForByteTheSame() async throws {
        let register = try RandomRegister(seed: 5)
        let start = RandomRegister.setUp.now
        let first = try await register.store.simulated(from: start, until: year)
        let second = try await register.store.simulated(from: start, until: year)
        #expect(first.letters == second.letters && first.summary == second.summary)
        #expect(first.letters.count > 50)
    }

    @Test func theRegisterItselfStaysAsItIs() async throws {
        let fixture = try SendingFixture(owners: 2)
        let audit = try fixture.store.audit(after: 0, limit: 1000)
        let (letters, _) = try await fixture.store.simulated(from: now, until: year)
        #expect(letters.count == 2)
        #expect(try fixture.store.outbox().isEmpty && fixture.store.lookTimes() == nil)
        #expect(try fixture.store.audit(after: 0, limit: 1000) == audit)
        #expect(try fixture.store.board("vawg").state == .active)
    }

    // MARK: - One by one

    @Test func aLetterArrivesAsItWouldInEarnest() async throws {
        let fixture = try SendingFixture()
        let (letters, summary) = try await fixture.store.simulated(from: now - 3600, until: year)
        let relay = ScriptedRelay()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(relay, composer: LetterWriter()).run()
        let letter = try #require(letters.first)
        #expect(letter.at == now && letter.recipientName == "Owner 0")
        #expect(await relay.submissions.map(\.bytes) == [letter.message])
        #expect(try letter.line.entry.messageID == fixture.entries()[0].messageID)
        #expect(summary.arrived == 1 && summary.unsent == 0 && summary.missed == 0)
    }

    @Test func lettersThatWaitGoAndHeldOnesStayHeld() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        _ = try fixture.store.carryOut(.hold, on: [fixture.entries()[0].id], told: fixture.told())
        let (letters, _) = try await fixture.store.simulated(from: now + 60, until: year)
        #expect(letters.map(\.recipientName) == ["Owner 1"])
        #expect(letters.map(\.line.entry.state) == [.relayed])
        #expect(letters[0].at == now + 60)
    }

    @Test func whatWasSettledWhileItsLetterWaitedIsNotTold() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        try fixture.store.closeAction(
            fixture.actions[0].id, by: .chair(reason: "done"), told: fixture.told())
        let (letters, summary) = try await fixture.store.simulated(from: now + 60, until: year)
        #expect(letters.map(\.line.entry.state) == [.suppressed, .relayed])
        #expect(letters[0].message == nil && letters[0].line.entry.lastReply != nil)
        #expect(summary.arrived == 1 && summary.unsent == 1)
    }

    @Test func aLetterNamesOnlyTheStepsThatItTells() async throws {
        let fixture = try SendingFixture(rules: ["14 days before the meeting"])
        let draft = Action(
            id: .new, board: fixture.board.id, reference: "", text: "Also this",
            owners: [Ownership(owner: .person(fixture.people[0].id), assignedAt: now - 86_400)], due: .ongoing
        )
        let second = try fixture.store.addAction(draft, told: fixture.told(at: now - 86_400))
        _ = try fixture.store.release([second.id], told: fixture.told(at: now - 86_400))
        _ = try await fixture.check.run(at: now)
        try fixture.store.closeAction(second.id, by: .chair(reason: "done"), told: fixture.told())
        let (letters, _) = try await fixture.store.simulated(from: now + 60, until: year)
        #expect(letters.map { $0.line.steps.map(\.action) } == [["VAWG-001"]])
    }

    @Test func aBoardThatIsLeftOutRests() async throws {
        let register = try RandomRegister(seed: 3)
        let start = RandomRegister.setUp.now
        let board = try register.store.board("victims")
        let (all, _) = try await register.store.simulated(from: start, until: year)
        let simulation = try Simulation(
            on: register.store.copy(), boards: [board.id: year],
            sender: LetterSender(address: SendingFixture.sender))
        var letters: [SimulatedLetter] = []
        _ = try await simulation.run(from: start) { letters.append($0) }
        #expect(
            !letters.isEmpty
                && letters.map(Arrival.init) == all.filter { $0.board.id == board.id }.map(Arrival.init))
    }

    @Test func eachBoardEndsAtItsOwnInstant() async throws {
        let register = try RandomRegister(seed: 3)
        let start = RandomRegister.setUp.now
        let boards = try register.store.boards()
        let ends = [boards[0].id: start + 20 * 86_400, boards[1].id: start + 60 * 86_400]
        let simulation = try Simulation(
            on: register.store.copy(), boards: ends, sender: LetterSender(address: SendingFixture.sender))
        var letters: [SimulatedLetter] = []
        _ = try await simulation.run(from: start) { letters.append($0) }
        let (all, _) = try await register.store.simulated(from: start, until: year)
        #expect(
            !letters.isEmpty
                && letters.map(Arrival.init) == all.filter { $0.at <= ends[$0.board.id]! }.map(Arrival.init))
    }

    @Test func whoCannotBeReachedIsAProblemOnceAndWhatExpiresIsCounted() async throws {
        let fixture = try SendingFixture(owners: 2)
        var person = fixture.people[0]
        person.mailbox = nil
        try fixture.store.setPerson(person, told: fixture.told(at: now - 86_400))
        let (letters, summary) = try await fixture.store.simulated(from: now - 3600, until: year)
        #expect(letters.map(\.recipientName) == ["Owner 1"])
        #expect(summary.problems.map(\.what) == ["no usable mailbox is known of Owner 0"])
        #expect(summary.problems.map(\.since) == [now] && summary.failures.isEmpty)
    }

    @Test func aStepThatExpiredBeforeTheBeginningIsMissed() async throws {
        let fixture = try SendingFixture()
        let after = Date(timeIntervalSince1970: 1_796_637_600) + 60
        let (letters, summary) = try await fixture.store.simulated(from: after, until: year)
        #expect(letters.isEmpty && summary.missed == 1)
    }

    @Test func aRelayThatWasAwayIsTriedAtOnce() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .away }).run()
        let (letters, _) = try await fixture.store.simulated(from: now + 60, until: year)
        #expect(letters.map(\.at) == [now + 60, now + 60, now + 60])
    }
}

extension SimulationTests {
    /// What `plan` says of a letter.
    private struct Told: Hashable {
        var board: Board.ID
        var person: Person.ID?
        var audience: Audience
        var kind: LetterKind
        var at: Date
        var steps: [String]

        init(_ letter: SimulatedLetter) {
            (board, person) = (letter.line.entry.board, letter.line.entry.person)
            (audience, kind, at) = (letter.line.audience, letter.line.kind, letter.at)
            steps = letter.line.steps.map { "\($0.action ?? "-") \($0.step.words)" }
        }

        init(_ letter: PlannedLetter, _ references: [Action.ID: String]) {
            board = letter.board
            if case .person(let id) = letter.recipient { person = id }
            (audience, kind, at) = (letter.audience, letter.kind, letter.sendAt)
            steps = letter.steps.filter { !$0.isRepetition }.map { step in
                let told = LetterStep(
                    key: step.key, rule: step.rule, day: step.day, anchorDay: step.anchorDay,
                    isLate: step.isLate)
                return "\(step.key.action.flatMap { references[$0] } ?? "-") \(told.words)"
            }
        }
    }
}

/// A letter without its number, which is given in the order of all boards' letters.
private struct Arrival: Hashable {
    var at: Date
    var message: [UInt8]?

    init(_ letter: SimulatedLetter) { (at, message) = (letter.at, letter.message) }
}

extension LetterStep {
    fileprivate var words: String { "\(rule.cause) \(day) \(anchorDay)\(isLate ? " late" : "")" }
}

extension Store {
    fileprivate func simulated(
        from start: Date, until end: Date
    ) async throws -> (letters: [SimulatedLetter], summary: SimulationSummary) {
        let ends = Dictionary(uniqueKeysWithValues: try boards().map { ($0.id, end) })
        let simulation = Simulation(
            on: try copy(), boards: ends, sender: LetterSender(address: SendingFixture.sender))
        var letters: [SimulatedLetter] = []
        let summary = try await simulation.run(from: start) { letters.append($0) }
        return (letters, summary)
    }

    fileprivate func references() throws -> [Action.ID: String] {
        let records = try actions(at: RandomRegister.setUp.now)
        return Dictionary(uniqueKeysWithValues: records.map { ($0.action.id, $0.action.reference) })
    }
}
