import ActionRegister
import Foundation
import Mail
import Store
import Testing

@testable import Reminders

@Suite struct QueueRunCommitTests {
    /// A disk whose first write lasts until it is let go.
    private actor SlowDisk {
        private(set) var groups: [[Int64]] = []
        private var release: CheckedContinuation<Void, Never>?
        private var begun: CheckedContinuation<Void, Never>?
        private let refused: Int64?

        init(refusing refused: Int64? = nil) { self.refused = refused }

        func write(_ moves: [OutboxMove]) async throws {
            let ids = moves.map(\.number)
            if let refused, ids.contains(refused) { throw StoreError.refused("no") }
            groups.append(ids)
            guard groups.count == 1 else { return }
            await withCheckedContinuation {
                release = $0
                begun?.resume()
                begun = nil
            }
        }

        func untilBegun() async {
            if release == nil { await withCheckedContinuation { begun = $0 } }
        }

        func letGo() { release?.resume() }
    }

    /// Commits 1, and while that is being written 2, 3 and 4.
    private func commitFour(_ disk: SlowDisk) async -> [Int64: Bool] {
        let gate = CommitGate { try await disk.write($0) }
        return await withTaskGroup(of: (Int64, Bool).self) { group in
            @Sendable func commit(_ id: Int64) async -> (Int64, Bool) {
                let move = OutboxMove.handOver(OutboxEntry.ID(id), at: SendingFixture.lookTime)
                return (id, (try? await gate.commit([move])) != nil)
            }
            group.addTask { await commit(1) }
            await disk.untilBegun()
            for id: Int64 in 2...4 { group.addTask { await commit(id) } }
            while gate.waitingCount < 3 { await Task.yield() }
            await disk.letGo()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test func whatWaitsWhenTheLastCommitEndsGoesIntoTheNext() async {
        let disk = SlowDisk()
        let done = await commitFour(disk)
        #expect(done == [1: true, 2: true, 3: true, 4: true])
        #expect(await disk.groups.map { $0.sorted() } == [[1], [2, 3, 4]])
    }

    @Test func aBadMoveDoesNotKeepTheOtherLanes() async {
        let disk = SlowDisk(refusing: 3)
        let done = await commitFour(disk)
        #expect(done == [1: true, 2: true, 3: false, 4: true])
        #expect(await Set(disk.groups.flatMap { $0 }) == [1, 2, 4])
    }
}

extension OutboxMove {
    fileprivate var number: Int64 {
        if case .handOver(let id, _) = self { id.rawValue } else { 0 }
    }
}
