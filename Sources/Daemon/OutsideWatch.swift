package import Foundation
package import Logging
import Synchronization

/// Tells somebody outside after each good look, so that they notice when looks
/// stop.
///
/// It never keeps a look or a letter waiting. The address may hold a secret: the
/// log names its host alone.
package final class OutsideWatch: Sendable {
    /// Fetches an address, and tells why it failed if it did.
    package typealias Fetch = @Sendable (URL, _ done: @escaping @Sendable (String?) -> Void) -> Void

    private let fetch: Fetch
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var isUnderWay = false
        var pings = Pings()
        var waiting: [CheckedContinuation<Void, Never>] = []
        var last: Date?
        var lastWarning: Date?
        var hasFailed = false
    }

    /// What the fetches of this process came to.
    package struct Pings: Hashable, Sendable {
        package var reached = 0
        package var failed = 0

        package init() {}
    }

    package init(logger: Logger, fetch: @escaping Fetch) { (self.logger, self.fetch) = (logger, fetch) }

    package var pings: Pings { state.withLock { $0.pings } }

    /// Returns when no fetch is under way, or after a while: whoever ends then has
    /// told of the last good look where that could be done.
    package func settled(within patience: Duration = .seconds(3)) async {
        let timer = Task {
            try? await Task.sleep(for: patience)
            release()
        }
        defer { timer.cancel() }
        await withCheckedContinuation { done in
            let isSettled = state.withLock { state in
                if state.isUnderWay { state.waiting.append(done) }
                return !state.isUnderWay
            }
            if isSettled { done.resume() }
        }
    }

    private func release() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    /// At most one fetch a minute, and one at a time.
    package func lookedWell(at now: Date, tell url: URL) {
        let isDue = state.withLock { state in
            guard !state.isUnderWay, Self.isPast(state.last, by: 60, at: now) else { return false }
            (state.isUnderWay, state.last) = (true, now)
            return true
        }
        guard isDue else { return }
        fetch(url) { [self] failure in ended(at: now, host: url.host() ?? "-", failure) }
    }

    /// A failure is warned of at most once an hour, and its end is told.
    private func ended(at now: Date, host: String, _ failure: String?) {
        let (warns, isBack) = state.withLock { state in
            state.isUnderWay = false
            if failure == nil { state.pings.reached += 1 } else { state.pings.failed += 1 }
            defer { state.hasFailed = failure != nil }
            guard failure != nil else { return (false, state.hasFailed) }
            guard Self.isPast(state.lastWarning, by: 3600, at: now) else { return (false, false) }
            state.lastWarning = now
            return (true, false)
        }
        defer { release() }
        if warns {
            logger.warning("watch not reached", metadata: ["host": "\(host)", "why": "\(failure ?? "")"])
        }
        if isBack { logger.notice("watch reached again", metadata: ["host": "\(host)"]) }
    }

    /// A clock that was set back does not silence us.
    private static func isPast(_ date: Date?, by seconds: TimeInterval, at now: Date) -> Bool {
        date.map { abs(now.timeIntervalSince($0)) >= seconds } ?? true
    }
}
