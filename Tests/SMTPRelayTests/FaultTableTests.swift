import Mail
import RelayFixtures
import Testing

@testable import SMTPRelay

/// Every fault a relay can show, against libcurl as it is.
@Suite(.timeLimit(.minutes(5))) struct FaultTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let moment: Script.Moment
        let reply: String
        let kind: String
        var testDescription: String { "\(reply) at \(moment) is \(kind)" }

        init(_ moment: Script.Moment, _ reply: String, _ kind: String) {
            (self.moment, self.reply, self.kind) = (moment, reply, kind)
        }
    }

    @Test(
        "a refusal is sorted by the stage it came at",
        arguments: [
            Row(.greeting, "421 4.3.2 going down", "away greeting"),
            Row(.greeting, "450 4.3.2 try later", "away greeting"),
            Row(.greeting, "554 5.7.1 not you", "refuses greeting"),
            Row(.greeting, "HTTP/1.1 400 Bad Request", "away greeting"),
            Row(.ehlo, "421 4.3.2 going down", "away ehlo"),
            Row(.ehlo, "451 4.3.0 try later", "away ehlo"),
            Row(.mail, "421 4.3.2 going down", "away mail"),
            Row(.mail, "432 4.3.2 too many connections", "away mail"),
            Row(.greeting, "432 4.3.2 too many connections", "away greeting"),
            Row(.recipient, "432 4.3.2 sender thread limit exceeded", "away recipient"),
            Row(.data, "432 4.3.2 sender thread limit exceeded", "away data"),
            Row(.mail, "554 5.2.0 daily limit", "refuses mail"),
            Row(.data, "554 5.2.0 daily limit", "refuses data"),
            Row(.mail, "451 4.7.1 try later", "deferred mail"),
            Row(.mail, "530 5.7.0 authentication required", "refuses mail"),
            Row(.mail, "550 5.7.1 sender not allowed", "refuses mail"),
            Row(.mail, "552 5.3.4 too big", "bounced mail"),
            Row(.recipient, "421 4.3.2 going down", "away recipient"),
            Row(.recipient, "450 4.2.0 greylisted", "deferred recipient"),
            Row(.recipient, "451 4.7.1 try later", "deferred recipient"),
            Row(.recipient, "550 5.1.1 no such user", "bounced recipient"),
            Row(.recipient, "554 5.2.0 daily limit", "refuses recipient"),
            Row(.data, "421 4.3.2 going down", "away data"),
            Row(.data, "451 4.3.0 try later", "deferred data"),
            Row(.data, "554 5.5.1 no valid recipients", "deferred data"),
            Row(.message, "421 4.3.2 going down", "away message"),
            Row(.message, "432 4.3.2 concurrent connections", "away message"),
            Row(.message, "452 4.3.1 disk full", "deferred message"),
            Row(.message, "552 5.3.4 too big", "bounced message"),
            Row(.message, "554 5.7.1 spam", "bounced message"),
            Row(.message, "554 5.2.0 daily limit", "refuses message"),
            Row(.message, "554 5.2.252 SendAsDenied", "refuses message"),
            Row(
                .message, "550 5.7.60 Client does not have permissions to send as this sender",
                "refuses message"),
            Row(.message, "550 5.2.0 mailbox trouble", "bounced message"),
            Row(.message, "252 2.0.0 taken, in other words", "relayed"),
            Row(.message, "gibberish", "unknown message"),
        ])
    func refusals(row: Row) async throws {
        let script = Script.obedient.on(row.moment, .say(row.reply), .drop)
        #expect(try await FakeRelay.outcome(script).kind == row.kind)
    }

    @Test(
        "a lost connection is sorted by how far the message had come",
        arguments: [
            (Script.Moment.greeting, "away greeting"), (.ehlo, "away ehlo"), (.mail, "deferred mail"),
            (.recipient, "deferred recipient"), (.data, "deferred data"), (.body, "unknown message"),
            (.message, "unknown message"),
        ])
    func lostConnections(moment: Script.Moment, kind: String) async throws {
        // A reset may come before the client has seen that it is connected: then it was not.
        let early = moment == .greeting ? "away connect" : kind
        for (end, kinds) in [(Script.Move.drop, [kind]), (.reset, [kind, early])] {
            let outcome = try await FakeRelay.outcome(Script.obedient.on(moment, end))
            #expect(kinds.contains(outcome.kind))
            #expect(outcome.failure?.reply == nil)
        }
    }

    @Test(
        "a silent relay is given up in time",
        arguments: [
            (Script.Moment.greeting, "away greeting"), (.mail, "deferred mail"),
            (.message, "unknown message"),
        ])
    func silence(moment: Script.Moment, kind: String) async throws {
        let gate = Gate()
        defer { gate.open() }
        let script = Script.obedient.on(moment, .stall(gate))
        #expect(try await FakeRelay.outcome(script, timeout: .milliseconds(200)).kind == kind)
    }

    @Test func aMessageCutOffBeforeItsEndIsNotUnknown() async throws {
        let relay = try FakeRelay(Script.obedient.on(.body, .reset))
        defer { relay.stop() }
        let long = letter + Array(repeating: Array("A line of the letter.\r\n".utf8), count: 400_000).joined()
        let outcome = try await relay.client().submit(long, in: envelope, lane: 0)
        #expect(outcome.kind == "deferred message")
    }

    @Test func nobodyListening() async throws {
        let relay = try FakeRelay()
        let client = try relay.client()
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "relayed")
        relay.stop()
        await relay.isOver(0)
        #expect(await client.submit(letter, in: envelope, lane: 0).kind == "away connect")
    }

    @Test(
        "codes that no script can bring about",
        arguments: [
            (UInt32(6), SubmissionFailure.Stage.connect, "away connect"), (7, .connect, "away connect"),
            (28, .connect, "away connect"), (60, .startTLS, "refuses startTLS"),
            (77, .connect, "refuses connect"),
            (35, .startTLS, "away startTLS"), (64, .ehlo, "refuses ehlo"), (67, .auth, "refuses auth"),
            (27, .recipient, "deferred recipient"), (27, .message, "deferred message"),
        ])
    func codes(code: UInt32, stage: SubmissionFailure.Stage, kind: String) {
        #expect(SubmissionOutcome(TransactionEnd(curlCode: code, stage: stage)).kind == kind)
    }

    @Test func theRelaysOwnWordsAreKept() async throws {
        let reply = Script.multiLine(550, ["5.1.1 No such user", "5.1.1 here\u{7}, \u{1B}[31mreally"])
        let outcome = try await FakeRelay.outcome(Script.obedient.on(.recipient, .say(reply)))
        let said = SMTPReply(code: 550, enhancedStatus: "5.1.1", text: "No such user here , [31mreally")
        #expect(outcome == .bounced(SubmissionFailure(stage: .recipient, reply: said)))
    }

    @Test func aReplyOf64KiBIsBounded() async throws {
        let line = String(repeating: "x", count: 500)
        let reply = Script.multiLine(554, Array(repeating: line, count: 128) + ["the end"])
        let outcome = try await FakeRelay.outcome(Script.obedient.on(.message, .say(reply)))
        #expect(outcome.kind == "bounced message")
        #expect(outcome.failure?.reply?.text.count == SMTPReply.longestText)
    }

    @Test func aSingleLineOf64KiBStillMeansSomething() async throws {
        let reply = "550 5.1.1 " + String(repeating: "x", count: 65_536)
        let outcome = try await FakeRelay.outcome(Script.obedient.on(.recipient, .say(reply)))
        #expect(outcome.failure?.stage == .recipient)
        #expect((outcome.failure?.reply?.text.count ?? 0) <= SMTPReply.longestText)
    }

    @Test func aReplyInDripsIsRead() async throws {
        let script = Script.obedient.on(.greeting, .drip("220 slow")).on(.message, .drip("250 2.0.0 at last"))
        let said = SMTPReply(code: 250, enhancedStatus: "2.0.0", text: "at last")
        #expect(try await FakeRelay.outcome(script) == .relayed(said))
    }
}
