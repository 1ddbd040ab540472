import ActionRegister
import Foundation
import Mail
import Reminders
import Store
import Testing

/// What is kept of letters, and for how long.
@Suite struct RetentionTests {
    private let now = SendingFixture.lookTime

    private func delete(_ fixture: SendingFixture, before instant: Date, limit: Int = 500) async throws -> Int
    {
        try await fixture.store.deleteExpired(
            messagesBefore: instant, attemptsBefore: instant, keysBefore: instant, limit: limit)
    }

    @Test func textAndAttemptsGoWhenTheirTimeIsOverAndTheStepIsNeverOwedAgain() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay()).run()
        let letter = try #require(try fixture.entries().first).id
        #expect(try await delete(fixture, before: now) == 0)
        #expect(try await delete(fixture, before: now + 1) == 6)
        #expect(try fixture.store.message(of: letter) == nil && fixture.store.attempts(of: letter).isEmpty)
        #expect(try fixture.entries().map(\.state) == [.relayed, .relayed, .relayed])
        #expect(try await fixture.check.run(at: now + 60).planned == 0)
    }

    @Test func oneTransactionTakesNoMoreThanAPortion() async throws {
        let fixture = try SendingFixture(owners: 3)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay()).run()
        var portions: [Int] = []
        repeat {
            portions.append(try await delete(fixture, before: now + 1, limit: 2))
        } while portions.last! > 0
        #expect(portions == [4, 2, 0])
    }

    @Test func keysOfTheConsoleGoWhenTheyHaveEnded() async throws {
        let fixture = try SendingFixture()
        let key = AccessKey(bytes: Array(repeating: 1, count: 32))
        _ = try fixture.store.keepSignInLink(key, for: fixture.people[0].id, told: fixture.told())
        #expect(try await delete(fixture, before: now + AccessLimits.link) == 0)
        #expect(try await delete(fixture, before: now + AccessLimits.link + 1) == 1)
    }

    @Test func whatHasNotGoneIsKept() async throws {
        let fixture = try SendingFixture()
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay { _ in .lost }).run()
        #expect(try await delete(fixture, before: now + 400 * 86_400) == 0)
    }

    @Test func whoIsErasedIsErasedFromTheLettersToo() async throws {
        let fixture = try SendingFixture(owners: 2)
        _ = try await fixture.check.run(at: now)
        _ = try await fixture.queue(ScriptedRelay()).run()
        let letters = try fixture.entries()
        try fixture.store.erasePerson(fixture.people[0].id, told: fixture.told())
        let erased = try #require(letters.first { $0.person == fixture.people[0].id }).id
        let other = try #require(letters.first { $0.person == fixture.people[1].id }).id
        #expect(try fixture.store.message(of: erased) == nil)
        #expect(try fixture.store.attempts(of: erased).allSatisfy { $0.words?.contains("owner0") != true })
        #expect(try fixture.store.message(of: other) != nil)
        #expect(try await fixture.check.run(at: now + 60).planned == 0)
    }
}
