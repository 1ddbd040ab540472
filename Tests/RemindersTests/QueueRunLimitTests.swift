import ActionRegister
import Foundation
import Mail
import Reminders
import Store
import Testing

@Suite struct QueueRunLimitTests {
    let now = SendingFixture.lookTime

    /// A clock that is moved by hand.
    private final class Clock: @unchecked Sendable {  // the lock guards the variable
        private let lock = NSLock()
        private var time: Date

        init(_ time: Date) { self.time = time }

        var now: Date { lock.withLock { time } }
        func pass(_ seconds: TimeInterval) { lock.withLock { time += seconds } }
    }

    private func limited(
        _ fixture: SendingFixture, _ relay: ScriptedRelay, _ limits: SendingLimits, _ clock: Clock,
        process: String = "this", mode: SendingMode = .live,
        _ change: (inout QueueRun.Settings) -> Void = { _ in }
    ) -> QueueRun {
        fixture.queue(relay, mode, process: process) {
            $0.limits = limits
            $0.clock = { clock.now }
            $0.realTime = { clock.now }
            change(&$0)
        }
    }

    private func rate(_ count: Int, in span: TimeInterval = 60) -> SendingLimits {
        SendingLimits(rate: .init(count: count, span: span))
    }

    @Test func theRateEndsTheRunAndSaysWhenToGoOn() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 5), ScriptedRelay(lanes: 2), Clock(now))
        _ = try await fixture.check.run(at: now)
        let queue = limited(fixture, relay, rate(3), clock)
        let first = try await queue.run()
        #expect(first.relayed == 3 && first.trouble == nil)
        #expect(abs(try #require(first.nextAttempt).timeIntervalSince(now) - 60.07) < 0.01)
        #expect(first.pause?.limit == .rate && first.pause?.until == first.nextAttempt)
        #expect(try fixture.states() == [.relayed: 3, .queued: 2])
        clock.pass(60)
        #expect(try await queue.run().relayed == 0)
        clock.pass(0.1)
        let last = try await queue.run()
        #expect(last.relayed == 2 && last.pause == nil && last.nextAttempt == nil)
    }

    @Test func theOldestGoFirst() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 7), ScriptedRelay(), Clock(now))
        _ = try await fixture.check.run(at: now)
        for _ in 0..<4 {
            _ = try await limited(fixture, relay, rate(2), clock).run()
            clock.pass(61)
        }
        #expect(await relay.recipients == (0..<7).map { "owner\($0)@example.org" })
    }

    @Test func aLetterThatHasToWaitIsComposedWhenItGoes() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 2), ScriptedRelay(), Clock(now))
        _ = try await fixture.check.run(at: now)
        _ = try await limited(fixture, relay, rate(1), clock).run()
        clock.pass(61)
        try fixture.store.closeAction(
            fixture.actions[1].id, by: .chair(reason: "settled"), told: fixture.told(at: clock.now))
        let summary = try await limited(fixture, relay, rate(1), clock).run()
        #expect(summary.counts == [0, 0, 0, 1, 0] && summary.pause == nil)
    }

    @Test func anotherProcessKeepsToWhatTheFirstHasLeft() async throws {
        let fixture = try SendingFixture(owners: 9, inFile: true)
        let clock = Clock(now)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay()
        _ = try await limited(fixture, relay, rate(4), clock).run()
        clock.pass(30)
        let next = limited(fixture, relay, rate(4), clock, process: "next")
        try await next.begin()
        #expect(try await next.run().relayed == 0)
        clock.pass(31)
        #expect(try await next.run().relayed == 4)
    }

    /// Nobody knows when within its last moments the relay took it.
    @Test func aLetterThatADeadProcessHadHandedOverCountsFromTheNextStart() async throws {
        let (fixture, clock) = (try SendingFixture(owners: 2), Clock(now))
        _ = try await fixture.check.run(at: now)
        let id = try #require(try fixture.entries().first).id
        let letter = SealedLetter(bytes: Array("x\r\n".utf8), mailbox: SendingFixture.sender)
        _ = try await fixture.store.commit([PreparedEntry(id: id, .claim(letter))], by: "dead", at: now)
        try await fixture.store.commit([.handOver(id, at: now)], by: "dead")
        clock.pass(50)
        let queue = limited(fixture, ScriptedRelay(), rate(1), clock)
        try await queue.begin()
        clock.pass(59)
        #expect(try await queue.run().relayed == 0)
        clock.pass(2)
        #expect(try await queue.run().relayed == 1)
    }

    @Test func theMachinesClockKeepsTheRateWhateverTimeIsTold() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 4), ScriptedRelay(), Clock(now))
        _ = try await fixture.check.run(at: now)
        let machine = Clock(.distantPast)
        let queue = limited(fixture, relay, rate(2), clock) { $0.realTime = { machine.now } }
        #expect(try await queue.run().relayed == 2)
        clock.pass(3600)
        #expect(try await queue.run().relayed == 0)
        machine.pass(61)
        #expect(try await queue.run().relayed == 2)
    }

    @Test func aClockThatWasAheadDoesNotStopTheMail() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 2), ScriptedRelay(), Clock(now + 1800))
        _ = try await fixture.check.run(at: now)
        let limits = SendingLimits(rate: .init(count: 1, span: 60), daily: 1)
        #expect(try await limited(fixture, relay, limits, clock).run().relayed == 1)
        clock.pass(-1800)
        #expect(try await limited(fixture, relay, limits, clock).run().relayed == 1)
    }

    @Test func theDailyLimitCarriesOver() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 5), ScriptedRelay(lanes: 3), Clock(now))
        _ = try await fixture.check.run(at: now)
        let queue = limited(fixture, relay, SendingLimits(daily: 2), clock)
        for day in 0..<3 {
            let summary = try await queue.run()
            #expect(summary.relayed == (day < 2 ? 2 : 1))
            #expect(summary.nextAttempt == (day < 2 ? clock.now + 86_400 : nil))
            #expect(summary.pause?.limit == (day < 2 ? .daily(2) : nil))
            clock.pass(86_399)
            #expect(try await queue.run().relayed == 0)
            clock.pass(1)
        }
        #expect(try fixture.states() == [.relayed: 5])
    }

    @Test func whatTheRelayDidNotTakeDoesNotCountForTheDay() async throws {
        let (fixture, clock) = (try SendingFixture(owners: 4), Clock(now))
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { [.never, .later, .accepted, .lost][$0.number % 4] }
        let queue = limited(fixture, relay, SendingLimits(daily: 2), clock)
        let summary = try await queue.run()
        #expect(await relay.submissions.count == 4)
        #expect(summary.pause?.limit == .daily(2) && summary.nextAttempt == now + 86_400)
    }

    @Test func aLetterThatWaitsForItsOwnGapIsNotSaidToWaitForALimit() async throws {
        let (fixture, clock) = (try SendingFixture(owners: 1), Clock(now))
        _ = try await fixture.check.run(at: now)
        let summary = try await limited(fixture, ScriptedRelay { _ in .later }, rate(1), clock).run()
        #expect(summary.pause == nil && summary.nextAttempt == now + 300)
    }

    @Test func aDryRunKnowsNoLimits() async throws {
        let (fixture, clock) = (try SendingFixture(owners: 5), Clock(now))
        _ = try await fixture.check.run(at: now)
        let limits = SendingLimits(rate: .init(count: 1, span: 60), daily: 1)
        #expect(try await limited(fixture, ScriptedRelay(), limits, clock, mode: .dryRun).run().held == 5)
    }

    @Test func aRunForCronWaitsForTheRateUntilAllHaveGone() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 7), ScriptedRelay(lanes: 2), Clock(now))
        let once = RunOnce(fixture.check, limited(fixture, relay, rate(3), clock)) { clock.pass($0) }
        let summary = try await once.run(at: now)
        #expect(summary.queue.relayed == 7 && summary.queue.pause == nil)
        #expect(clock.now > now + 120 && clock.now < now + 125)
    }

    @Test func aRunForCronDoesNotWaitForAnHour() async throws {
        let (fixture, relay, clock) = (try SendingFixture(owners: 7), ScriptedRelay(), Clock(now))
        let queue = limited(fixture, relay, rate(3, in: 3600), clock)
        let summary = try await RunOnce(fixture.check, queue, wait: { clock.pass($0) }).run(at: now)
        #expect(summary.queue.relayed == 3 && summary.queue.pause?.limit == .rate && clock.now == now)
    }
}

