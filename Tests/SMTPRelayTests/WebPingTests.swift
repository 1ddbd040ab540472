import Foundation
import RelayFixtures
import SMTPRelay
import Testing

@Suite(.timeLimit(.minutes(5))) struct WebPingTests {
    private func failure(of url: URL, timeout: Duration = .seconds(5)) async -> String? {
        let ping = WebPing(timeout: timeout)
        return await withCheckedContinuation { done in ping.fetch(url) { done.resume(returning: $0) } }
    }

    @Test func addressIsFetchedByAPlainGet() async throws {
        let server = try FakeTokenEndpoint(.say(200, "OK"))
        defer { server.stop() }
        #expect(await failure(of: server.url) == nil)
        #expect(server.requests.map(\.line) == ["GET /token HTTP/1.1"])
        #expect(server.requests[0].fields.contains("User-Agent: minuted") && server.requests[0].body == "")
    }

    @Test(arguments: [301, 404, 500]) func anyOtherAnswerIsAFailure(status: Int) async throws {
        let server = try FakeTokenEndpoint(.say(status, "no"))
        defer { server.stop() }
        #expect(await failure(of: server.url) == "it answered \(status)")
        #expect(server.requests.count == 1)
    }

    @Test func longAnswerIsNoFailure() async throws {
        let server = try FakeTokenEndpoint(.say(200, String(repeating: "x", count: 200_000)))
        defer { server.stop() }
        #expect(await failure(of: server.url) == nil)
    }

    @Test func nobodyThereIsAFailureWithoutThePath() async throws {
        let server = try FakeTokenEndpoint(.drop)
        defer { server.stop() }
        let words = try #require(await failure(of: server.url))
        #expect(!words.isEmpty && !words.contains("token"))
    }

    @Test func serverThatSaysNothingIsGivenUp() async throws {
        let gate = Gate()
        let server = try FakeTokenEndpoint(.hold(gate, then: .drop))
        defer { gate.open(); server.stop() }
        #expect(await failure(of: server.url, timeout: .milliseconds(200)) != nil)
    }
}
