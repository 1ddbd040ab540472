import ActionRegister
import Console
import Foundation
import Store
import Testing

/// The trail as the secretariat reads it.
@Suite struct AuditPageTests {
    private func audit(_ fixture: ConsoleFixture, _ path: String = "/audit") async throws -> Answer {
        let told = Told(by: "test", at: ConsoleFixture.noon)
        try fixture.store.setAdministrator(fixture.harriet.id, true, told: told)
        return await (try await fixture.signIn(fixture.harriet)).get(path)
    }

    @Test func everyKindOfChangeIsReadByNamesAndDays() async throws {
        let fixture = try ConsoleFixture()
        let (store, action) = (fixture.store, fixture.actions[0].id)
        let told = Told(
            by: "Harriet Osei", at: ConsoleFixture.noon, realTime: ConsoleFixture.noon + 7_200,
            person: fixture.harriet.id)
        try store.setDue(.day(CalendarDay(2027, 1, 15)), of: action, told: told)
        try store.setDue(.meeting(fixture.meeting.id), of: action, told: told)
        try store.closeAction(action, by: .chair(reason: "Settled <b>early</b>"), told: told)
        _ = try store.addSilence(
            Silence(
                id: .new, board: nil, owner: .organisation(fixture.mps.id), action: nil,
                from: CalendarDay(2026, 12, 20), until: CalendarDay(2027, 1, 3), reason: "Closed"), told: told
        )
        let other = try store.addOrganisation(
            Organisation(id: .new, name: "Met Police", aliases: ["Met"]), told: told)
        try store.mergeOrganisation(other.id, into: fixture.mps.id, told: told)
        try await audit(fixture).expectGolden("audit")
    }

    @Test func whoWasErasedHasNoNameThere() async throws {
        let fixture = try ConsoleFixture()
        try fixture.store.erasePerson(fixture.tom.id, told: Told(by: "test", at: ConsoleFixture.noon))
        let page = try await audit(fixture)
        #expect(page.status == 200)
        #expect(!page.body.contains("Achterberg"))
        #expect(page.body.contains("person erase"))
    }

    @Test func olderEntriesStandOnPagesOfTheirOwn() async throws {
        let fixture = try ConsoleFixture()
        for number in 1...120 {
            _ = try fixture.store.addPerson(
                Person(id: .new, name: "Person \(number)"), told: Told(by: "test", at: ConsoleFixture.noon))
        }
        let page = try await audit(fixture)
        let older = try #require(page.body.firstMatch(of: /href="(\/audit\?until=\d+)"/)?.output.1)
        #expect(page.body.contains("Person 120") && !page.body.contains("board add"))
        let second = try await audit(fixture, String(older))
        #expect(!second.body.contains("Person 120") && second.body.contains("board add"))
    }
}
