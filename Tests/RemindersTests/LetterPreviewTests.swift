import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store
import Testing

@Suite struct LetterPreviewTests {
    @Test func whatIsShownIsByteForByteWhatGoes() async throws {
        let fixture = try SendingFixture(owners: 3)
        let shown = try #require(try fixture.preview(.person(fixture.people[1].id)))
        #expect(shown.sendAt == SendingFixture.lookTime)
        #expect(shown.recipient == fixture.people[1].mailbox)
        let sent = try await fixture.sent(at: [SendingFixture.lookTime])
        #expect(sent["owner1@example.org"] == [shown.message.bytes])
    }

    @Test func letterAfterOneThatWentSaysSo() async throws {
        let fixture = try SendingFixture(
            rules: ["14 days before the meeting", "2 working days before the meeting"])
        let first = try await fixture.sent(at: [SendingFixture.lookTime])
        let shown = try #require(
            try fixture.preview(.person(fixture.people[0].id), after: SendingFixture.lookTime))
        #expect(shown.sendAt == SendingFixture.briefTime)
        #expect(shown.message.text.contains("This is our second letter about this."))
        let sent = try await fixture.sent(at: [SendingFixture.briefTime])
        #expect(sent["owner0@example.org"] == [shown.message.bytes])
        #expect(first != sent)
    }

    @Test func briefTellsOfTheLettersThatGoBeforeIt() async throws {
        let fixture = try SendingFixture(
            owners: 2,
            rules: ["14 days before the meeting", "2 working days before the meeting to the secretariat"])
        let shown = try #require(try fixture.preview(.secretariat))
        #expect(shown.sendAt == SendingFixture.briefTime)
        let sent = try await fixture.sent(at: [SendingFixture.lookTime, SendingFixture.briefTime])
        #expect(sent["vawg.board@example.org"] == [shown.message.bytes])
    }

    @Test func letterThatWaitsInTheOutboxIsTheNext() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: SendingFixture.lookTime)
        let reader = Recipient.person(fixture.people[0].id)
        let shown = try #require(try fixture.preview(reader, after: SendingFixture.lookTime))
        let sent = try await fixture.sent(at: [SendingFixture.lookTime])
        #expect(sent["owner0@example.org"] == [shown.message.bytes])
    }

    @Test func nothingIsWrittenDown() throws {
        let fixture = try SendingFixture(owners: 2)
        try fixture.store.pause(fixture.board.id, told: fixture.told())
        let audit = try fixture.store.audit(after: 0, limit: 1000)
        _ = try #require(try fixture.preview(.person(fixture.people[0].id)))
        #expect(try fixture.store.outbox().isEmpty)
        #expect(try fixture.store.audit(after: 0, limit: 1000) == audit)
        #expect(try fixture.store.board("vawg").state == .paused)
        let ledger = try fixture.store.read(fixture.board.id, at: SendingFixture.lookTime) { reading in
            var rows: [LedgerRow] = []
            try reading.forEachLiveAction { rows += $0.ledger }
            return rows
        }
        #expect(ledger.isEmpty)
    }

    @Test func redirectedLetterIsShownAsItWillBeRedirected() async throws {
        let fixture = try SendingFixture()
        let ops = try #require(Mailbox("ops@example.org"))
        let shown = try #require(
            try fixture.preview(.person(fixture.people[0].id), mode: .redirect(to: ops)))
        #expect(shown.message.to == NamedMailbox(nil, ops))
        #expect(shown.recipient == fixture.people[0].mailbox)
        #expect(shown.message.text.contains("This letter is for Owner 0, owner0@example.org."))
    }

    @Test func whoIsOwedNothingHasNoLetter() throws {
        let fixture = try SendingFixture(owners: 2)
        #expect(try fixture.preview(.secretariat) == nil)
        #expect(try fixture.preview(.person(fixture.people[0].id), until: SendingFixture.lookTime - 1) == nil)
    }

    @Test func letterThatCannotBeWrittenIsNamed() throws {
        let fixture = try SendingFixture()
        var board = fixture.board
        board.texts.intro = "See {{nothing}}"
        try fixture.store.setBoard(board, told: fixture.told())
        #expect { try fixture.preview(.person(fixture.people[0].id)) } throws: { error in
            if case PreviewError.notComposed(let why) = error { why.contains("nothing") } else { false }
        }
    }
}

extension SendingFixture {
    /// Thursday 3 December 2026, 09:00 in London: two working days before the meeting.
    fileprivate static let briefTime = lookTime + 10 * 86_400

    fileprivate func preview(
        _ recipient: Recipient, mode: SendingMode = .live, after now: Date = lookTime - 86_400,
        until end: Date = lookTime + 366 * 86_400
    ) throws -> LetterPreview? {
        try LetterPreview(
            to: recipient, of: store.board("vawg"), in: store, until: end,
            sender: LetterSender(address: Self.sender), mode: mode, told: told(at: now))
    }

    /// What a relay is handed at these times, by recipient.
    fileprivate func sent(at times: [Date]) async throws -> [String: [[UInt8]]] {
        let relay = ScriptedRelay()
        for time in times {
            _ = try await check.run(at: time)
            _ = try await queue(relay, at: time, composer: LetterWriter()).run()
        }
        let submissions = await relay.submissions
        return Dictionary(grouping: submissions, by: \.recipient).mapValues { $0.map(\.bytes) }
    }
}