@Suite struct QueueRunRestTests {
    let now = SendingFixture.lookTime

    private static func rest(_ code: Int, at stage: SubmissionFailure.Stage) -> SubmissionOutcome {
        .relayAway(
            SubmissionFailure(
                stage: stage, reply: SMTPReply(code: code, enhancedStatus: "4.3.2", text: "slower")))
    }

    @Test(arguments: [432, 421], [SubmissionFailure.Stage.greeting, .mail, .recipient, .message])
    func aRelayThatAsksForARestIsLeftAMinuteAndNoLetterIsTouched(
        code: Int, stage: SubmissionFailure.Stage
    ) async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { $0.number == 1 ? Self.rest(code, at: stage) : .accepted }
        let summary = try await fixture.queue(relay).run()
        #expect(summary.counts == [1, 0, 0, 0, 0] && summary.nextAttempt == now + 60)
        #expect(summary.trouble?.asksForRest == true && summary.trouble?.isPassing == true)
        #expect(try fixture.entries().map(\.attempts) == [1, 0, 0])
        #expect(try await fixture.queue(relay, at: now + 59).run().relayed == 0)
        #expect(try await fixture.queue(relay, at: now + 60).run().relayed == 2)
        #expect(try await fixture.store.relayTrouble() == nil)
    }

    @Test func theRestGrowsWithTheTroubleAndThenNeedsAPerson() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        let relay = ScriptedRelay { _ in Self.rest(432, at: .message) }
        var (time, gaps, isPassing): (Date, [TimeInterval], [Bool]) = (now, [], [])
        for _ in 0..<8 {
            let trouble = try #require(try await fixture.queue(relay, at: time).run().trouble)
            gaps.append(trouble.until.timeIntervalSince(time))
            isPassing.append(trouble.isPassing)
            time = trouble.until
        }
        #expect(gaps == [60, 60, 120, 240, 480, 960, 1920, 3840])
        #expect(isPassing == Array(repeating: true, count: 6) + [false, false])
        #expect(try fixture.entries().allSatisfy { $0.state == .queued && $0.attempts == 0 })
    }

    @Test func whatKeepsLettersWaitingIsOnlySaidWhereAnyWait() async throws {
        let fixture = try SendingFixture()
        try await fixture.store.setRelayTrouble(
            RelayTrouble(since: now, until: now + 60, refuses: false, words: "connect: refused"))
        let summary = try await fixture.queue(ScriptedRelay()).run()
        #expect(summary.trouble == nil && summary.nextAttempt == nil)
    }
}
