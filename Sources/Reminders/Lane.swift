import ActionRegister
import Foundation
import Mail
import Store

/// One of the relay's lanes: hands letters over, one at a time, and writes down
/// what came of each before it takes the next.
struct Lane: Sendable {
    let number: Int
    let relay: any Relay
    let relayName: String
    let supply: LetterSupply
    let gate: CommitGate
    let tally: QueueTally
    let allowance: Allowance
    let retry: RetrySchedule
    let clock: @Sendable () -> Date
    /// The machine's clock.
    let realTime: @Sendable () -> Date
    /// Between two tries to write down what cannot be written.
    let pause: @Sendable () async -> Void
    let isStopping: @Sendable () -> Bool

    /// Runs until no letter is left, the relay is of no use, or the run stops.
    ///
    /// An outcome shares a commit with the next letter's hand-over mark where one
    /// is ready; it does not wait for one that is not.
    func run() async {
        var outcome: OutboxMove?
        while let letter = await nextLetter(after: &outcome) {
            let moves = [outcome, .handOver(letter.entry.id, at: clock())].compactMap { $0 }
            guard await write(moves) else {
                outcome = nil
                continue
            }
            outcome = await handOver(letter)
        }
    }

    private func nextLetter(after outcome: inout OutboxMove?) async -> ClaimedLetter? {
        if isStopping() { supply.stop() }
        if let letter = supply.takeReady() { return letter }
        if let last = outcome {
            outcome = nil
            guard await write([last]) else { return nil }
        }
        return await supply.next()
    }

    /// Writes moves down, again and again until it is done; the lane takes no
    /// next letter before.
    ///
    /// - Returns: `false` where the letter is not ours to hand over, or the
    ///   outcome could not be written before the daemon has to go: then the entry
    ///   stays marked, and is listed as one that may have been sent.
    private func write(_ moves: [OutboxMove]) async -> Bool {
        var patience = 5
        while true {
            do {
                try await gate.commit(moves)
                return true
            } catch is OutboxError {
                let others = moves.filter { !$0.isHandOver }
                if !others.isEmpty { _ = await write(others) }
                return false
            } catch {
                tally.note(.notCommitted("\(error)"))
                if isStopping() { patience -= 1 }
                guard patience > 0 else { return false }
                await pause()
            }
        }
    }

    private func handOver(_ letter: ClaimedLetter) async -> OutboxMove {
        let started = clock()
        let outcome = await relay.submit(letter.bytes, in: letter.envelope, lane: number)
        let (ended, realEnd) = (clock(), realTime())
        allowance.ended(at: realEnd)
        var attempt = Attempt(
            entry: letter.entry.id, startedAt: started,
            milliseconds: max(0, Int(ended.timeIntervalSince(started) * 1000)), relay: relayName,
            outcome: .relayed, realTime: realEnd)
        switch outcome {
        case .relayed(let reply):
            attempt.reply = reply
            tally.note(.relayed(letter.entry, reply, at: ended))
            return .record(attempt, next: nil)
        case .bounced(let failure):
            tally.note(.bounced(letter.entry, failure, at: ended))
            return .record(attempt.with(.bounced, failure), next: nil)
        case .deferred(let failure):
            let next = next(letter, after: ended)
            tally.note(.deferred(letter.entry, until: next, failure, at: ended))
            return .record(attempt.with(.deferred, failure), next: next)
        case .unknown(let failure):
            let next = next(letter, after: ended)
            tally.note(.unknown(letter.entry, until: next, failure, at: ended))
            return .record(attempt.with(.unknown, failure), next: next)
        case .relayAway(let failure): return await giveUp(letter, failure, refuses: false, at: ended)
        case .relayRefuses(let failure): return await giveUp(letter, failure, refuses: true, at: ended)
        }
    }

    /// The letter has not been tried; no lane takes another.
    ///
    /// It keeps its place, unless it may be what the relay would not hear of:
    /// then it stands behind all that wait, so that another letter tries the
    /// relay next and one bad letter cannot stop the mail.
    private func giveUp(
        _ letter: ClaimedLetter, _ failure: SubmissionFailure, refuses: Bool, at ended: Date
    ) async -> OutboxMove {
        tally.note(failure, refuses: refuses)
        supply.stop()
        let place = letter.entry.nextAttempt ?? letter.entry.enqueuedAt
        return .putBack(letter.entry.id, place: failure.stage >= .recipient ? ended + 1 : place)
    }

    private func next(_ letter: ClaimedLetter, after now: Date) -> Date {
        let entry = letter.entry
        let next = retry.nextAttempt(
            enqueuedAt: entry.enqueuedAt, expires: entry.expires, now: now, jitter: entry.jitter)
        let opening = letter.opening(next)
        return opening < entry.expires ? opening : next
    }
}

extension OutboxMove {
    fileprivate var isHandOver: Bool {
        if case .handOver = self { true } else { false }
    }
}

extension Attempt {
    fileprivate func with(_ outcome: Outcome, _ failure: SubmissionFailure) -> Attempt {
        var attempt = self
        attempt.outcome = outcome
        attempt.stage = failure.stage
        attempt.reply = failure.reply
        attempt.transport = failure.transport
        return attempt
    }
}

extension OutboxEntry {
    /// From -0.1 to 0.1, and the same for the same attempt of the same entry: no
    /// random number is asked.
    var jitter: Double {
        let mixed = UInt64(bitPattern: id.rawValue &+ Int64(attempts)) &* 0x9E37_79B9_7F4A_7C15
        return Double(mixed >> 40) / Double(1 << 24) * 0.2 - 0.1
    }
}
