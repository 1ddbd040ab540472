import ActionRegister
import Console
import Foundation
import HTTPTypes
import Store
import Testing

/// What everybody may do, and that a form is carried out only for who was shown it.
@Suite struct RightsTests {
    /// Every address at which something changes, with what would change it.
    static let forms: [(path: String, fields: [String: String])] = [
        ("/boards/vawg/bulk", ["do": "hold", "action": "1"]),
        ("/boards/vawg/new", ["text": "More", "owners": "MPS", "due": "unset"]),
        ("/boards/vawg/release", ["action": "1"]), ("/boards/vawg/import", ["kind": "actions"]),
        ("/boards/vawg/meetings/add", ["day": "2027-03-01"]),
        (
            "/boards/vawg/meetings/generate",
            ["pattern": "first monday of mar", "from": "2027-01-01", "until": "2027-12-31"]
        ),
        ("/boards/vawg/meetings/1/move", ["day": "2026-12-08"]),
        ("/boards/vawg/meetings/1/set", ["place": "Hall"]),
        ("/boards/vawg/meetings/1/postpone", [:]), ("/boards/vawg/meetings/1/cancel", [:]),
        ("/boards/vawg/meetings/1/record", [:]),
        ("/boards/vawg/schedule/add", ["sentence": "10 days before the meeting"]),
        ("/boards/vawg/schedule/remove", ["number": "1"]), ("/boards/vawg/activate", [:]),
        ("/boards/vawg/pause", [:]), ("/boards/vawg/letters/hold", ["recipient": "4", "hold": "yes"]),
        ("/boards/vawg/settings", ["name": "Other"]),
        ("/new-board", ["slug": "third", "name": "Third Board"]),
        ("/actions/1/update", ["note": "Halfway"]), ("/actions/1/propose", [:]),
        ("/actions/1/close", ["reason": "Settled"]), ("/actions/1/decline", [:]),
        ("/actions/1/due", ["due": "unset"]), ("/actions/1/assign", ["owners": "Tom Achterberg"]),
        ("/actions/1/hold", [:]), ("/actions/1/reopen", [:]), ("/actions/1/edit", ["text": "Other"]),
        ("/actions/1/remind", [:]), ("/actions/1/cancel", [:]),
        ("/actions/1/request", ["decision": "accept"]),
        ("/people/person", ["name": "New Person"]), ("/people/organisation", ["name": "NHS"]),
        ("/people/merge", ["name": "MPS", "into": "MPS"]), ("/people/rename", ["name": "MPS", "new": "Met"]),
        ("/people/4/set", ["name": "Other"]), ("/people/4/seat", ["board": "vawg", "role": "member"]),
        ("/people/4/end", ["board": "vawg"]),
        ("/people/4/absence", ["from": "2026-12-01", "until": "2026-12-02"]),
        ("/people/4/administrator", [:]), ("/people/4/sign-out", [:]),
        ("/outbox/1/order", ["order": "hold"]),
        ("/silences/add", ["board": "vawg", "until": "2027-01-12", "reason": "Closed"]),
        ("/silences/end", ["silence": "1"]),
    ]

