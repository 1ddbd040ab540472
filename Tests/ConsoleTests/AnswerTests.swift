import ActionRegister
import Console
import Foundation
import HTTPTypes
import Mail
import Reminders
import Scheduling
import Store
import Synchronization
import Testing

/// The owner's page, and the links that open it.
@Suite struct AnswerTests {
    let fixture: ConsoleFixture
    let links: AnswerLinks
    let token: String

    init() throws {
        fixture = try ConsoleFixture()
        let url = URL(string: "https://answers.mopac.example.org")!
        links = AnswerLinks(url: url, key: Array(repeating: 5, count: 32))
        token = links.token(
            of: .init(
                person: fixture.tom.id, board: fixture.vawg.id, mailbox: fixture.tom.mailbox!,
                madeAt: ConsoleFixture.noon))
    }

    private var responder: AnswerResponder {
        var host = fixture.host
        host.url = URL(string: "https://answers.mopac.example.org")!
        return AnswerResponder(host, links: links)
    }

    private func get(_ path: String = "", token: String? = nil) async -> Answer {
        await Answer(of: responder, .get, "/a/\(token ?? self.token)\(path)")
    }

    private func post(_ path: String, _ fields: [String: String] = [:], token: String? = nil) async -> Answer
    {
        await Answer(
            of: responder, .post, "/a/\(token ?? self.token)\(path)",
            body: Form(fields.mapValues { [$0] }).query)
    }

    private var action: Action {
        get throws { try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record.action }
    }

    @Test func pageShowsTheReadersOpenActionsAndChangesNothingHoweverOften() async throws {
        let before = try fixture.store.auditCount()
        for method in [HTTPRequest.Method.get, .head] {
            for _ in 0..<100 {
                #expect(await Answer(of: responder, method, "/a/\(token)").status == 200)
            }
        }
        let body = await get().body
        #expect(body.contains("VAWG-001") && body.contains("VAWG-003") && body.contains("&lt;script&gt;"))
        #expect(try fixture.store.auditCount() == before)
    }

    @Test func pagesAreByteForByteAsTheyAreKept() async throws {
        try await get().expectGolden("owner")
        try await post("/actions/1/date", ["day": "2026-01-02", "reason": "More <b>time</b>"])
            .expectGolden("owner-wrong")
        _ = await post("/actions/1/done")
        try await get().expectGolden("owner-done")
        try await get(token: token + "0").expectGolden("owner-unknown")
        fixture.clock.withLock { $0 += 121 * 86_400 }
        try await get().expectGolden("owner-expired")
        try await Answer(of: fixture.console, .get, "/sign-in").expectGolden("sign-in")
    }

    @Test func postingTwiceActsOnce() async throws {
        for _ in 0..<3 {
            #expect(await post("/actions/1/update", ["note": "The draft is ready"]).status == 303)
        }
        let record = try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record
        #expect(record.updates.map(\.text) == ["The draft is ready"])
        #expect(record.updates[0].by == fixture.tom.id)
        #expect(record.updates[0].answersFor == .organisation(fixture.mps.id))
    }

