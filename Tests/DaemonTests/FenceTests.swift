import ActionRegister
import Daemon
import Dispatch
import Foundation
import Store
import Synchronization
import Testing

@Suite struct FenceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var database: String { folder.path("minuted.sqlite") }
    private var fence: String { folder.path("minuted.sqlite-fence") }

    private func store() throws -> Store { try Store(path: database, for: .daemon, creating: true) }

    @Test func aNewDatabaseTakesItsPlaceForItsHome() throws {
        let gate = FenceGate(try store(), database: database, machine: "a")
        #expect(try gate.obstacle() == nil && !FileManager.default.fileExists(atPath: fence))
        try gate.pass()
        let written = try JSONDecoder().decode(Fence.self, from: Data(contentsOf: URL(filePath: fence)))
        #expect(written.home == Fence.Home(ofDatabase: database, machine: "a") && written.ledger == 0)
        #expect(throws: Never.self) { try gate.pass() }
    }

    @Test func theCheckAndTheQueueRunPassAtTheSameTime() throws {
        let store = try store()
        let failures = Mutex<[String]>([])
        for round in 0..<50 {
            let gate = FenceGate(store, database: database, machine: "a")
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                do { try gate.pass() } catch { failures.withLock { $0.append("\(round): \(error)") } }
            }
        }
        #expect(failures.withLock { $0 } == [])
    }

    @Test func anotherMachineIsNotItsHome() throws {
        let store = try store()
        try FenceGate(store, database: database, machine: "a").pass()
        let elsewhere = FenceGate(store, database: database, machine: "b")
        let home = Fence.Home(ofDatabase: database, machine: "a")
        #expect(throws: Fence.Closed.awayFromHome(home)) { try elsewhere.pass() }
        try elsewhere.adopt()
        #expect(throws: Never.self) { try elsewhere.pass() }
    }

    @Test func aFenceThatCannotBeReadIsClosed() throws {
        let gate = FenceGate(try store(), database: database)
        try Data("{\"ledger\":".utf8).write(to: URL(filePath: fence))
        #expect(throws: (any Error).self) { try gate.pass() }
        #expect(try gate.obstacle() == .unreadable(path: fence))
    }

    @Test func theFenceOfAnotherRegisterSaysNothing() throws {
        try FenceGate(try store(), database: database, machine: "a").pass()
        try FileManager.default.removeItem(atPath: database)
        #expect(throws: Never.self) { try FenceGate(try store(), database: database, machine: "b").pass() }
    }

    @Test func aFileThatTakesTheDatabasesPlaceUnderAnOpenProcessIsNoticed() throws {
        let gate = FenceGate(try store(), database: database)
        try gate.pass()
        let other = folder.path("other.sqlite")
        _ = try Store(path: other, creating: true)
        #expect(rename(other, database) == 0)
        #expect(throws: Fence.Closed.replaced(path: database)) { try gate.pass() }
    }
}
