import Foundation
import Mail
import Store
import Testing

@testable import Reminders

@Suite struct AllowanceTests {
    let now = SendingFixture.lookTime
    let halfAMinute = SendingLimits(rate: .init(count: 30, span: 60))

    @Test func withoutLimitsThereIsRoomForAll() async {
        let allowance = Allowance(SendingLimits(), PastLetters())
        allowance.take(1_000_000)
        #expect(allowance.room(at: now) == .max)
    }

    @Test func whatIsUnderWayTakesRoomUntilASpanAfterItsEnd() async {
        let allowance = Allowance(halfAMinute, PastLetters())
        allowance.take(30)
        #expect(allowance.room(at: now + 3600) == 0)
        for _ in 0..<30 { allowance.ended(at: now + 3600) }
        #expect(allowance.room(at: now + 3660) == 0)
        #expect(allowance.room(at: now + 3660.1) == 30)
    }

    @Test func whatWentBeforeTheRunCounts() async {
        var past = PastLetters()
        past.ends = (0..<29).map { now - 30 + Double($0) }
        #expect(Allowance(halfAMinute, past).room(at: now) == 1)
        past.inDay = 9_999
        #expect(Allowance(SendingLimits(daily: 10_000), past).room(at: now) == 1)
        past.inDay = 10_001
        #expect(Allowance(SendingLimits(daily: 10_000), past).room(at: now) == 0)
    }

    /// However long each hand-over takes, over however many lanes, and wherever in
    /// it the relay counts: in no span does it count more than the rate.
    @Test(arguments: 0..<40) func noSpanHoldsMoreThanTheRate(seed: UInt64) async {
        var random = FixedRandom(seed: seed)
        let limits = SendingLimits(rate: .init(count: .random(in: 1...12, using: &random), span: 60))
        let lanes = Int.random(in: 1...6, using: &random)
        let slowest = Double.random(in: 0.01...40, using: &random)
        let allowance = Allowance(limits, PastLetters())
        var (time, free, counted): (Date, [Date], [Date]) = (now, Array(repeating: now, count: lanes), [])
        var ends: [Date] = []
        while counted.count < 120 {
            for end in ends.filter({ $0 <= time }) { allowance.ended(at: end) }
            ends.removeAll { $0 <= time }
            let idle = free.indices.filter { free[$0] <= time }
            let count = min(idle.count, allowance.room(at: time))
            allowance.take(count)
            for lane in idle.prefix(count) {
                let length = Double.random(in: 0...slowest, using: &random)
                (free[lane], counted) = (
                    time + length, counted + [time + .random(in: 0...1, using: &random) * length]
                )
                ends.append(time + length)
            }
            time += .random(in: 0...5, using: &random)
        }
        counted.sort()
        let count = limits.rate!.count
        for first in counted.indices.dropLast(count) {
            #expect(counted[first + count].timeIntervalSince(counted[first]) >= 60)
        }
    }

    @Test func aTenthOfTheRateIsWaitedForTogether() throws {
        var past = PastLetters()
        past.ends = (0..<30).map { now - 30 + Double($0) }
        let pause = try #require(past.pause(for: halfAMinute, at: now, realTime: now))
        #expect(pause.limit == .rate && pause.since == now)
        #expect(abs(pause.until.timeIntervalSince(now + 32.07)) < 0.001)
        past.ends.removeLast()
        #expect(past.pause(for: halfAMinute, at: now, realTime: now) == nil)
    }

    @Test func aClockThatIsToldAnotherTimeIsToldItsOwn() throws {
        var past = PastLetters()
        past.ends = [now]
        let limits = SendingLimits(rate: .init(count: 1, span: 1))
        let pause = try #require(past.pause(for: limits, at: now - 86_400, realTime: now))
        #expect(abs(pause.length - 1.011) < 0.001 && pause.since == now - 86_400)
    }

    @Test func theDailyLimitOpensOnAFullMinute() throws {
        var past = PastLetters()
        past.dayFreeAt = now + 61
        let limits = SendingLimits(daily: 10_000)
        let pause = try #require(past.pause(for: limits, at: now, realTime: now))
        #expect(pause == SendingPause(.daily(10_000), since: now, until: now + 120))
        #expect("\(pause)" == "daily limit of 10000 reached; the next goes at 2026-11-23T09:02:00Z")
        past.dayFreeAt = now
        #expect(past.pause(for: limits, at: now, realTime: now) == nil)
    }
}

/// Splitmix64: the same numbers for the same seed.
private struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
