package import Foundation
package import Mail
package import Store

/// Hands the letters that are due over to the relay.
///
/// One task composes and claims, the relay's lanes hand over, and each step is
/// on disk before the next is taken: a process killed at any instant loses
/// nothing, and repeats at most one letter a lane.
package struct QueueRun: Sendable {
    private let store: Store
    private let relay: any Relay
    private let preparer: LetterPreparer
    private let settings: Settings

    /// What a run is told from outside.
    package struct Settings: Sendable {
        /// What this process claims by; another process never has the same.
        package var process: String
        /// As log and attempts name the relay: `host:port`.
        package var relayName = ""
        package var mode = SendingMode.dryRun
        package var sender: LetterSender
        package var retry = RetrySchedule()
        package var limits = SendingLimits()
        /// How many letters are composed between two commits.
        package var batch = 200
        package var clock: @Sendable () -> Date
        /// The machine's clock, which the relay's patience follows; the same as
        /// `clock` unless a run is told another time.
        package var realTime: @Sendable () -> Date
        package var tell: @Sendable (QueueEvent) -> Void = { _ in }
        /// Asked before each batch; throws where this database must not send.
        package var mayLeave: @Sendable () throws -> Void = {}
        /// Whether what is in flight is finished and nothing else begun.
        package var isStopping: @Sendable () -> Bool = { Task.isCancelled }
        /// Between two tries to write down what cannot be written.
        package var pause: @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(1)) }

        package init(process: String, sender: LetterSender, clock: @escaping @Sendable () -> Date) {
            self.process = process
            self.sender = sender
            self.clock = clock
            realTime = clock
        }
    }

    package init(_ store: Store, relay: any Relay, composer: any LetterComposer, _ settings: Settings) {
        self.store = store
        self.relay = relay
        self.settings = settings
        preparer = LetterPreparer(composer: composer, mode: settings.mode, sender: settings.sender)
    }

    /// Once, before the first run of a process: gives back what a dead one held,
    /// and lets one letter try a relay that was away.
    ///
    /// - Throws: where this database must not send, too.
    package func begin() async throws {
        try settings.mayLeave()
        let now = settings.clock()
        try await store.releaseAbandoned(by: settings.process, at: now, realTime: settings.realTime())
        guard var trouble = try await store.relayTrouble() else { return }
        trouble.until = max(trouble.since, now)
        try await store.setRelayTrouble(trouble)
    }

    /// Hands over what is due until nothing more can go. Runs of one process
    /// follow each other; they never overlap.
    ///
    /// - Throws: where the database cannot be read or written; what was handed
    ///   over by then is recorded as far as it could be.
    package func run() async throws -> QueueSummary {
        let tally = QueueTally(tell: settings.tell)
        try settings.mayLeave()
        // What an earlier run claimed and could not put back.
        try await store.putBackClaims(of: settings.process, at: settings.clock())
        try await bounceExpired(tally)
        let trouble = settings.mode.usesRelay ? try await store.relayTrouble() : nil
        if trouble.map({ $0.until <= settings.clock() }) ?? true {
            if trouble != nil { try await pass(tally, try await allowance(), lanes: 1, limit: 1) }
            if tally.isClear(after: trouble) { try await passAll(tally) }
            try await record(tally, after: trouble)
        }
        return try await summary(tally)
    }
}

extension QueueRun {
    /// Where nothing can leave, nothing is counted.
    private var limits: SendingLimits { settings.mode.usesRelay ? settings.limits : SendingLimits() }

    private func pastLetters() async throws -> PastLetters {
        if limits == SendingLimits() { return PastLetters() }
        return try await store.pastLetters(for: limits, at: settings.clock(), realTime: settings.realTime())
    }

    private func allowance() async throws -> Allowance { Allowance(limits, try await pastLetters()) }

    /// Passes over all lanes until nothing more may go: what the relay did not
    /// take has left room for others.
    private func passAll(_ tally: QueueTally) async throws {
        var isSpent = true
        while isSpent, !settings.isStopping(), tally.trouble == nil {
            let allowance = try await allowance()
            guard allowance.room(at: settings.realTime()) > 0 else { return }
            try await pass(tally, allowance, lanes: relay.lanes, limit: .max)
            isSpent = allowance.isSpent
        }
    }
}

