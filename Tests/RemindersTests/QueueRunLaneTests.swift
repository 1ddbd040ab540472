import ActionRegister
import Foundation
import Mail
import Store
import Testing

@testable import Reminders

@Suite struct QueueRunLaneTests {
    let now = SendingFixture.lookTime

    private func letter(_ number: Int64) -> ClaimedLetter {
        let mailbox = Mailbox("owner\(number)@example.org")!
        let entry = OutboxEntry(
            id: OutboxEntry.ID(number), board: Board.ID(1), person: nil, mailbox: mailbox, messageID: "1@x",
            state: .active, enqueuedAt: now, nextAttempt: now, expires: now + 86_400)
        let envelope = Envelope(reversePath: nil, recipient: mailbox)
        return ClaimedLetter(entry: entry, bytes: [], envelope: envelope, opening: { $0 })
    }

    private func supply(_ count: Int64) async -> LetterSupply {
        let supply = LetterSupply(enough: 100)
        _ = await supply.put((1...count).map(letter))
        supply.finish()
        return supply
    }

    private func lane(
        _ relay: ScriptedRelay, _ supply: LetterSupply, _ disk: Disk,
        isStopping: @escaping @Sendable () -> Bool
    ) -> Lane {
        Lane(
            number: 0, relay: relay, relayName: "relay", supply: supply,
            gate: CommitGate { try await disk.write($0) },
            tally: QueueTally { _ in }, allowance: Allowance(SendingLimits(), PastLetters()),
            retry: RetrySchedule(), clock: { [now] in now }, realTime: { [now] in now },
            pause: { await disk.pause() }, isStopping: isStopping)
    }

    /// A disk that is full for a while.
    private actor Disk {
        private(set) var written: [[OutboxMove]] = []
        private(set) var pauses = 0
        private let failing: Range<Int>
        private let limit: Int
        private var tries = 0

        init(failing: Range<Int>, limit: Int = 10) { (self.failing, self.limit) = (failing, limit) }

        func write(_ moves: [OutboxMove]) throws {
            defer { tries += 1 }
            if failing.contains(tries) { throw StoreError.full }
            written.append(moves)
        }

        func pause() { pauses += 1 }
    }

    @Test func outcomeAndNextHandOverShareACommit() async throws {
        let (relay, disk) = (ScriptedRelay(), Disk(failing: 0..<0))
        await lane(relay, supply(3), disk) { false }.run()
        let written = await disk.written
        #expect(written.map(\.count) == [1, 2, 2, 1])
    }

    @Test func anOutcomeThatCannotBeWrittenIsKeptAndNoNextLetterIsTaken() async throws {
        let disk = Disk(failing: 1..<5)
        let relay = ScriptedRelay { submission in
            // The second goes only after the first one's outcome is on disk.
            if submission.number == 1 { await #expect(disk.written.count == 2) }
            return .accepted
        }
        await lane(relay, supply(2), disk) { false }.run()
        #expect(await disk.pauses == 4)
        #expect(await relay.submissions.count == 2)
        #expect(await disk.written.flatMap { $0 }.count == 4)
    }

    @Test func aLaneThatMustGoGivesUpAndTakesNoNext() async throws {
        let (relay, disk) = (ScriptedRelay(), Disk(failing: 1..<1000))
        let stop = Flag()
        let relayed = ScriptedRelay { _ in
            stop.raise()
            return .accepted
        }
        await lane(relayed, supply(2), disk) { stop.isRaised }.run()
        #expect(await relayed.submissions.count == 1)
        #expect(await disk.written.count == 1)
        #expect(await relay.submissions.isEmpty)
    }

    @Test func whatAnotherProcessTookIsNotHandedOver() async throws {
        let relay = ScriptedRelay()
        let supply = await supply(3)
        let gate = CommitGate { moves in
            for case .handOver(let id, _) in moves where id == OutboxEntry.ID(2) {
                throw OutboxError.notHeld(id)
            }
        }
        let lane = Lane(
            number: 0, relay: relay, relayName: "relay", supply: supply, gate: gate,
            tally: QueueTally { _ in }, allowance: Allowance(SendingLimits(), PastLetters()),
            retry: RetrySchedule(), clock: { [now] in now }, realTime: { [now] in now }, pause: {},
            isStopping: { false })
        await lane.run()
        #expect(await relay.recipients == ["owner1@example.org", "owner3@example.org"])
    }
}

/// A flag that is raised once, from anywhere.
final class Flag: @unchecked Sendable {
    // The lock guards the only variable.
    private let lock = NSLock()
    private var raised = false

    var isRaised: Bool { lock.withLock { raised } }

    func raise() { lock.withLock { raised = true } }
}