    @Test func doneIsAProposalThatTheBoardDecides() async throws {
        for _ in 0..<2 { #expect(await post("/actions/1/done", ["note": "All met"]).status == 303) }
        #expect(try action.status == .proposed)
        let body = await get().body
        #expect(body.contains("The board decides") && !body.contains("/actions/1/update"))
    }

    @Test func whatWasSaidToBeDoneCanBeTakenBack() async throws {
        _ = await post("/actions/1/done")
        for _ in 0..<2 { #expect(await post("/actions/1/undone").status == 303) }
        #expect(try action.status == .open)
        _ = await post("/actions/1/done")
        #expect(try action.status == .proposed)
        let texts = try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record.updates.map(
            \.text)
        #expect(texts == ["done", "not done after all", "done"])
    }

    @Test func anotherDateIsAskedForAndTheSecretariatDecides() async throws {
        #expect(await post("/actions/1/date", ["day": "2026-11-01", "reason": "Late"]).status == 422)
        #expect(await post("/actions/1/date", ["day": "2027-01-15"]).status == 422)
        for _ in 0..<2 {
            #expect(
                await post("/actions/1/date", ["day": "2027-01-15", "reason": "Figures come late"]).status
                    == 303)
        }
        #expect(try action.due == .day(CalendarDay(2026, 11, 11)))
        let harriet = try await fixture.signIn(fixture.harriet)
        #expect(await harriet.get("/").body.contains("VAWG-001: another day is asked for"))
        let request = try #require(try fixture.store.dueRequests(of: [fixture.vawg.id]).first)
        let fields = ["decision": "accept", "request": "\(request.id)", "day": "2027-01-15"]
        let other = fields.merging(["day": "2027-12-15"]) { $1 }
        #expect(await harriet.post("/actions/1/request", other).status == 422)
        #expect(await harriet.post("/actions/1/request", fields).status == 303)
        #expect(await harriet.post("/actions/1/request", fields).status == 422)
        #expect(try action.due == .day(CalendarDay(2027, 1, 15)))
        #expect(try action.revisions == 1)
    }

    @Test func ownerReadsThatTheDateIsKept() async throws {
        #expect(await post("/actions/1/date", ["day": "2027-01-15", "reason": "Late"]).status == 303)
        let request = try #require(try fixture.store.dueRequests(of: [fixture.vawg.id]).first)
        try fixture.store.decide(
            request.id, for: request.day, isAccepted: false, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await get().body.contains("The secretariat keeps the due date as it is."))
        #expect(await post("/actions/1/date", ["day": "9999-12-31", "reason": "Late"]).status == 422)
    }

    @Test func whatIsSentByALinkThatHasEndedIsShown() async throws {
        fixture.clock.withLock { $0 += 121 * 86_400 }
        let answer = await post("/actions/1/update", ["note": "The <b>draft</b> is ready"])
        #expect(answer.status == 410 && answer.body.contains("The &lt;b&gt;draft&lt;/b&gt; is ready"))
    }

    /// Of several owners only the lead speaks for the whole.
    @Test func jointOwnerSaysThatTheirPartIsDone() async throws {
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let cps = try fixture.store.addOrganisation(Organisation(id: .new, name: "CPS"), told: told)
        try fixture.store.assignAction(
            .init(1), to: [.organisation(cps.id), .organisation(fixture.mps.id)], told: told)
        let page = await get().body
        #expect(page.contains("Your part of VAWG-001 is done") && page.contains("Say that my part is done"))
        #expect(page.contains("VAWG-003 is done"))
        let done = await post("/actions/1/done")
        #expect(done.fields[.location]?.hasSuffix("?done=partDone") == true)
        #expect(try action.status == .open)
        let after = await get().body
        #expect(after.contains("You have said that your part is done. CPS leads"))
        #expect(!after.contains("The board decides"))
        #expect(await post("/actions/1/undone").status == 303)
        #expect(await get().body.contains("Say that my part is done"))
    }

    /// RFC 8058 §3.1: no redirection, for mail programs do not follow it.
    @Test(arguments: [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
        ),
    ])
    func oneClickOfAMailProgramIsAnsweredAndNotRedirected(type: String, body: String) async throws {
        let answer = await Answer(
            of: responder, .post, "/a/\(token)/stop", fields: [.contentType: type], body: body)
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(try fixture.store.refusals(fixture.vawg.id).map(\.person.id) == [fixture.tom.id])
    }

    @Test func dayThatIsAskedForAgainAfterAnotherIsTheOneThatWaits() async throws {
        for day in ["2027-01-15", "2027-02-15", "2027-01-15"] {
            #expect(await post("/actions/1/date", ["day": day, "reason": "Late"]).status == 303)
        }
        let first = try #require(try fixture.store.dueRequests(of: [fixture.vawg.id]).first)
        #expect(first.day == CalendarDay(2027, 1, 15))
        try fixture.store.decide(
            first.id, for: first.day, isAccepted: false, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await post("/actions/1/date", ["day": "2027-01-15", "reason": "Late"]).status == 303)
        #expect(try fixture.store.dueRequests(of: [fixture.vawg.id]).count == 1)
    }

    @Test func linkThatNobodySignedOpensNothing() async throws {
        let parts = token.split(separator: ".").map(String.init)
        let forged = [
            token + "0", String(token.dropLast()), "1." + parts.dropFirst().joined(separator: "."),
            "\(parts[0]).2.\(parts[2]).\(parts[3])",
            "\(parts[0]).\(parts[1]).\(Int(parts[2])! + 1).\(parts[3])",
            "x", "...", "4.1.1.", "-1.1.1.\(parts[3])",
        ]
        for token in forged {
            #expect(await get(token: token).status == 404, "\(token)")
            #expect(await post("/actions/1/update", ["note": "x"], token: token).status == 404, "\(token)")
        }
        let other = AnswerLinks(
            url: URL(string: "https://answers.mopac.example.org")!, key: Array(repeating: 1, count: 32))
        let claim = AnswerLinks.Claim(
            person: fixture.tom.id, board: fixture.vawg.id, mailbox: fixture.tom.mailbox!,
            madeAt: ConsoleFixture.noon)
        #expect(await get(token: other.token(of: claim)).status == 404)
    }