extension QueueRun {
    private func bounceExpired(_ tally: QueueTally) async throws {
        let now = settings.clock()
        for entry in try await store.expireDue(at: now) { tally.note(.expired(entry, at: now)) }
    }

    /// One task that composes, and so many lanes that hand over, until `limit`
    /// letters, all that are due, or as many as are allowed have gone.
    private func pass(_ tally: QueueTally, _ allowance: Allowance, lanes: Int, limit: Int) async throws {
        let supply = LetterSupply(enough: settings.batch)
        let gate = CommitGate { [store, settings] in try await store.commit($0, by: settings.process) }
        let failure = await withTaskGroup(of: Void.self) { group in
            for number in 0..<max(1, lanes) {
                let lane = lane(number, supply, gate, tally, allowance)
                group.addTask(executorPreference: relay.executor(lane: number)) {
                    await lane.run()
                }
            }
            return await compose(into: supply, tally, allowance, limit: limit)
        }
        try await store.putBackClaims(of: settings.process, at: settings.clock())
        if let failure { throw failure }
    }

    private func lane(
        _ number: Int, _ supply: LetterSupply, _ gate: CommitGate, _ tally: QueueTally, _ allowance: Allowance
    ) -> Lane {
        Lane(
            number: number, relay: relay, relayName: settings.relayName, supply: supply, gate: gate,
            tally: tally, allowance: allowance, retry: settings.retry, clock: settings.clock,
            realTime: settings.realTime, pause: settings.pause, isStopping: settings.isStopping)
    }

    /// Fills the supply and ends it, whatever happens: the lanes wait for it.
    ///
    /// Nothing is claimed that may not go now, so a letter that has to wait is
    /// composed when it goes and not before.
    ///
    /// - Returns: what kept it from going on.
    private func compose(
        into supply: LetterSupply, _ tally: QueueTally, _ allowance: Allowance, limit: Int
    ) async -> (any Error)? {
        let claims = Claims(store: store, preparer: preparer, process: settings.process, tally: tally)
        var left = limit
        do {
            while !settings.isStopping() {
                let room = min(left, allowance.room(at: settings.realTime()))
                guard room > 0, let claimed = try await next(claims, room) else { break }
                allowance.take(claimed.count)
                left -= claimed.count
                guard await supply.put(claimed) else { break }
            }
            supply.finish()
            return nil
        } catch {
            supply.stop()
            return error
        }
    }

    private func next(_ claims: Claims, _ left: Int) async throws -> [ClaimedLetter]? {
        try settings.mayLeave()
        return try await claims.next(min(settings.batch, left), at: settings.clock())
    }

    /// Writes down whether the relay serves us; until it is tried again, nothing
    /// is known of it.
    private func record(_ tally: QueueTally, after before: RelayTrouble?) async throws {
        let now = settings.clock()
        if let (failure, refuses) = tally.trouble {
            let since = before?.since ?? now
            let (age, rests) = (now.timeIntervalSince(since), failure.asksForRest && !refuses)
            let gap = rests ? settings.retry.rest(age: age) : settings.retry.gap(age: age, jitter: 0)
            try await store.setRelayTrouble(
                RelayTrouble(
                    since: since, until: now + gap, refuses: refuses, asksForRest: rests,
                    words: failure.description))
            tally.note(.relayAway(failure, refuses: refuses, until: now + gap))
        } else if before != nil, tally.isClear(after: before) {
            try await store.setRelayTrouble(nil)
            tally.note(.relayBack)
        }
    }

    private func summary(_ tally: QueueTally) async throws -> QueueSummary {
        var summary = tally.summary
        guard let next = try await store.nextAttempt() else { return summary }
        summary.nextAttempt = next
        guard settings.mode.usesRelay else { return summary }
        if let trouble = try await store.relayTrouble() {
            summary.trouble = trouble
            summary.nextAttempt = max(next, trouble.until)
            return summary
        }
        let (now, realTime) = (settings.clock(), settings.realTime())
        let pause = try await pastLetters().pause(for: limits, at: now, realTime: realTime)
        if let pause, pause.until > next {
            summary.pause = pause
            summary.nextAttempt = pause.until
        }
        return summary
    }
}
