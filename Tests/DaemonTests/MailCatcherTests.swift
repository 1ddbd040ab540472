import ActionRegister
import Daemon
import Foundation
import Mail
import SMTPRelay
import Testing

/// The catcher on a real socket, with our own client at the other end.
@Suite(.timeLimit(.minutes(5))) struct MailCatcherTests {
    let letter = Array("Subject: Actions\r\n\r\n.\r\nDear Ms Osei,\r\n".utf8)
    let envelope = Envelope(
        reversePath: Mailbox("board@example.org")!, recipient: Mailbox("h.osei@example.org")!)

    private func client(of catcher: MailCatcher, lanes: Int = 1) throws -> CurlRelay {
        CurlRelay(try .init(url: "smtp://127.0.0.1:\(catcher.port)", tls: .none, lanes: lanes))
    }

    @Test func whatOurClientSendsIsCaught() async throws {
        let (messages, caught) = AsyncStream.makeStream(of: CaughtMessage.self)
        let catcher = try MailCatcher { caught.yield($0) }
        await catcher.start()
        let client = try client(of: catcher, lanes: 3)
        for lane in 0..<3 {
            guard case .relayed = await client.submit(letter, in: envelope, lane: lane) else {
                Issue.record("not relayed")
                return
            }
        }
        await client.close()
        await catcher.stop()
        caught.finish()
        let expected = CaughtMessage(
            reversePath: "board@example.org", recipients: ["h.osei@example.org"], content: letter)
        #expect(await messages.reduce(into: []) { $0.append($1) } == [expected, expected, expected])
    }

    @Test func aStoppedCatcherIsNotThere() async throws {
        let catcher = try MailCatcher { _ in }
        await catcher.start()
        let client = try client(of: catcher)
        _ = await client.submit(letter, in: envelope, lane: 0)
        await catcher.stop()
        guard case .relayAway = await client.submit(letter, in: envelope, lane: 0) else {
            Issue.record("somebody answered")
            return
        }
    }

    @Test func oneConnectionTooManyIsTurnedAway() async throws {
        var limits = MailCatcher.Limits()
        limits.connections = 1
        let catcher = try MailCatcher(limits: limits) { _ in }
        await catcher.start()
        let client = try client(of: catcher, lanes: 2)
        guard case .relayed = await client.submit(letter, in: envelope, lane: 0),
            case .relayAway(let failure) = await client.submit(letter, in: envelope, lane: 1)
        else {
            Issue.record("both were let in, or none")
            return
        }
        #expect(failure.reply?.code == 421)
        await catcher.stop()
    }

    @Test func aPortInUseIsSaid() throws {
        let catcher = try MailCatcher { _ in }
        #expect(throws: POSIXError(.EADDRINUSE)) { try MailCatcher(port: catcher.port) { _ in } }
        #expect(throws: POSIXError(.EINVAL)) { try MailCatcher(port: 70_000) { _ in } }
        withExtendedLifetime(catcher) {}
    }
}
