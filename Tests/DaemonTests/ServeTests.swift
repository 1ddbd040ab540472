import Daemon
import Foundation
import Logging
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(2))) struct ServeTests {
    let folder: TemporaryFolder
    let events = Signals<String>()

    init() throws { folder = try TemporaryFolder() }

    private func duties(name: String = "a") -> Serve.Duties {
        var duties = Serve.Duties {
            events.send("look \(name)")
            return $0 + 600
        } send: { _ in
            events.send("send \(name)")
            return nil
        }
        duties.begin = { _ in events.send("begin \(name)") }
        duties.end = { events.send("end \(name)") }
        return duties
    }

    private func group(_ duties: Serve.Duties) -> ServiceGroup {
        Serve(
            database: folder.path("m.sqlite"), duties: duties, manager: ServiceManager(environment: [:]),
            logger: .silent
        ).group()
    }

    /// Runs a daemon until `body` is through, then stops it and waits for its end.
    private func running(_ group: ServiceGroup, _ body: () async throws -> Void) async throws {
        async let ended: Void = group.run()
        try await body()
        await group.triggerGracefulShutdown()
        try await ended
    }

    @Test func beginsLooksSendsAndEnds() async throws {
        try await running(group(duties())) {
            #expect(await events.next() == "begin a")
            #expect(await events.next() == "look a")
            #expect(await events.next() == "send a")
        }
        #expect(await events.next() == "end a")
    }

    @Test func looksAgainWhenTheDoorbellRings() async throws {
        try await running(group(duties())) {
            while await events.next() != "send a" {}
            #expect(Doorbell.ring(beside: folder.path("m.sqlite")))
            #expect(await events.next() == "look a")
            #expect(await events.next() == "send a")
        }
    }

    @Test func looksAgainWhileAQueueRunLasts() async throws {
        let permits = Signals<Bool>()
        var duties = duties()
        duties.send = { _ in
            events.send("send a")
            _ = await permits.next()
            return nil
        }
        try await running(group(duties)) {
            while await events.next() != "send a" {}
            Doorbell.ring(beside: folder.path("m.sqlite"))
            #expect(await events.next() == "look a")
            for _ in 0..<2 { permits.send(true) }
        }
    }

    @Test func failedLookDoesNotKeepLettersThatWaitFromGoing() async throws {
        var duties = duties()
        duties.look = { _ in throw CancellationError() }
        try await running(group(duties)) {
            #expect(await events.next() == "begin a")
            #expect(await events.next() == "send a")
        }
    }

    @Test func secondDaemonStandsByAndTakesOver() async throws {
        let first = group(duties(name: "a")), second = group(duties(name: "b"))
        async let firstEnded: Void = first.run()
        while await events.next() != "send a" {}
        async let secondEnded: Void = second.run()
        Doorbell.ring(beside: folder.path("m.sqlite"))
        #expect(await events.next() == "look a")
        #expect(await events.next() == "send a")
        await first.triggerGracefulShutdown()
        try await firstEnded
        #expect(await events.next() == "end a")
        #expect(await events.next() == "begin b")
        await second.triggerGracefulShutdown()
        try await secondEnded
    }

    @Test func standbyStopsWhenTold() async throws {
        let lock = try SenderLock.tryAcquire(beside: folder.path("m.sqlite"))
        let group = group(duties())
        async let ended: Void = group.run()
        await group.triggerGracefulShutdown()
        try await ended
        withExtendedLifetime(lock) {}
    }

    @Test func whatKeepsItFromBeginningEndsIt() async throws {
        var duties = duties()
        duties.begin = { _ in throw SystemFailureStandIn() }
        let group = group(duties)
        await #expect(throws: SystemFailureStandIn.self) { try await group.run() }
    }

    private struct SystemFailureStandIn: Error {}

    /// Started and stopped at every stage a hundred times: it always ends, and
    /// what was begun was ended.
    @Test func startsAndStopsAHundredTimes() async throws {
        let counts = Shared((begun: 0, ended: 0))
        for round in 0..<100 {
            var duties = duties()
            duties.begin = { _ in counts.update { $0.begun += 1 } }
            duties.end = { counts.update { $0.ended += 1 } }
            let group = group(duties)
            async let ended: Void = group.run()
            for _ in 0..<(round % 7) { await Task.yield() }
            await group.triggerGracefulShutdown()
            try await ended
        }
        #expect(counts.get().begun == counts.get().ended)
    }
}
