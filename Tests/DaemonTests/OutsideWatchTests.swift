import Daemon
import Foundation
import Logging
import RelayFixtures
import Store
import Testing

@Suite struct OutsideWatchTests {
    private let url = URL(string: "https://ping.example.org/a-secret-path")!
    private let asked = Shared<[URL]>([])
    private let lines = Shared<[String]>([])
    /// What the next fetch comes to; without one it stays under way.
    private let outcome = Shared<String??>(.some(nil))

    private func watch() -> OutsideWatch {
        let logger = Logger(label: "test") { [lines] _ in
            LineLogHandler(
                label: "test", level: .info, format: .journal,
                write: { line in lines.update { $0.append(line) } })
        }
        return OutsideWatch(logger: logger) { [asked, outcome] url, done in
            asked.update { $0.append(url) }
            if let outcome = outcome.get() { done(outcome) }
        }
    }

    @Test func isToldAtMostOnceAMinute() {
        let watch = watch()
        for second in [0, 1, 59, 60, 61, 120.0] { watch.lookedWell(at: .noon + second, tell: url) }
        #expect(asked.get() == [url, url, url] && lines.get() == [])
    }

    @Test func oneFetchAtATime() {
        let watch = watch()
        outcome.update { $0 = nil }
        for second in [0, 100, 200.0] { watch.lookedWell(at: .noon + second, tell: url) }
        #expect(asked.get().count == 1)
    }

    @Test func failureIsWarnedOfOnceAnHourByItsHostAlone() {
        let watch = watch()
        outcome.update { $0 = "it answered 500" }
        for minute in 0..<119 { watch.lookedWell(at: .noon + 60 * Double(minute), tell: url) }
        let warning = "<4>watch not reached host=ping.example.org why=\"it answered 500\"\n"
        #expect(asked.get().count == 119 && lines.get() == [warning, warning])
        outcome.update { $0 = .some(nil) }
        for minute in 120..<122 { watch.lookedWell(at: .noon + 60 * Double(minute), tell: url) }
        #expect(lines.get().dropFirst(2) == ["<5>watch reached again host=ping.example.org\n"])
    }

    @Test func pingsAreCountedByWhatTheyCameTo() {
        let watch = watch()
        watch.lookedWell(at: .noon, tell: url)
        outcome.update { $0 = "it answered 500" }
        for minute in 1..<3 { watch.lookedWell(at: .noon + 60 * Double(minute), tell: url) }
        #expect(watch.pings.reached == 1 && watch.pings.failed == 2)
    }

    @Test func whoEndsWaitsForAFetchUnderWay() async {
        let end = Shared<(@Sendable (String?) -> Void)?>(nil)
        let watch = OutsideWatch(logger: .silent) { _, done in end.update { $0 = done } }
        await watch.settled()
        watch.lookedWell(at: .noon, tell: url)
        async let settled: Void = watch.settled(within: .seconds(60))
        end.get()?(nil)
        await settled
        #expect(watch.pings.reached == 1)
    }

    @Test func whoEndsDoesNotWaitForever() async {
        let watch = OutsideWatch(logger: .silent) { _, _ in }
        watch.lookedWell(at: .noon, tell: url)
        await watch.settled(within: .milliseconds(1))
        #expect(watch.pings == OutsideWatch.Pings())
    }

    @Test func clockThatWasSetBackDoesNotSilenceIt() {
        let watch = watch()
        watch.lookedWell(at: .noon, tell: url)
        watch.lookedWell(at: .noon - 86_400, tell: url)
        #expect(asked.get().count == 2)
    }
}

/// From the configuration to the wire.
@Suite(.timeLimit(.minutes(5))) struct WatchedDaemonTests {
    @Test func goodLookIsToldAndAFailedOneIsNot() async throws {
        let server = try FakeTokenEndpoint(.say(204, ""))
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let yaml = "database: \(folder.path("m.sqlite"))\nwatch: { url: \"\(server.url)\" }"
        let configuration = try Configuration(yaml: yaml, file: "minuted.yaml")
        let service = try DeliveryService(
            Store(path: folder.path("m.sqlite"), creating: true), configuration, logger: .silent,
            environment: [:], read: { configuration })
        let told = service.duties().told
        told(.begun)
        for (minute, failure, count) in [(0, nil, 1), (10, "the disk is full", 1), (20, nil, 2)]
            as [(Double, String?, Int)]
        {
            let time = Date.noon + minute * 60
            let report = DutyReport(startedAt: time, doneAt: time, next: time + 600, failure: failure)
            // Again while the fetch before is under way; one a minute is not exceeded.
            repeat {
                told(.looked(report))
                await Task.yield()
            } while server.requests.count < count
        }
        #expect(server.requests.map(\.line) == Array(repeating: "GET /token HTTP/1.1", count: 2))
    }
}
