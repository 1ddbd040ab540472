import ActionRegister
import Foundation
import Mail

/// A letter that this process holds, ready for the relay.
struct ClaimedLetter: Sendable {
    var entry: OutboxEntry
    var bytes: [UInt8]
    var envelope: Envelope
    /// Turns the instant a retry would come into one at which the board writes.
    var opening: @Sendable (Date) -> Date
}

/// Claimed letters between the one task that composes them and the lanes that
/// hand them over.
///
/// The composing task waits while `enough` are ready, so that a slow relay does
/// not fill the memory; a lane waits only while none is.
final class LetterSupply: @unchecked Sendable {  // the lock guards the variables
    private let enough: Int
    private let lock = NSLock()
    private var ready: [ClaimedLetter] = []
    private var taken = 0
    private var lanes: [CheckedContinuation<ClaimedLetter?, Never>] = []
    private var composer: CheckedContinuation<Void, Never>?
    private var isOver = false

    init(enough: Int) { self.enough = enough }

    /// Adds letters, and returns when more are wanted; `false` when none ever will be.
    func put(_ letters: [ClaimedLetter]) async -> Bool {
        guard add(letters) else { return false }
        await withCheckedContinuation { done in
            let isWanted = lock.withLock {
                if ready.count - taken < enough || isOver { return true }
                composer = done
                return false
            }
            if isWanted { done.resume() }
        }
        return lock.withLock { !isOver }
    }

    private func add(_ letters: [ClaimedLetter]) -> Bool {
        lock.withLock {
            guard !isOver else { return false }
            ready.append(contentsOf: letters)
            while !lanes.isEmpty, let letter = take() { lanes.removeFirst().resume(returning: letter) }
            return true
        }
    }

    /// The next letter if one is ready.
    func takeReady() -> ClaimedLetter? { lock.withLock { take() } }

    /// The next letter; `nil` when there is none and none will come.
    func next() async -> ClaimedLetter? {
        await withCheckedContinuation { done in
            lock.withLock {
                if let letter = take() { return done.resume(returning: letter) }
                if isOver { return done.resume(returning: nil) }
                lanes.append(done)
            }
        }
    }

    /// No more will come: lanes take what is ready and end.
    func finish() { lock.withLock { end() } }

    /// Nothing more may leave: what is ready is dropped, still claimed.
    func stop() {
        lock.withLock {
            ready = []
            taken = 0
            end()
        }
    }

    private func take() -> ClaimedLetter? {
        guard taken < ready.count else { return nil }
        defer { compact() }
        taken += 1
        return ready[taken - 1]
    }

    private func compact() {
        if taken == ready.count || taken >= enough {
            ready.removeFirst(taken)
            taken = 0
        }
        if ready.count - taken < enough { wakeComposer() }
    }

    private func end() {
        isOver = true
        for lane in lanes { lane.resume(returning: nil) }
        lanes = []
        wakeComposer()
    }

    private func wakeComposer() {
        composer?.resume()
        composer = nil
    }
}
