import Dispatch
import Foundation

/// Fetches the token that logs in, and keeps it for all lanes until shortly
/// before it ends.
///
/// A call blocks while a token is fetched, and is made from a lane's own queue.
/// However many ask at that time, one request goes out, and all get what came of
/// it. (A lock that the thread sanitizer knows: see `LaneSocket`.)
final class TokenSource: @unchecked Sendable {  // the condition's lock guards the variables
    private let fetch: @Sendable () throws(TokenFailure) -> TokenReply
    private let uptime: @Sendable () -> TimeInterval
    private let condition = NSCondition()
    private var kept: (token: AccessToken, until: TimeInterval)?
    private var isFetching = false
    private var waiting = 0
    /// How many requests have ended, and what the last came to.
    private var ended = 0
    private var last: Result<AccessToken, TokenFailure>?

    /// - Parameters:
    ///   - fetch: asks for a token, and waits.
    ///   - uptime: seconds on a clock that never steps.
    init(
        uptime: @escaping @Sendable () -> TimeInterval = {
            TimeInterval(DispatchTime.now().uptimeNanoseconds) / 1e9
        },
        fetch: @escaping @Sendable () throws(TokenFailure) -> TokenReply
    ) {
        self.uptime = uptime
        self.fetch = fetch
    }

    /// How many wait for the request that is under way.
    var waitingCount: Int { condition.withLock { isFetching ? waiting : 0 } }

    /// A token that still holds for a while.
    ///
    /// - Parameter refused: one that the relay would not have; the same is not
    ///   given again.
    func token(replacing refused: AccessToken? = nil) throws(TokenFailure) -> AccessToken {
        condition.lock()
        defer { condition.unlock() }
        let before = ended
        waiting += 1
        while isFetching { condition.wait() }
        waiting -= 1
        if let kept, kept.token != refused, uptime() < kept.until { return kept.token }
        if ended != before, let last, case .failure(let failure) = last { throw failure }
        return try fetchAndKeep()
    }

    /// Called with the lock, which is open while the endpoint is asked.
    private func fetchAndKeep() throws(TokenFailure) -> AccessToken {
        isFetching = true
        condition.unlock()
        let asked = uptime()
        let result = Result { () throws(TokenFailure) in try fetch() }
        condition.lock()
        isFetching = false
        ended += 1
        last = result.map(\.token)
        kept = try? result.map { ($0.token, asked + $0.lifetime - Self.margin($0.lifetime)) }.get()
        condition.broadcast()
        return try result.get().token
    }

    /// How long before its end a token is not used any more: 5 minutes, of a
    /// short one a tenth.
    private static func margin(_ lifetime: TimeInterval) -> TimeInterval { min(300, lifetime / 10) }
}