    @Test func expiredLinkExplainsItselfAndOffersAFreshOneToTheKnownMailbox() async throws {
        fixture.clock.withLock { $0 += AnswerLinks.lifetime + 7200 }
        let answer = await get()
        #expect(answer.status == 410 && answer.body.contains("Send me a fresh one"))
        #expect(await post("/actions/1/update", ["note": "x"]).status == 410)
        #expect(try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record.updates.isEmpty)
        for _ in 0..<3 { #expect(await post("/fresh").status == 200) }
        while fixture.posted.withLock({ $0.isEmpty }) { await Task.yield() }
        let posted = fixture.posted.withLock { $0 }
        #expect(posted.map(\.mailbox.addressSpec) == ["tom@met.example.net"])
        let fresh = try #require(posted[0].message.text.firstMatch(of: /\/a\/([0-9a-f.]+)/)?.output.1)
        #expect(await get(token: String(fresh)).status == 200)
    }

    @Test func linkEndsWithTheMailboxAndWithTheSeat() async throws {
        let told = Told(by: "test", at: ConsoleFixture.noon + 7200)
        fixture.clock.withLock { $0 += 8000 }
        #expect(await get().status == 200)
        var tom = fixture.tom
        tom.mailbox = Mailbox("other@met.example.net")!
        try fixture.store.setPerson(tom, told: told)
        #expect(await get().status == 410)
        let later = links.token(
            of: .init(
                person: tom.id, board: fixture.vawg.id, mailbox: tom.mailbox!,
                madeAt: ConsoleFixture.noon + 8000))
        #expect(await get(token: later).status == 200)
        try fixture.store.endSeats(
            of: tom.id, on: fixture.vawg.id, from: CalendarDay(2026, 11, 23), told: told)
        #expect(await get(token: later).status == 410)
        try fixture.store.erasePerson(tom.id, told: told)
        #expect(await get(token: later).status == 410)
    }

    @Test func readerCanDoWithoutRemindersAndTheSecretariatSeesIt() async throws {
        for _ in 0..<2 { #expect(await post("/stop").status == 303) }
        let harriet = try await fixture.signIn(fixture.harriet)
        #expect(await harriet.get("/").body.contains("Tom Achterberg wants no reminders"))
        let check = DueDateCheck(fixture.store, sender: Mailbox("actions@mopac.example.org")!)
        // The fortnight before the meeting begins; the release is a day old.
        let summary = try await check.run(at: ConsoleFixture.noon)
        let kinds = summary.letters.filter { $0.recipient == .person(fixture.tom.id) }.map(\.kind)
        #expect(kinds == [.notice])
        #expect(summary.missed == 0)
        #expect(await get().body.contains("Remind me again"))
        #expect(await post("/start").status == 303)
        #expect(try fixture.store.refusals(fixture.vawg.id).isEmpty)
    }

    @Test func answerThatComesTooLateIsShownAgainAndNotLost() async throws {
        try fixture.store.cancelAction(.init(1), told: Told(by: "test", at: ConsoleFixture.noon))
        let answer = await post("/actions/1/update", ["note": "My long <answer>"])
        #expect(answer.status == 422 && answer.body.contains("My long &lt;answer&gt;"))
        #expect(answer.body.contains("not open any more"))
    }

    @Test func answerThatTheFullDiskDoesNotTakeIsShownAgainAndNotLost() async throws {
        try fixture.fillDisk()
        let words = String(repeating: "The figures are with the board. ", count: 400)
        let answer = await post("/actions/1/update", ["note": words])
        #expect(answer.status == 503 && answer.body.contains("Nothing was kept"))
        #expect(answer.body.contains(">\n\(words.dropLast())</textarea>"))
        #expect(try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record.updates.isEmpty)
    }

    @Test func restrictedActionShowsItsReferenceAlone() async throws {
        var action = try action
        action.isRestricted = true
        try fixture.store.editAction(action, told: Told(by: "test", at: ConsoleFixture.noon))
        _ = await post("/actions/1/update", ["note": "Nobody may read this"])
        let body = await get().body
        #expect(body.contains("VAWG-001") && !body.contains("findings are met"))
        #expect(!body.contains("Nobody may read this"))
    }

    @Test func answerPageSaysNothingOfAnotherBoardOrPerson() async throws {
        #expect(await Answer(of: responder, .get, "/").status == 404)
        #expect(await Answer(of: responder, .get, "/boards/vawg").status == 404)
        #expect(await Answer(of: responder, .get, "/sign-in").status == 404)
        let dana = links.token(
            of: .init(
                person: fixture.dana.id, board: fixture.vawg.id, mailbox: fixture.dana.mailbox!,
                madeAt: ConsoleFixture.noon))
        let body = await get(token: dana).body
        #expect(body.contains("Nothing is open for you") && !body.contains("VAWG-001"))
        #expect(await post("/actions/1/update", ["note": "x"], token: dana).status == 422)
    }
}
