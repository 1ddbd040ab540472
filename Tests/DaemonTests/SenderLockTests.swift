import Daemon
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct SenderLockTests {
    let folder: TemporaryFolder
    var database: String { folder.path("m.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @Test func isHeldByOneAtATime() throws {
        let first = try #require(try SenderLock.tryAcquire(beside: database))
        #expect(try SenderLock.tryAcquire(beside: database) == nil)
        #expect(try SenderLock.tryAcquire(beside: folder.path("other.sqlite")) != nil)
        withExtendedLifetime(first) {}
    }

    @Test func isFreeWhenItsHolderIsGone() throws {
        _ = try SenderLock.tryAcquire(beside: database)
        #expect(try SenderLock.tryAcquire(beside: database) != nil)
    }

    @Test func standbyTakesOverWhenTheHolderIsGone() async throws {
        var holder = try SenderLock.tryAcquire(beside: database)
        #expect(holder != nil)
        async let waiting = SenderLock.waitAcquire(beside: database)
        holder = nil
        let lock = try await waiting
        #expect(try SenderLock.tryAcquire(beside: database) == nil)
        withExtendedLifetime(lock) {}
    }

    @Test func cancelledWaitEndsAndKeepsNothing() async throws {
        var holder = try SenderLock.tryAcquire(beside: database)
        let path = database
        let waiting = Task { try await SenderLock.waitAcquire(beside: path) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(holder != nil)
        holder = nil
        let next = try await SenderLock.waitAcquire(beside: path)
        withExtendedLifetime(next) {}
    }

    @Test func folderThatIsNotThereIsNamed() {
        let failure = #expect(throws: SystemFailure.self) {
            try SenderLock.tryAcquire(beside: "/nonexistent/m.sqlite")
        }
        #expect(failure?.description.contains("/nonexistent/m.sqlite-sender: No such file") == true)
    }
}
