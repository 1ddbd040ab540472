import ActionRegister
import Console
import Foundation
import HTTPTypes
import Mail
import Reminders
import Store
import Synchronization
import Testing

/// What the secretariat keeps beside the actions: meetings, people and organisations.
@Suite struct KeepingTests {
    @Test(arguments: ["March 2027", "2027-03", "mar 2027"])
    func meetingOfWhichOnlyTheMonthIsKnownGetsItsDayLater(month: String) async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let added = await signed.post("/boards/vawg/meetings/add", ["day": "", "month": month])
        let path = try #require(added.fields[.location]?.split(separator: "?").first.map(String.init))
        let page = await signed.get(path).body
        #expect(page.contains("Meeting of March 2027") && page.contains("Give it this day"))
        #expect(!page.contains("Owners are told") && !page.contains("id=\"set-papers\""))
        #expect(await signed.get("/boards/vawg/meetings").body.contains("March 2027, no day yet"))
        let moved = await signed.post(path + "/move", ["day": "1 March 2027"])
        #expect(moved.status == 303, "\(moved.body)")
        let meetings = try fixture.store.meetings(fixture.vawg.id)
        #expect(meetings.compactMap(\.day) == [CalendarDay(2026, 12, 7), CalendarDay(2027, 3, 1)])
    }

    @Test(arguments: [
        (["month": "Marchtober 2027"], "add-month-wrong"), (["month": "2027"], "add-month-wrong"),
        (["month": "March 2027", "day": "1 March 2027"], "add-month-wrong"),
        (["month": "March 2027", "papers": "2027-02-24"], "add-papers-wrong"), ([:], "add-day-wrong"),
    ])
    func whatIsNeitherADayNorAMonthIsSaidBesideItsField(fields: [String: String], place: String) async throws
    {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let answer = await signed.post(
            "/boards/vawg/meetings/add", fields.merging(["form": "add"]) { $1 })
        #expect(answer.status == 422)
        #expect(answer.body.contains("id=\"\(place)\""))
        #expect(try fixture.store.meetings(fixture.vawg.id).count == 1)
    }

    @Test func personMovesToAnotherOrganisationAndToNone() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        for (typed, kept) in [("mps", fixture.mps.id), (" ", nil)] as [(String, Organisation.ID?)] {
            let fields = ["name": "Tom Achterberg", "organisation": typed]
            #expect(await signed.post("/people/4/set", fields).status == 303)
            #expect(try fixture.store.personIfAny(fixture.tom.id)?.organisation == kept)
        }
        let unknown = ["form": "set", "name": "Tom Achterberg", "organisation": "MPSS"]
        let answer = await signed.post("/people/4/set", unknown)
        #expect(answer.status == 422 && answer.body.contains("id=\"set-organisation-wrong\""))
    }

    @Test func organisationIsMeantWhereAPersonIsCalledTheSame() async throws {
        let fixture = try ConsoleFixture()
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let body = try fixture.store.addOrganisation(Organisation(id: .new, name: "Rape Crisis"), told: told)
        _ = try fixture.store.addPerson(Person(id: .new, name: "Rape Crisis"), told: told)
        let signed = try await fixture.signIn(fixture.harriet)
        let fields = ["name": "Tom Achterberg", "organisation": "Rape Crisis"]
        #expect(await signed.post("/people/4/set", fields).status == 303)
        #expect(try fixture.store.personIfAny(fixture.tom.id)?.organisation == body.id)
        let person = ["form": "set", "name": "Tom Achterberg", "organisation": "Harriet Osei"]
        #expect(await signed.post("/people/4/set", person).body.contains("is a person"))
    }

    @Test func whoKeepsNotAllBoardsOfAPersonLeavesMailboxAndOrganisation() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        let page = await olive.get("/people/4").body
        #expect(page.contains("id=\"set-name\"") && !page.contains("id=\"set-organisation\""))
        let fields = ["name": "Tom Achterberg", "organisation": "MPS"]
        #expect(await olive.post("/people/4/set", fields).status == 403)
        #expect(await olive.post("/people/4/set", ["name": "Thomas Achterberg"]).status == 303)
        #expect(try fixture.store.personIfAny(fixture.tom.id)?.organisation == nil)
    }

    /// Neither can be named as an owner then; nothing is refused, for it may be meant.
    @Test func nameOfAPersonThatIsAnOrganisationsIsMarkedUntilOneIsRenamed() async throws {
        let fixture = try ConsoleFixture()
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        let signed = try await fixture.signIn(fixture.harriet)
        #expect(!(await signed.get("/people").body.contains("is called that, too")))
        let added = ["name": "NHS", "aliases": "Health; tom achterberg"]
        #expect(await signed.post("/people/organisation", added).status == 303)
        let marked = await signed.get("/people").body
        #expect(marked.contains("an organisation is called that, too"))
        #expect(marked.contains("a person is called that, too"))
        #expect(await signed.post("/people/4/set", ["name": "Thomas Achterberg"]).status == 303)
        #expect(!(await signed.get("/people").body.contains("is called that, too")))
    }

    @Test func organisationIsRenamedAndKeepsItsOldName() async throws {
        let fixture = try ConsoleFixture()
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        let signed = try await fixture.signIn(fixture.harriet)
        #expect(await signed.post("/people/rename", ["name": "mps", "new": "Met Police"]).status == 303)
        let bodies = try fixture.store.organisations()
        #expect(bodies.map(\.name) == ["Met Police"] && bodies[0].aliases == ["MPS"])
        let unknown = ["form": "rename", "name": "CPS", "new": "Crown Prosecution Service"]
        #expect(await signed.post("/people/rename", unknown).body.contains("id=\"rename-name-wrong\""))
    }

    @Test func absenceSaysWhoStillGetsTheLetters() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let days = ["from": "2026-12-01", "until": "2026-12-04"]
        #expect(await signed.post("/people/4/absence", days).status == 303)
        #expect(await signed.get("/people/4").body.contains("nobody is their deputy on VAWG Board"))
        #expect(await signed.get("/people").body.contains("not on every board"))
        let seat = ["board": "vawg", "role": "deputy", "deputy-of": "Tom Achterberg"]
        #expect(await signed.post("/people/2/seat", seat).status == 303)
        #expect(await signed.get("/people/4").body.contains("their deputies"))
        #expect(!(await signed.get("/people").body.contains("not on every board")))
        fixture.clock.withLock { $0 += 30 * 86_400 }
        let later = try await fixture.signIn(fixture.harriet)
        #expect(!(await later.get("/people").body.contains("Now and later")))
    }

    @Test func peopleAreFoundByWordsAndStandOnPages() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let told = Told(by: "test", at: ConsoleFixture.noon)
        for number in 1...60 {
            _ = try fixture.store.addPerson(Person(id: .new, name: "Zoe \(100 + number)"), told: told)
        }
        let first = await signed.get("/people").body
        #expect(first.contains("Page 1 of 2") && !first.contains("Zoe 160"))
        #expect(await signed.get("/people?page=2").body.contains("Zoe 160"))
        let found = await signed.get("/people?words=zoe+15").body
        #expect(found.contains("Zoe 159") && !found.contains("Zoe 149") && !found.contains("Page 1"))
        #expect(await signed.get("/people?words=nobody").body.contains("Nobody is like that."))
    }

    @Test func meetingOnAHolidayIsSaidToBeOne() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let added = await signed.post("/boards/vawg/meetings/add", ["day": "2027-03-26"])
        let path = try #require(added.fields[.location]?.split(separator: "?").first.map(String.init))
        let page = await signed.get(path).body
        #expect(page.contains("is Good Friday. If that is a slip"))
        #expect(page.contains("Good Friday, no working day"))
        #expect(
            await signed.get("/boards/vawg/meetings").body.contains("<span class=\"late\">Good Friday</span>")
        )
        let again = await signed.post("/boards/vawg/meetings/add", ["form": "add", "day": "2027-03-26"])
        #expect(again.status == 422 && again.body.contains("id=\"add-day-wrong\""))
        let moved = await signed.post(path + "/move", ["form": "move", "day": "2026-12-07"])
        #expect(moved.status == 422 && moved.body.contains("id=\"move-day-wrong\""))
        #expect(!(await signed.get("/boards/vawg/meetings/1").body.contains("If that is a slip")))
    }

    @Test func personsPageSaysWhatBecameOfTheLastLetterAndThatTheMailboxIsHeld() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        #expect(!(await signed.get("/people/4").body.contains("Last letter")))
        let check = DueDateCheck(fixture.store, sender: Mailbox("actions@mopac.example.org")!)
        _ = try await check.run(at: ConsoleFixture.noon)
        let line = try #require(
            try fixture.store.lastLetter(to: fixture.tom.id, of: [fixture.vawg.id]))
        let sent = await signed.get("/people/4").body
        #expect(sent.contains("/outbox/\(line.entry.id)\">") && !sent.contains("could not be delivered"))
        try fixture.bounceLetters(to: fixture.tom, times: 3)
        let lost = await signed.get("/people/4").body
        #expect(
            lost.contains("could not be delivered") && lost.contains("its last three letters were refused"))
        #expect(await signed.get("/people").body.contains("<span class=\"late\">held</span>"))
        // Of a board that the reader does not keep nothing is said.
        let olive = try await fixture.signIn(fixture.olive)
        #expect(!(await olive.get("/people/4").body.contains("Last letter")))
    }

    @Test func whoKeepsAllBoardsMakesOneOfTwoOrganisations() async throws {
        let fixture = try ConsoleFixture()
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let met = try fixture.store.addOrganisation(Organisation(id: .new, name: "Met Police"), told: told)
        let harriet = try await fixture.signIn(fixture.harriet)
        #expect(await harriet.post("/people/merge", ["name": "Met Police", "into": "MPS"]).status == 403)
        #expect(!(await harriet.get("/people").body.contains("id=\"merge\"")))

        try fixture.store.setAdministrator(fixture.harriet.id, true, told: told)
        let again = try await fixture.signIn(fixture.harriet)
        #expect(await again.get("/people").body.contains("id=\"merge\""))
        let same = await again.post(
            "/people/merge", ["form": "merge", "show": "yes", "name": "MPS", "into": "mps"])
        #expect(same.status == 422 && same.body.contains("id=\"merge-into-wrong\""))
        let shown = await again.post(
            "/people/merge", ["form": "merge", "show": "yes", "name": "met police", "into": "MPS"])
        #expect(shown.status == 200)
        #expect(shown.body.contains("Met Police (goes)") && shown.body.contains("MPS (stays)"))
        #expect(shown.body.contains("VAWG Board: Tom Achterberg, contact"))
        #expect(try fixture.store.organisations().count == 2)
        #expect(await again.post("/people/merge", ["name": "Met Police", "into": "MPS"]).status == 303)
        let left = try fixture.store.organisations()
        #expect(left.map(\.name) == ["MPS"] && left[0].aliases == ["Met Police"] && left[0].id != met.id)
    }
}
