import Console
import Foundation
import Mail
import Reminders
import Store
import Testing

@testable import Daemon

/// What the database has, judged as of an instant.
@Suite struct HealthJudgementTests {
    private func report(
        _ reading: Result<SendingCondition, any Error>, _ yaml: String = ""
    ) throws -> HealthReport {
        var vitals = Vitals.State()
        vitals.role = .sending
        vitals.look = DutyReport(startedAt: .noon, doneAt: .noon, next: .noon + 600)
        let configuration = try Configuration(yaml: "database: m.sqlite\n" + yaml, file: "minuted.yaml")
        return HealthReport(vitals, reading, configuration, version: "1", at: .noon)
    }

    private func waiting(since seconds: TimeInterval, last: TimeInterval? = nil) -> SendingCondition {
        var condition = SendingCondition(nextAttempt: .noon - seconds)
        condition.past.last = last.map { .noon - $0 }
        return condition
    }

    @Test(
        arguments: [
            (-60, "2h", nil, 0), (7200, "2h", nil, 0), (7201, "2h", HealthObstacle.Reason.late, 7201),
            (3600, "59m", .late, 3600), (3600, "1d", nil, 3600),
        ] as [(TimeInterval, String, HealthObstacle.Reason?, TimeInterval)])
    func letterIsLateWhenItIsLaterThanTold(
        since: TimeInterval, lateAfter: String, reason: HealthObstacle.Reason?, lateness: TimeInterval
    ) throws {
        let yaml = "health: { listen: \"127.0.0.1:8482\", late-after: \(lateAfter) }"
        let report = try report(.success(waiting(since: since)), yaml)
        #expect(report.obstacles.map(\.reason) == [reason].compactMap { $0 })
        if lateness > 7200 { #expect(report.lateSince == .noon - lateness) }
        if since < 0 { #expect(report.lateSince == nil) }
    }

    @Test func lateLetterIsSaidWithSinceWhen() throws {
        #expect(
            try report(.success(waiting(since: 10_800))).obstacles == [
                HealthObstacle(.late, "letters should have gone since 2027-01-15T05:00:00Z")
            ])
    }

    @Test(arguments: [(3600 + 7200, false), (3600 + 7201, true)] as [(TimeInterval, Bool)])
    func lookIsLateWhenNoneWasMadeForAnHourAndThat(age: TimeInterval, isLate: Bool) throws {
        var condition = SendingCondition()
        condition.look = LookTimes(last: .noon - age)
        #expect(try report(.success(condition)).obstacles.map(\.reason) == (isLate ? [.lookLate] : []))
    }

    @Test(arguments: [(10 << 20, true), ((10 << 20) - 1, false)] as [(Int64, Bool)])
    func diskThatIsAllButFullIsAReason(free: Int64, isReady: Bool) throws {
        var report = try report(.success(SendingCondition()))
        report.judge(freeBytes: free)
        #expect(report.isReady == isReady && (isReady || report.obstacles[0].reason == .disk))
    }

    @Test func letterThatWaitsForTheRateIsNotLate() throws {
        let limited = "relay: { rate: 30/minute }"
        #expect(try report(.success(waiting(since: 86_400, last: 30)), limited).isReady)
        #expect(try !report(.success(waiting(since: 86_400, last: 8000)), limited).isReady)
        #expect(try !report(.success(waiting(since: 86_400, last: 30))).isReady)
    }

    @Test func letterThatWaitsForTheDailyLimitIsNotLate() throws {
        var condition = waiting(since: 86_400)
        condition.past.dayFreeAt = .noon + 3600
        #expect(try report(.success(condition), "relay: { daily-limit: 10 }").isReady)
    }

    @Test func databaseThatCannotBeReadIsAReason() throws {
        let report = try report(.failure(StoreError.busy))
        #expect(report.sending == nil)
        #expect(
            report.obstacles == [
                HealthObstacle(.database, "another process is writing to the database; try again")
            ])
    }

    @Test func boardThatCouldNotBeJudgedIsAReasonAndNoGoodLook() {
        let vitals = Vitals()
        vitals.note(.begun)
        vitals.note(.looked(DutyReport(startedAt: .noon, doneAt: .noon, next: .noon)))
        #expect(vitals.current.hasLookedWell && vitals.current.obstacles.isEmpty)
        vitals.note(unjudged: [.init(board: "vawg", why: "no calendar")])
        #expect(!vitals.current.hasLookedWell)
        #expect(
            vitals.current.obstacles == [
                HealthObstacle(.boardNotJudged, "board vawg could not be judged: no calendar")
            ])
    }

    @Test func outcomeThatCannotBeWrittenDownIsAReasonUntilTheRunEnds() {
        let vitals = Vitals()
        vitals.note(.begun)
        vitals.note(.looked(DutyReport(startedAt: .noon, doneAt: .noon, next: .noon)))
        vitals.note(.notCommitted("the disk is full; make room and try again"))
        #expect(vitals.current.obstacles.map(\.reason) == [.outcomeNotWritten])
        vitals.note(.sent(DutyReport(startedAt: .noon, doneAt: .noon, next: .noon)))
        #expect(vitals.current.obstacles.isEmpty)
    }
}
