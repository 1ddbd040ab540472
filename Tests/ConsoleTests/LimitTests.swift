import ActionRegister
import Console
import Foundation
import HTTPTypes
import Mail
import Reminders
import Scheduling
import Store
import Testing

/// What happens at the edges: large bodies, a database that cannot be written, letters
/// that somebody wants to see first.
@Suite struct LimitTests {
    @Test func numbersThatNoPageHasAreTheFirstOrTheLast() async throws {
        let fixture = try ConsoleFixture()
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        let signed = try await fixture.signIn(fixture.harriet)
        for number in ["-9223372036854775808", "9223372036854775807", "-1", "0", "x", "99999999999999999999"]
        {
            for path in ["/boards/vawg?page=", "/outbox?page=", "/audit?until="] {
                #expect(await signed.get(path + number).status == 200, "\(path)\(number)")
            }
            #expect(await signed.get("/actions/\(number)").status == 404)
        }
        #expect(await signed.get("/boards/vawg?words=" + String(repeating: "x", count: 60_000)).status == 200)
    }

    @Test func buttonThatIsPressedTwiceActsOnce() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let page = await signed.get("/boards/vawg/new").body
        let once = try #require(page.firstMatch(of: /name="once" value="([0-9a-f]+)"/)?.output.1)
        let fields = ["once": String(once), "text": "More", "owners": "MPS", "due": "unset"]
        let answers = [
            await signed.post("/boards/vawg/new", fields), await signed.post("/boards/vawg/new", fields),
        ]
        #expect(answers.map(\.status) == [303, 303])
        #expect(answers[0].fields[.location] == answers[1].fields[.location])
        #expect(try fixture.store.drafts(fixture.vawg.id).count == 1)
    }

    @Test func twoPressesThatComeAtOnceActOnce() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let fields = ["once": "0123456789abcdef", "text": "More", "owners": "MPS", "due": "unset"]
        let answers = await withTaskGroup(of: Answer.self) { presses in
            for _ in 0..<8 { presses.addTask { await signed.post("/boards/vawg/new", fields) } }
            return await presses.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map { $0.fields[.location] }) == ["/actions/4?done=added"])
        #expect(try fixture.store.drafts(fixture.vawg.id).count == 1)
    }

    @Test func whoGoesBackAndChangesWhatTheyTypedIsNotTakenForASecondPress() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        for text in ["First thought", "Second thought", "Second thought"] {
            let fields = ["once": "0123456789abcdef", "note": text]
            #expect(await signed.post("/actions/1/update", fields).status == 303)
        }
        let record = try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record
        #expect(record.updates.map(\.text) == ["First thought", "Second thought"])
    }

    @Test func refusalWhoseFormIsGoneIsSaidAtTheTop() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        #expect(await signed.post("/actions/1/cancel", ["form": "cancel"]).status == 303)
        let again = await signed.post("/actions/1/cancel", ["form": "cancel"])
        #expect(again.status == 422 && again.body.contains("VAWG-001 is cancelled"))
    }

    @Test func formThatIsTooLargeIsRefusedAndChangesNothing() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let before = try fixture.store.auditCount()
        let answer = await signed.post(
            "/actions/1/update", ["note": String(repeating: "x", count: 2_100 * 1024)])
        #expect(answer.status == 413, "\(answer.status)")
        #expect(try fixture.store.auditCount() == before)
    }

    @Test func databaseThatCannotBeWrittenIsStillShown() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let folder = FileManager.default.temporaryDirectory.appending(path: "readonly-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "copy.sqlite").path
        try fixture.store.backup(to: path)
        var host = fixture.host
        host.store = try Store(path: path, for: .check)
        let console = ConsoleResponder(host)
        let cookie: HTTPFields = [.cookie: signed.cookie]
        for page in ["/", "/boards/vawg", "/actions/1", "/people"] {
            #expect(await Answer(of: console, .get, page, fields: cookie).status == 200, "\(page)")
        }
        let refused = await Answer(
            of: console, .post, "/actions/1/update", fields: cookie,
            body: Form(["token": [signed.token], "form": ["update"], "note": ["as ever"]]).query)
        #expect(refused.status == 503 && refused.body.contains("Nothing was kept"))
        #expect(refused.body.contains(">\nas ever</textarea>"))
    }

    @Test func letterThatIsHeldBeforeItsTimeIsMadeAndWaits() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let tom = fixture.tom.id.description
        let at = try await time(of: tom, signed)
        #expect(
            await signed.post("/boards/vawg/letters/hold", ["recipient": "999", "hold": "yes"]).status == 422)
        #expect(
            await signed.post("/boards/vawg/letters/hold", ["recipient": tom, "hold": "yes", "at": at]).status
                == 303)
        #expect(await signed.get("/boards/vawg/letters").body.contains("Let it go"))
        try await look(fixture)
        let letters = try fixture.store.outbox().filter { $0.entry.person == fixture.tom.id }
        #expect(letters.map(\.entry.state) == [.held])
        #expect(try fixture.store.letterHolds(fixture.vawg.id).isEmpty)
        let order = await signed.post("/outbox/\(letters[0].entry.id)/order", ["order": "release"])
        #expect(order.status == 303)
        #expect(try fixture.store.outboxLine(letters[0].entry.id).entry.state == .queued)
    }

    @Test func noticeThatGoesBeforeUsesUpNoHold() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let tom = fixture.tom.id.description
        // The letter of this morning is made; the hold is on the one after it.
        try await look(fixture)
        let at = try await time(of: tom, signed)
        let hold = ["recipient": tom, "hold": "yes", "at": at]
        #expect(await signed.post("/boards/vawg/letters/hold", hold).status == 303)
        let action = try fixture.store.addAction(
            Action(
                id: .new, board: fixture.vawg.id, reference: "", text: "Bring figures",
                owners: [Ownership(owner: .organisation(fixture.mps.id), assignedAt: ConsoleFixture.noon)],
                due: .unset), told: Told(by: "test", at: ConsoleFixture.noon))
        _ = try fixture.store.release([action.id], told: Told(by: "test", at: ConsoleFixture.noon + 3600))
        try await look(fixture, at: ConsoleFixture.noon + 3600)
        func letters() throws -> [OutboxLine] {
            try fixture.store.outbox().filter { $0.entry.person == fixture.tom.id }
        }
        #expect(try letters().map(\.entry.state) == [.queued, .queued])
        #expect(try !fixture.store.letterHolds(fixture.vawg.id).isEmpty)

        // Whenever the letter goes that was meant, it is held.
        for day in 1...14 where try letters().count == 2 {
            try await look(fixture, at: ConsoleFixture.noon + Double(day) * 86_400)
        }
        #expect(try letters().map(\.entry.state) == [.queued, .queued, .held])
        #expect(try fixture.store.letterHolds(fixture.vawg.id).isEmpty)
    }

    @Test func noticeThatTakesAlongWhatIsHeldIsHeldWithIt() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let tom = fixture.tom.id.description
        try await look(fixture)
        let hold = ["recipient": tom, "hold": "yes", "at": try await time(of: tom, signed)]
        #expect(await signed.post("/boards/vawg/letters/hold", hold).status == 303)
        // The chaser of 25 November waits for the gap; a release of that day takes it along.
        let later = ConsoleFixture.noon + 2 * 86_400
        let told = Told(by: "test", at: later)
        let action = try fixture.store.addAction(
            Action(
                id: .new, board: fixture.vawg.id, reference: "", text: "Bring figures",
                owners: [Ownership(owner: .organisation(fixture.mps.id), assignedAt: later)], due: .unset),
            told: told)
        #expect(
            await signed.get("/boards/vawg/release").body.contains(
                "The next letter to Tom Achterberg is held"))
        _ = try fixture.store.release([action.id], told: told)
        try await look(fixture, at: later)
        let letters = try fixture.store.outbox().filter { $0.entry.person == fixture.tom.id }
        #expect(letters.map(\.entry.state) == [.queued, .held])
        #expect(letters[1].steps.compactMap(\.action).contains("VAWG-001"))
        #expect(try !fixture.store.letterHolds(fixture.vawg.id).isEmpty)
    }

    @Test func letterThatIsLetGoAgainGoes() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let tom = fixture.tom.id.description
        let at = try await time(of: tom, signed)
        for hold in ["yes", "yes", ""] {
            _ = await signed.post(
                "/boards/vawg/letters/hold", ["recipient": tom, "hold": hold, "at": at])
        }
        try await look(fixture)
        #expect(
            try fixture.store.outbox().filter { $0.entry.person == fixture.tom.id }.map(\.entry.state) == [
                .queued
            ])
    }

    /// When the page says that the next letter goes.
    private func time(of person: String, _ signed: Signed) async throws -> String {
        let body = await signed.get("/boards/vawg/letters").body
        let form = try #require(body.ranges(of: "name=\"recipient\" value=\"\(person)\"").first)
        let rest = body[form.upperBound...]
        return String(try #require(rest.firstMatch(of: /name="at" value="([^"]+)"/)?.output.1))
    }

    /// On Monday 23 November, a fortnight before the meeting.
    private func look(_ fixture: ConsoleFixture, at now: Date = ConsoleFixture.noon) async throws {
        let check = DueDateCheck(fixture.store, sender: Mailbox("actions@mopac.example.org")!)
        _ = try await check.run(at: now)
    }
}
