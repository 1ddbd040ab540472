import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling
import Testing

@testable import Store

@Suite struct OutboxLedgerTests {
    @Test func aLetterIsMadeWithItsRowsOfTheLedger() async throws {
        let fixture = try LedgerFixture()
        #expect(try await fixture.store.enqueue([fixture.letter()], of: fixture.look) == 1)
        #expect(try await fixture.ledger() == [LedgerRow(key: fixture.step().key)])
        let line = try #require(try fixture.store.outbox().first)
        #expect(line.entry.state == .queued && line.entry.nextAttempt == fixture.now)
        #expect(line.steps.map(\.step.key) == [fixture.step().key])
        #expect(line.steps.map(\.action) == ["VAWG-001"])
    }

    @Test func theSameLetterIsMadeOnce() async throws {
        let fixture = try LedgerFixture()
        _ = try await fixture.enqueued()
        #expect(try await fixture.store.enqueue([fixture.letter()], of: fixture.look) == 0)
        #expect(try fixture.store.outboxCounts() == [.queued: 1])
    }

    @Test func aLetterHoldsOnlyWhatTheLedgerHasNot() async throws {
        let fixture = try LedgerFixture()
        _ = try await fixture.enqueued()
        let both = fixture.letter([fixture.step(), fixture.step(occurrence: 1)])
        #expect(try await fixture.store.enqueue([both], of: fixture.look) == 1)
        let lines = try fixture.store.outbox()
        #expect(lines.map { $0.steps.map(\.step.key.occurrence) } == [[0], [1]])
    }

    @Test func everyPartOfTheKeyTellsStepsApart() async throws {
        let fixture = try LedgerFixture()
        let key = fixture.step().key
        let day = CalendarDay(2026, 12, 7)
        let changes: [(inout StepKey) -> Void] = [
            { _ in }, { $0.action = Action.ID(77) }, { $0.owner = .person(Person.ID(77)) },
            { $0.owner = .organisation(Organisation.ID(77)) }, { $0.audience = .chair },
            { $0.rule = Rule.ID(77) }, { $0.anchor = .day(day) },
            { $0.anchor = .meeting(Meeting.ID(77), version: day) },
            { $0.anchor = .move(fixture.meeting.id, number: 1) }, { $0.occurrence = 1 },
            { ($0.action, $0.owner) = (nil, nil) },
        ]
        let letters = changes.map { change in
            var step = fixture.step()
            step.key = key
            change(&step.key)
            return fixture.letter([step])
        }
        #expect(try await fixture.store.enqueue(letters, of: fixture.look) == changes.count)
        #expect(try await fixture.store.enqueue(letters, of: fixture.look) == 0)
        #expect(Set(try fixture.store.outbox().map(\.entry.messageID)).count == changes.count)
    }

    @Test func aStepWaitsForTheRecipientWhoseLetterHasNotGone() async throws {
        let fixture = try LedgerFixture()
        let other = try fixture.store.addPerson(
            Person(id: .new, name: "Tom", mailbox: Mailbox("tom@example.org")), told: .noon)
        let recipients: [Recipient] = [.person(fixture.register.person.id), .person(other.id)]
        let step = fixture.step(to: recipients)
        _ = try await fixture.store.enqueue([fixture.letter([step])], of: fixture.look)
        #expect(try await fixture.ledger().map(\.waiting) == [[.person(other.id)]])
        let second = fixture.letter([step], to: .person(other.id))
        #expect(try await fixture.store.enqueue([second], of: fixture.look) == 1)
        #expect(try await fixture.ledger().map(\.waiting) == [[]])
        #expect(try await fixture.store.enqueue([second], of: fixture.look) == 0)
    }

    @Test func whoTookThePlaceOfOneWhoWaitedIsWrittenToOnce() async throws {
        let fixture = try LedgerFixture()
        let people = try ["Tom", "Nia"].map {
            try fixture.store.addPerson(Person(id: .new, name: $0, mailbox: nil), told: .noon)
        }
        let told = Recipient.person(fixture.register.person.id)
        let step = fixture.step(to: [told, .person(people[0].id)])
        _ = try await fixture.store.enqueue([fixture.letter([step])], of: fixture.look)
        let second = fixture.letter([fixture.step(to: [.person(people[1].id)])], to: .person(people[1].id))
        #expect(try await fixture.store.enqueue([second], of: fixture.look) == 1)
        #expect(try await fixture.ledger().map(\.waiting) == [[]])
        #expect(try await fixture.store.enqueue([second], of: fixture.look) == 0)
    }

    @Test func aMissedStepEndsTheWaiting() async throws {
        let fixture = try LedgerFixture()
        let recipients: [Recipient] = [.person(fixture.register.person.id), .secretariat]
        let step = fixture.step(to: recipients)
        _ = try await fixture.store.enqueue([fixture.letter([step])], of: fixture.look)
        #expect(try await fixture.store.recordMissed([step], of: fixture.look) == 0)
        #expect(try await fixture.ledger().map(\.waiting) == [[]])
    }

    @Test func theLastLetterToARecipientIsKnownAndBriefsDoNotCount() async throws {
        let fixture = try LedgerFixture()
        _ = try await fixture.enqueued()
        var brief = fixture.letter([fixture.step(occurrence: 1)], to: .secretariat)
        brief.kind = .brief
        _ = try await fixture.store.enqueue([brief], of: fixture.look)
        let last = try await fixture.store.reading(fixture.register.board.id, at: fixture.now) {
            $0.schedule.lastLetters
        }
        #expect(last == [.person(fixture.register.person.id): .today])
    }

    /// What the gap put off until after a meeting that nobody records comes back
    /// three weeks later, and must find the letter that put it off.
    @Test(arguments: [(25, true), (28, false)])
    func theLastLetterIsKnownUntilNothingCanRestForItAnyMore(days: Int, isKnown: Bool) async throws {
        let fixture = try LedgerFixture()
        _ = try await fixture.enqueued()
        let last = try await fixture.store.reading(
            fixture.register.board.id, at: fixture.now.adding(days: days)
        ) { $0.schedule.lastLetters }
        #expect(last.isEmpty != isKnown)
    }

    @Test func theMessageIDIsTheLettersOwn() async throws {
        let fixture = try LedgerFixture()
        _ = try await fixture.enqueued()
        let other = try LedgerFixture()
        _ = try await other.enqueued()
        #expect(try fixture.entry().messageID != other.entry().messageID)
    }

    @Test func theLedgerHoldsNoFreeTextAndOutlivesWhatItNames() throws {
        let fixture = try LedgerFixture()
        let columns = try fixture.store.ledgerColumns()
        #expect(columns.isDisjoint(with: ["name", "mailbox", "text", "reason"]))
        #expect(try fixture.store.ledgerReferences() == 0)
    }
}

extension Store {
    fileprivate func ledgerColumns() throws -> Set<String> {
        try read { try Set(String.fetchAll($0, sql: "SELECT name FROM pragma_table_info('ledger')")) }
    }

    fileprivate func ledgerReferences() throws -> Int? {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM pragma_foreign_key_list('ledger')") }
    }
}