    @Test func everyFormThatAPageShowsIsAmongThem() async throws {
        let fixture = try ConsoleFixture()
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        let signed = try await fixture.signIn(fixture.harriet)
        let known = Set(Self.forms.map { $0.path.replacing(/\d+/, with: "N") } + ["/sign-out"])
        for path in Array(PageTests.pages.values) + ["/new-board", "/audit", "/boards/victims/activate"] {
            let body = await signed.get(path).body
            for match in body.matches(of: /method="post" action="([^"?]+)/) {
                let form = match.output.1.replacing(/\d+/, with: "N").replacing("/victims/", with: "/vawg/")
                #expect(known.contains(String(form)), "\(path) shows \(form)")
            }
        }
    }

    @Test func everyFormRefusesWhoIsNotSignedIn() async throws {
        let fixture = try ConsoleFixture()
        let before = try fixture.store.auditCount()
        for form in Self.forms {
            let answer = await Answer(
                of: fixture.console, .post, form.path, body: Form(form.fields.mapValues { [$0] }).query)
            #expect(answer.status == 403, "\(form.path)")
        }
        #expect(try fixture.store.auditCount() == before)
    }

    @Test func everyFormRefusesWithoutItsTokenAndWithAnotherSessions() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let olive = try await fixture.signIn(fixture.olive)
        let before = try fixture.store.auditCount()
        for form in Self.forms {
            for token in ["", olive.token, String(harriet.token.dropLast()) + "x"] {
                #expect(
                    await harriet.post(form.path, form.fields, token: token).status == 403, "\(form.path)")
            }
        }
        #expect(try fixture.store.auditCount() == before)
    }

    @Test func secretaryOfAnotherBoardChangesNothingOfThisOne() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        for form in Self.forms where form.path.hasPrefix("/boards/vawg") || form.path.hasPrefix("/actions") {
            let before = try fixture.store.auditCount()
            let answer = await olive.post(form.path, form.fields)
            #expect([403, 404].contains(answer.status), "\(form.path): \(answer.status)")
            #expect(try fixture.store.auditCount() == before, "\(form.path)")
        }
        for path in [
            "/boards/vawg", "/boards/vawg/actions.csv", "/boards/vawg/meetings/1", "/actions/1", "/audit",
        ] {
            #expect([403, 404].contains(await olive.get(path).status), "\(path)")
        }
        #expect(
            await olive.post("/silences/add", ["board": "vawg", "until": "2027-01-12", "reason": "x"]).status
                == 422)
        #expect(await olive.post("/silences/add", ["until": "2027-01-12", "reason": "x"]).status == 403)
        #expect(await olive.get("/boards/victims").status == 200)
    }

    @Test func formsThatWouldBeRefusedAreNotShown() async throws {
        let fixture = try ConsoleFixture()
        let path = "/people/\(fixture.tom.id)"
        let olive = await (try await fixture.signIn(fixture.olive)).get(path)
        #expect(olive.status == 200 && olive.body.contains("set-name"))
        #expect(!olive.body.contains("set-mailbox") && !olive.body.contains("absence-from"))
        let harriet = await (try await fixture.signIn(fixture.harriet)).get(path)
        #expect(harriet.body.contains("set-mailbox") && harriet.body.contains("absence-from"))
    }

    @Test func chairReadsTheBoardAndChangesNothing() async throws {
        let fixture = try ConsoleFixture()
        let dana = try await fixture.signIn(fixture.dana)
        #expect(!(await dana.get("/").body.contains("All is well")))
        for path in [
            "/", "/boards/vawg", "/actions/2", "/boards/vawg/meetings/1", "/boards/vawg/letters",
            "/boards/vawg/schedule",
        ] {
            #expect(await dana.get(path).status == 200, "\(path)")
        }
        for path in [
            "/people", "/outbox", "/silences", "/audit", "/boards/vawg/settings", "/boards/vawg/release",
        ] {
            #expect(await dana.get(path).status == 403, "\(path)")
        }
        let before = try fixture.store.auditCount()
        for form in Self.forms {
            #expect([403, 404].contains(await dana.post(form.path, form.fields).status), "\(form.path)")
        }
        #expect(try fixture.store.auditCount() == before)
    }

    @Test func ownerWithoutASeatInTheSecretariatHasNoConsole() async throws {
        let fixture = try ConsoleFixture()
        await #expect(throws: ConsoleFixture.Refused.self) { try await fixture.signIn(fixture.tom) }
    }

    @Test func onlyAdministratorsAddBoardsAndAdministrators() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let fields = ["slug": "third", "name": "Third Board", "send-at": "09:00"]
        #expect(await harriet.post("/new-board", fields).status == 403)
        #expect(await harriet.post("/people/4/administrator").status == 403)
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await harriet.post("/new-board", fields).status == 303)
        #expect(try fixture.store.board("third").name == "Third Board")
        #expect(await harriet.post("/people/4/administrator").status == 303)
    }

    @Test func secretaryOfOneBoardSetsNoMailboxOfWhoHasToDoWithAnother() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        try fixture.store.setAdministrator(
            fixture.harriet.id, true, told: Told(by: "test", at: ConsoleFixture.noon))
        for person in [fixture.harriet, fixture.dana, fixture.tom] {
            let fields = ["name": person.name, "mailbox": "evil@example.org"]
            #expect(await olive.post("/people/\(person.id)/set", fields).status == 403)
        }
        let own = ["name": "Olive Grant", "mailbox": "olive@mopac.example.org"]
        #expect(await olive.post("/people/\(fixture.olive.id)/set", own).status == 303)
        let taken = ["name": "Olive Grant", "mailbox": "TOM@met.example.net"]
        let again = try await fixture.signIn(fixture.olive)
        #expect(await again.post("/people/\(fixture.olive.id)/set", taken).status == 422)
    }

    @Test func importChangesNoBoardThatTheVisitorDoesNotKeep() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        let files = [
            "people": "name,email,role,board\r\nOlive Grant,o.grant@mopac.example.org,secretariat,vawg\r\n",
            "meetings": "board,date\r\nvawg,5 July 2027\r\n",
        ]
        for (kind, text) in files {
            let before = try fixture.store.auditCount()
            for confirmed in ["", "yes"] {
                var fields = [
                    "kind": kind, "name": "x.csv", "contents": Data(text.utf8).base64EncodedString(),
                ]
                if !confirmed.isEmpty { fields["confirmed"] = confirmed }
                #expect(await olive.post("/boards/victims/import", fields).status == 403, "\(kind)")
            }
            #expect(try fixture.store.auditCount() == before)
        }
    }

    @Test func anotherBoardsActionIsAsUnknownAsNone() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        let (other, none) = (await olive.get("/actions/1"), await olive.get("/actions/999"))
        #expect(other.status == 404 && none.status == 404 && other.body == none.body)
    }

    @Test func importOfPeopleIsTakenWhereAllTheyHaveToDoWithIsTheVisitors() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        func take(_ person: String) async -> Answer {
            let text = "name,email\r\n\(person)\r\n"
            var fields = [
                "kind": "people", "name": "x.csv", "contents": Data(text.utf8).base64EncodedString(),
            ]
            let shown = await olive.post("/boards/victims/import", fields)
            let mark = shown.body.firstMatch(of: /name="shown" value="([^"]+)"/)?.output.1
            fields.merge(["confirmed": "yes", "shown": mark.map(String.init) ?? ""]) { $1 }
            return await olive.post("/boards/victims/import", fields)
        }
        let refused = await take("Tom Achterberg,evil@example.org")
        #expect(refused.status == 403 && refused.body.contains("Leave those rows out"))
        #expect(try fixture.store.people().first { $0.id == fixture.tom.id }?.mailbox == fixture.tom.mailbox)
        #expect(await take("Olive Grant,olive@mopac.example.org").status == 303)
    }

    static let link =
        "https://answers.example.org/a/4.1.1795424400.5ee721cd.0123456789abcdef0123456789abcdef0123"

    @Test func secretOfAnOwnersLinkIsStruckOut() {
        let struck = OwnersLink.struckOut(Array("see <\(Self.link)> and 12.50".utf8))
        let text = String(decoding: struck, as: UTF8.self)
        #expect(text.hasPrefix("see <https://answers.example.org/a/xxx") && text.hasSuffix("x> and 12.50"))
        #expect(!text.contains("0123") && struck.count == Self.link.utf8.count + 16)
    }

    @Test(arguments: 20..<60) func soHoweverALineIsBrokenInIt(place: Int) {
        let start = Self.link.index(Self.link.startIndex, offsetBy: place)
        let broken = "<" + Self.link[..<start] + "=\r\n" + Self.link[start...] + "> 12.50"
        let text = String(decoding: OwnersLink.struckOut(Array(broken.utf8)), as: UTF8.self)
        #expect(text.replacing("=\r\n", with: "").contains("org/a/xxxxxx"), "\(text)")
        #expect(!text.contains("1795") && !text.contains("cdef") && text.hasSuffix("x> 12.50"))
    }
}
