import Foundation
import Mail
import Testing

@Suite struct RetryScheduleTests {
    let retry = RetrySchedule()
    let noon = Date(timeIntervalSince1970: 1_795_435_200)

    private func gap(age: TimeInterval, left: TimeInterval = 5 * 86_400, jitter: Double = 0) -> TimeInterval {
        let now = noon + age
        let next = retry.nextAttempt(enqueuedAt: noon, expires: now + left, now: now, jitter: jitter)
        return next.timeIntervalSince(now)
    }

    @Test(arguments: [
        (0, 300), (60, 300), (299, 300), (600, 600), (7200, 7200), (14_400, 14_400), (86_400, 14_400),
    ])
    func theGapGrowsWithTheAgeWithinItsClamps(_ age: Int, _ expected: Int) {
        #expect(gap(age: TimeInterval(age)) == TimeInterval(expected))
    }

    @Test func jitterMovesTheGapAndNotItsClamps() {
        #expect(gap(age: 1000, jitter: 0.1) == 1100)
        #expect(gap(age: 1000, jitter: -0.1) == 900)
        #expect(gap(age: 0, jitter: -0.1) == 300)
        #expect(gap(age: 86_400, jitter: 0.1) == 14_400)
    }

    @Test func anEntryIsTriedUpToItsLastMinutes() {
        #expect(gap(age: 7200, left: 3600) == 1800)
        #expect(gap(age: 7200, left: 700) == 350)
        #expect(gap(age: 7200, left: 400) == 300)
        #expect(gap(age: 7200, left: 200) == 200)
    }

    @Test func aClockThatWentBackDoesNotMakeTheGapShort() {
        #expect(gap(age: -3600) == 300)
    }
}
