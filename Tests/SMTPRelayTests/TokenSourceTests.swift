import Foundation
import Testing

@testable import SMTPRelay

@Suite struct TokenSourceTests {
    /// An endpoint that gives numbered tokens, and a clock that is moved by hand.
    private final class World: @unchecked Sendable {  // used from one thread at a time
        var uptime: TimeInterval = 0
        var lifetime: TimeInterval = 3600
        var requests = 0
        var failure: TokenFailure?

        var source: TokenSource {
            TokenSource(uptime: { self.uptime }) { () throws(TokenFailure) in
                self.requests += 1
                if let failure = self.failure { throw failure }
                return TokenReply(token: AccessToken("token-\(self.requests)")!, lifetime: self.lifetime)
            }
        }
    }

    @Test(
        "a token is kept until shortly before its end",
        arguments: [(3600.0, 3299.0, 3300.0), (60, 53, 54), (86_400, 86_099, 86_100)])
    func lifetime(seconds: TimeInterval, good: TimeInterval, over: TimeInterval) throws {
        let world = World()
        world.lifetime = seconds
        let source = world.source
        #expect(try source.token().revealed == "token-1")
        world.uptime = good
        #expect(try source.token().revealed == "token-1")
        world.uptime = over
        #expect(try source.token().revealed == "token-2")
    }

    @Test func aRefusedTokenIsReplacedAndOnlyOnce() throws {
        let world = World()
        let source = world.source
        let first = try source.token()
        let second = try source.token(replacing: first)
        #expect(second.revealed == "token-2")
        // Another lane was refused the first one too.
        #expect(try source.token(replacing: first) == second && world.requests == 2)
    }

    @Test func aFailureIsNotKept() throws {
        let world = World()
        world.failure = TokenFailure("away", isRefusal: false)
        let source = world.source
        #expect(throws: TokenFailure.self) { try source.token() }
        world.failure = nil
        #expect(try source.token().revealed == "token-2")
    }

    @Test(.timeLimit(.minutes(5)))
    func whoAsksWhileOneAsksGetsTheSameFailure() async {
        let (asked, answer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let requests = Counter()
        let source = TokenSource { () throws(TokenFailure) in
            requests.add()
            asked.signal()
            answer.wait()
            throw TokenFailure("away", isRefusal: false)
        }
        let ended = DispatchGroup()
        for number in 0..<4 {
            DispatchQueue(label: "lane-\(number)").async(group: ended) { _ = try? source.token() }
            // The first asks the endpoint; the others then find it asking.
            if number == 0 { asked.wait() }
        }
        while source.waitingCount < 3 { await Task.yield() }
        answer.signal()
        await withCheckedContinuation { done in ended.notify(queue: .global()) { done.resume() } }
        #expect(requests.count == 1)
    }

    @Test(arguments: ["", "a b", "a\u{1}b", "a\r\nb", "\u{e9}", String(repeating: "a", count: 9001)])
    func whatIsNoTokenIsRefused(text: String) {
        #expect(AccessToken(text) == nil)
    }

    @Test(
        "lifetimes as endpoints write them",
        arguments: [("3599", 3599.0), ("\"3599\"", 3599), ("null", 300), ("-5", 0)])
    func lifetimes(written: String, seconds: TimeInterval) throws {
        let body = #"{"access_token":"a.b-c_d~e+f/g==","expires_in":\#(written)}"#
        #expect(try TokenReply(status: 200, body: Array(body.utf8), secrets: []).lifetime == seconds)
    }
}

private final class Counter: @unchecked Sendable {  // the lock guards the variable
    private let lock = NSLock()
    private var value = 0

    var count: Int { lock.withLock { value } }
    func add() { lock.withLock { value += 1 } }
}
