import ActionRegister
import Console
import Foundation
import HTTPTypes
import Store
import Synchronization
import Testing

/// The pages, byte for byte as they are kept in `Golden`, and what their forms do.
@Suite struct PageTests {
    static let pages: [String: String] = [
        "today": "/", "board": "/boards/vawg", "board-empty": "/boards/vawg?words=nothing",
        "action": "/actions/2", "new-action": "/boards/vawg/new", "meetings": "/boards/vawg/meetings",
        "cycle": "/boards/vawg/meetings/1", "record": "/boards/vawg/meetings/1/record",
        "schedule": "/boards/vawg/schedule?try=5%20working%20days%20before%20the%20meeting",
        "letters": "/boards/vawg/letters", "next-letter": "/boards/vawg/letters/next?person=4",
        "release": "/boards/vawg/release", "import": "/boards/vawg/import",
        "settings": "/boards/vawg/settings",
        "activate": "/boards/vawg/activate", "people": "/people", "person": "/people/4", "outbox": "/outbox",
        "silences": "/silences",
    ]

    @Test(arguments: pages.keys.sorted())
    func goldenPageIsUnchanged(name: String) async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let answer = await signed.get(Self.pages[name]!)
        #expect(answer.status == 200)
        try answer.expectGolden(name)
    }

    @Test(arguments: pages.keys.sorted())
    func noPageHasAnythingInlineOrUnescaped(name: String) async throws {
        let fixture = try ConsoleFixture()
        let body = await (try await fixture.signIn(fixture.harriet)).get(Self.pages[name]!).body
        for word in ["<script", "style=", "javascript:", " onclick", " onload", "http://", "&amp;amp;"] {
            #expect(!body.contains(word), "\(word)")
        }
        #expect(body.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">"))
        #expect(body.matches(of: /<h1>/).count == 1)
    }

    @Test func whatCannotBeReadIsSaidBesideTheFieldAndWhatWasTypedIsKept() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let answer = await signed.post(
            "/boards/vawg/new",
            ["form": "new", "text": "Send <b>it</b>", "owners": "MPSS", "due": "date", "day": "soon"])
        #expect(answer.status == 422)
        #expect(answer.body.contains("Send &lt;b&gt;it&lt;/b&gt;"))
        #expect(answer.body.contains("id=\"new-owners-wrong\""))
        #expect(answer.body.contains("did you mean"))
        #expect(try fixture.store.drafts(fixture.vawg.id).isEmpty)
    }

    @Test func aDayBesideAChoiceThatTakesNoneIsNotDropped() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let fields = ["form": "new", "text": "More", "owners": "MPS", "due": "next-meeting"]
        let answer = await signed.post("/boards/vawg/new", fields.merging(["day": "2027-01-15"]) { $1 })
        #expect(answer.status == 422 && answer.body.contains("id=\"new-due-wrong\""))
        // On an action's page the field has the day as it is, which is none that was typed.
        let kept = ["due": "ongoing", "day": "2026-11-11"]
        #expect(await signed.post("/actions/1/due", kept.merging(["day": "2027-01-15"]) { $1 }).status == 422)
        #expect(await signed.post("/actions/1/due", kept).status == 303)
    }

    @Test func draftsAreReleasedPageByPageAndTheirTextsKeptThoughNotTicked() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let owners = [Ownership(owner: .organisation(fixture.mps.id), assignedAt: told.now)]
        for number in 1...60 {
            _ = try fixture.store.addAction(
                Action(
                    id: .new, board: fixture.vawg.id, reference: "", text: "Draft \(number)", owners: owners,
                    due: .unset), told: told)
        }
        let page = await signed.get("/boards/vawg/release?page=2").body
        #expect(page.contains("Draft 60<") && !page.contains("Draft 50<") && page.contains("Page 2 of 2"))
        let seen = try #require(page.firstMatch(of: /name="seen" value="([^"]+)"/)?.output.1)
        let (last, other) = ("63", "62")
        var fields = [
            "form": "release", "seen": String(seen), "text-\(last)": "Draft 60", "text-\(other)": "Mended",
        ]
        #expect(await signed.post("/boards/vawg/release?page=2", fields).status == 303)
        #expect(try fixture.store.drafts(fixture.vawg.id).count == 60)
        #expect(try fixture.store.drafts(fixture.vawg.id).contains { $0.text == "Mended" })

        fields["text-\(other)"] = "Draft 59"
        fields["action"] = last
        #expect(await signed.post("/boards/vawg/release?page=2", fields).status == 409, "both changed it")
        fields["text-\(other)"] = nil
        #expect(await signed.post("/boards/vawg/release?page=2", fields).status == 303)
        #expect(try fixture.store.drafts(fixture.vawg.id).count == 59)
        let gone = await signed.post("/boards/vawg/release?page=2", fields)
        #expect(gone.status == 409 && gone.body.contains("has released or ended VAWG-063"))
    }

    @Test func allActionsStandOnOnePageWhereThatIsAsked() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let owners = [Ownership(owner: .organisation(fixture.mps.id), assignedAt: told.now)]
        for number in 1...60 {
            _ = try fixture.store.addAction(
                Action(
                    id: .new, board: fixture.vawg.id, reference: "", text: "Draft \(number)", owners: owners,
                    due: .unset), told: told)
        }
        let first = await signed.get("/boards/vawg").body
        #expect(first.contains("All 63 on one page") && !first.contains("VAWG-063"))
        let all = await signed.get("/boards/vawg?all=yes").body
        #expect(all.contains("VAWG-001") && all.contains("VAWG-063") && !all.contains("Page 1"))
    }

    @Test func everySlipOfAFormIsSaidAtOnce() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let body = await signed.post(
            "/silences/add", ["form": "add", "board": "vawg", "from": "soon", "until": "31 June 2027"]
        ).body
        for (field, words) in [
            ("from", "“soon” is no day"), ("until", "“31 June 2027” is no day"),
            ("reason", "This is needed, too."),
        ] {
            let said = try body.firstMatch(of: Regex("id=\"add-\(field)-wrong\">([^<]*)"))
            #expect(said.map { String(body[$0.range]).contains(words) } == true, "\(field)")
            #expect(try body.contains(Regex("id=\"add-\(field)\"[^>]*aria-invalid=\"true\"")), "\(field)")
        }
        #expect(!body.contains("add-owner-wrong"))
        let person = await signed.post(
            "/people/person", ["form": "person", "name": "", "mailbox": "nowhere"])
        #expect(person.body.contains("id=\"person-name-wrong\""))
        #expect(person.body.contains("“nowhere” is no address"))
    }

    @Test func secretaryTakesAnActionFromTheFormToTheRecordOfItsMeeting() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let added = await signed.post(
            "/boards/vawg/new", ["text": "Bring figures", "owners": "MPS", "due": "next-meeting"])
        #expect(added.fields[.location] == "/actions/4?done=added")
        let page = await signed.get("/boards/vawg/release").body
        #expect(page.contains("Bring figures"))
        let seen = try #require(page.firstMatch(of: /name="seen" value="([^"]+)"/)?.output.1)
        for stale in ["text-4=0", ""] {
            let form = ["action": "4", "text-4": "Other", "seen": stale, "form": "release"]
            #expect(await signed.post("/boards/vawg/release", form).status == 409)
        }
        let released = await signed.post(
            "/boards/vawg/release",
            ["action": "4", "text-4": "Bring the figures for 2026", "seen": String(seen)])
        #expect(released.status == 303)
        fixture.clock.withLock { $0 = Date(timeIntervalSince1970: 1_796_734_800) }
        let later = try await fixture.signIn(fixture.harriet)
        let recorded = await later.post(
            "/boards/vawg/meetings/1/record",
            ["outcome-4": "close", "note-4": "Noted", "outcome-1": "carry", "due-1": "2027-01-15"])
        #expect(recorded.status == 303, "\(recorded.body)")
        let action = try fixture.store.action(fixture.vawg.id, "VAWG-004", at: ConsoleFixture.noon).action
        #expect(action.text == "Bring the figures for 2026" && action.status == .closed)
        #expect(action.closure?.meeting == CalendarDay(2026, 12, 7))
        #expect(
            try fixture.store.action(fixture.vawg.id, "VAWG-001", at: ConsoleFixture.noon).dueDay
                == CalendarDay(2027, 1, 15))
    }

    @Test func importShowsTheDifferenceAndWritesNothingBeforeItIsConfirmed() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let csv = "reference,action,owner,due\r\nVAWG-009,Write to members,MPS,1 March 2027\r\n"
        let boundary = "----part"
        func upload(_ fields: [(String, String)], file: String?) async -> Answer {
            var body = (fields + [("token", signed.token)]).map {
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined()
            if let file {
                body +=
                    "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.csv\"\r\nContent-Type: text/csv\r\n\r\n\(file)\r\n"
            }
            return await Answer(
                of: fixture.console, .post, "/boards/vawg/import",
                fields: [.cookie: signed.cookie, .contentType: "multipart/form-data; boundary=\(boundary)"],
                body: body + "--\(boundary)--\r\n")
        }
        let shown = await upload([("kind", "actions")], file: csv)
        #expect(shown.status == 200 && shown.body.contains("+ VAWG-009"))
        #expect(try fixture.store.drafts(fixture.vawg.id).isEmpty)
        func confirm(_ page: Answer) async throws -> Answer {
            let contents = try #require(page.body.firstMatch(of: /name="contents" value="([^"]+)"/)?.output.1)
            let mark = try #require(page.body.firstMatch(of: /name="shown" value="([^"]+)"/)?.output.1)
            return await upload(
                [
                    ("kind", "actions"), ("name", "log.csv"), ("contents", String(contents)),
                    ("confirmed", "yes"), ("shown", String(mark)),
                ], file: nil)
        }
        let done = try await confirm(shown)
        #expect(done.status == 303, "\(done.body)")
        // What changed between the difference and the button is shown, and not written over.
        let later =
            "reference,action,owner,due\r\nVAWG-001,Set out how the findings are met,MPS,8 March 2027\r\n"
        let second = await upload([("kind", "actions")], file: later)
        let action = fixture.actions[0].id
        func due() throws -> Due {
            try fixture.store.actionRecord(action, at: ConsoleFixture.noon).record.action.due
        }
        try fixture.store.setDue(
            .day(CalendarDay(2027, 3, 30)), of: action, told: Told(by: "test", at: ConsoleFixture.noon))
        let overtaken = try await confirm(second)
        #expect(overtaken.status == 200 && overtaken.body.contains("The register has changed since"))
        #expect(try due() == .day(CalendarDay(2027, 3, 30)))
        #expect(try await confirm(overtaken).status == 303)
        #expect(try due() == .day(CalendarDay(2027, 3, 8)))
        let wide = "reference,action,owner,due,Cost\r\nVAWG-010,Send it,MPS,1 March 2027,47\r\n"
        let refused = await upload([("kind", "actions")], file: wide).body
        #expect(refused.contains("there is no column"), "\(refused)")
        let narrowed = await upload([("kind", "actions"), ("ignored", "\r\n cost ")], file: wide).body
        #expect(narrowed.contains("+ VAWG-010"))
        #expect(narrowed.contains("name=\"ignored\" value=\"cost\""))
        let wrong = await upload([("kind", "actions")], file: csv.replacing("MPS", with: "Nobody"))
        #expect(wrong.body.contains("log.csv:2:") && wrong.body.contains("Nothing was written"))
    }

    @Test func formThatTheFullDiskDoesNotTakeIsShownAgainAndNotLost() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        try fixture.fillDisk()
        let words = String(repeating: "Count the lamps. ", count: 600)
        let answer = await signed.post(
            "/boards/vawg/new", ["form": "new", "text": words, "owners": "MPS", "due": "ongoing"])
        #expect(answer.status == 503 && answer.body.contains("Nothing was kept"))
        #expect(answer.body.contains(">\n\(words.dropLast())</textarea>"))
        #expect(try fixture.store.drafts(fixture.vawg.id).isEmpty)
    }

    @Test func registerIsFoundByWordsOwnerStatusAndOverdue() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let asked = [
            "words=findings": ["001"], "overdue=yes": ["001"], "owner=MPS": ["001", "002", "003"],
            "meeting=1": ["002"], "status=closed": [], "words=%25": [],
            "order=due&way=down": ["002", "001", "003"],
        ]
        for (query, expected) in asked {
            let body = await signed.get("/boards/vawg?\(query)").body
            let found = body.matches(of: />VAWG-(\d{3})<\/a><\/th>/).map { String($0.output.1) }
            #expect(found == expected, "\(query)")
        }
        #expect(await signed.get("/boards/vawg?owner=nobody").body.contains("owner-wrong"))
    }

    @Test func boardPackPrintsThatThereIsARestrictedActionAndNotItsText() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let fields = ["text": "About a named person", "restricted": "yes"]
        #expect(await signed.post("/actions/1/edit", fields).status == 303)
        let body = await signed.get("/boards/vawg").body
        #expect(body.contains("<span class=\"unprinted\">About a named person"))
        #expect(body.contains("<span class=\"printed\">restricted</span>"))
    }

    @Test func getChangesNothingHoweverOften() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let before = try fixture.store.auditCount()
        for path in Self.pages.values {
            for _ in 0..<3 { _ = await signed.get(path) }
        }
        #expect(try fixture.store.auditCount() == before)
        #expect(try fixture.store.outboxCounts().isEmpty)
    }
}
