import Console
import Daemon
import Foundation
import Logging
import Mail
import RelayFixtures
import ServiceLifecycle
import Store
import Testing

/// What the daemon says of its own health: the wiring from store, duties and
/// letters to the report.
@Suite(.timeLimit(.minutes(5))) struct HealthTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path("m.sqlite"), for: .daemon, creating: true)
    }

    private func service(_ configuration: String = "") throws -> DeliveryService {
        let yaml = "database: \(folder.path("m.sqlite"))\n" + configuration
        let read = try Configuration(yaml: yaml, file: "minuted.yaml")
        return try DeliveryService(
            store, read, clock: .starting(at: .noon), logger: .silent, environment: [:], read: { read })
    }

    private static func done(_ failure: String? = nil) -> DutyReport {
        DutyReport(startedAt: .noon, doneAt: .noon + 0.25, next: .noon + 600, failure: failure)
    }

    private func reasons(_ service: DeliveryService) async -> [HealthObstacle.Reason] {
        await service.health(version: "1").obstacles.map(\.reason)
    }

    @Test func isReadyFromItsFirstGoodLook() async throws {
        let service = try service()
        let told = service.duties().told
        #expect(await reasons(service) == [.starting])
        told(.begun)
        #expect(await reasons(service) == [.starting])
        told(.looked(Self.done()))
        let report = await service.health(version: "1.2.3")
        #expect(report.isReady && report.version == "1.2.3" && report.mode == "dry-run")
        #expect(report.lookDuration == 0.25)
    }

    @Test func standbyIsNotReadyWhateverTheDatabaseHas() async throws {
        let service = try service(Self.live)
        try await refuse()
        service.duties().told(.standsBy)
        let report = await service.health(version: "1")
        #expect(report.obstacles.map(\.reason) == [.standby] && report.isStandby)
    }

    @Test func failedLookIsAReasonUntilOneSucceeds() async throws {
        let service = try service()
        let told = service.duties().told
        told(.begun)
        told(.looked(Self.done("\(StoreError.full)")))
        told(.sent(Self.done("\(StoreError.full)")))
        let report = await service.health(version: "1")
        #expect(
            report.obstacles == [
                HealthObstacle(
                    .lookFailed,
                    "the last due-date check failed: the disk is full; make room and try again")
            ])
        told(.looked(Self.done()))
        #expect(await reasons(service) == [.sendingFailed])
        told(.sent(Self.done()))
        #expect(await reasons(service) == [])
    }

    private static let live = "mode: live\nsender: { address: actions@example.org }\n"

    private func refuse() async throws {
        try await store.setRelayTrouble(
            RelayTrouble(
                since: .noon, until: .noon + 60, refuses: true, words: "auth: 535 5.7.8 no such user"))
    }

    @Test func relayThatRefusesIsAReasonOnlyWhereItIsUsed() async throws {
        let service = try service(Self.live), dry = try self.service()
        try await refuse()
        for service in [service, dry] {
            service.duties().told(.begun)
            service.duties().told(.looked(Self.done()))
        }
        let report = await service.health(version: "1")
        #expect(report.relay == .refusing)
        #expect(
            report.obstacles == [
                HealthObstacle(
                    .relayRefuses,
                    "the relay has refused us since 2027-01-15T08:00:00Z: auth: 535 5.7.8 no such user")
            ])
        let dryReport = await dry.health(version: "1")
        #expect(dryReport.isReady && dryReport.relay == .serving)
    }

    @Test func relayThatIsAwayIsNoReasonByItself() async throws {
        let service = try service(Self.live)
        let told = service.duties().told
        told(.begun)
        told(.looked(Self.done()))
        for (asksForRest, state) in [(false, HealthReport.RelayState.away), (true, .resting)] {
            try await store.setRelayTrouble(
                RelayTrouble(
                    since: .noon, until: .noon + 60, refuses: false, asksForRest: asksForRest, words: "x"))
            let report = await service.health(version: "1")
            #expect(report.isReady && report.relay == state)
        }
    }
}

/// The listener as one of the daemon's services.
@Suite(.timeLimit(.minutes(5))) struct HealthServiceTests {
    let folder: TemporaryFolder
    let heard = Signals<Void>()

    init() throws { folder = try TemporaryFolder() }

    private func health(_ path: String, ready: Shared<Bool> = Shared(true)) -> HealthService {
        HealthService(
            at: ListenAddress(path)!, clock: .system, logger: .silent,
            listening: { [heard] in heard.send(()) }
        ) {
            var report = HealthReport(now: .noon, version: "1", mode: "live")
            if !ready.get() { report.obstacles = [HealthObstacle(.lookFailed, "no")] }
            return report
        }
    }

    /// Runs it until `body` is through, then stops it and waits for its end.
    private func running(_ service: HealthService, _ body: () async throws -> Void) async throws {
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: service)], logger: .silent))
        async let ended: Void = group.run()
        _ = await heard.next()
        try await body()
        await group.triggerGracefulShutdown()
        try await ended
    }

    @Test func tellsHowItIsAtTheMomentItIsAsked() async throws {
        let ready = Shared(false), path = folder.path("h")
        try await running(health(path, ready: ready)) {
            let before = try await UnixHTTP.get("/readyz", at: path)
            ready.update { $0 = true }
            let after = try await UnixHTTP.get("/readyz", at: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o660)
            #expect(before.status == 503 && after == .init(status: 200, body: "ready\n"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func fileOfADeadProcessIsInNobodysWay() async throws {
        let path = folder.path("h")
        try Data().write(to: folder.url.appending(path: "h"))
        unlink(path)
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try bind(dead, to: path)
        close(dead)
        try await running(health(path)) {
            let answer = try await UnixHTTP.get("/healthz", at: path)
            #expect(answer.status == 200)
        }
    }

    private func bind(_ descriptor: Int32, to path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
    }

    @Test func addressThatCannotBeListenedAtIsSaidAndStopsNothing() async throws {
        let lines = Signals<String>()
        let logger = Logger(label: "test") { _ in
            LineLogHandler(label: "test", level: .info, format: .text, write: { lines.send($0) })
        }
        let service = HealthService(
            at: ListenAddress(folder.path("none/h"))!, clock: .system, logger: logger
        ) { HealthReport(now: .noon, version: "1", mode: "live") }
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: service)], logger: .silent))
        async let ended: Void = group.run()
        let line = await lines.next() ?? ""
        #expect(line.contains("error: health listener failed"))
        #expect(line.contains("none/h: No such file or directory; see what listens there"))
        await group.triggerGracefulShutdown()
        try await ended
    }
}
