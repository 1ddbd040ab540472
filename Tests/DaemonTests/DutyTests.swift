import Daemon
import Foundation
import Logging
import ServiceLifecycle
import Testing

/// A clock that stands still, and tells what it was asked to wake for.
private final class ManualClock: DutyClock {
    let time = Shared(Date.noon)
    let wakes = Signals<Date?>()

    var now: Date { time.get() }
    func wake(at date: Date?) async { wakes.send(date) }
}

@Suite(.timeLimit(.minutes(5))) struct DutyTests {
    private let clock = ManualClock()

    private func duty(longestRest: TimeInterval = 3600, _ work: @escaping Duty.Work) -> Duty {
        Duty("test", longestRest: longestRest, clock: clock, logger: .silent, work: work)
    }

    /// Runs a duty that was rung once, and returns what it asked to be woken for.
    private func wake(after work: @escaping Duty.Work) async -> Date? {
        let duty = duty(work)
        duty.ring()
        return await withTaskGroup { group in
            group.addTask { try? await duty.run() }
            defer { group.cancelAll() }
            return await clock.wakes.next() ?? nil
        }
    }

    @Test func isWokenWhenItSaid() async {
        #expect(await wake { $0 + 600 } == .noon + 600)
    }

    @Test(arguments: [nil, 7200])
    func isWokenAfterItsLongestRestAtLatest(next: TimeInterval?) async {
        #expect(await wake { now in next.map { now + $0 } } == .noon + 3600)
    }

    @Test func workThatNamesThePastIsNotDoneWithoutAPause() async {
        #expect(await wake { $0 - 600 } == .noon + 1)
    }

    @Test func failureIsTriedAgainAfterAMinuteAndThenEverMoreSeldom() async {
        let reports = Shared<[DutyReport]>([])
        let duty = Duty("test", longestRest: .infinity, clock: clock, logger: .silent) { report in
            reports.update { $0.append(report) }
        } work: { _ in
            throw CancellationError()
        }
        await withTaskGroup { group in
            group.addTask { try? await duty.run() }
            for rest in [60.0, 120, 240, 480, 900, 900] {
                duty.ring()
                #expect(await clock.wakes.next() == .noon + rest)
            }
            group.cancelAll()
        }
        #expect(reports.get().allSatisfy { $0.failure != nil })
    }

    @Test func ringsThatComeWhileItIsDoneAreOne() async {
        let starts = Signals<Int>(), permits = Signals<Bool>()
        let count = Shared(0)
        let duty = duty { _ in
            count.update { $0 += 1 }
            starts.send(count.get())
            _ = await permits.next()
            return nil
        }
        await withTaskGroup { group in
            group.addTask { try? await duty.run() }
            duty.ring()
            #expect(await starts.next() == 1)
            for _ in 0..<50 { duty.ring() }
            permits.send(true)
            #expect(await starts.next() == 2)
            permits.send(true)
            _ = await (clock.wakes.next(), clock.wakes.next())
            duty.ring()
            #expect(await starts.next() == 3)
            permits.send(true)
            group.cancelAll()
        }
        #expect(count.get() == 3)
    }

    @Test func turnsItsAlarmOffWhenItStops() async throws {
        let duty = duty { _ in nil }
        let task = Task { try await duty.run() }
        task.cancel()
        try await task.value
        #expect(await clock.wakes.next() == .some(nil))
    }
}
