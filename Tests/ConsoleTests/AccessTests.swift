import ActionRegister
import Console
import Foundation
import HTTPTypes
import Mail
import Store
import Synchronization
import Testing

/// Who gets in, by what, and for how long.
@Suite struct AccessTests {
    @Test func whoIsNotSignedInIsAskedToAndToldNothing() async throws {
        let fixture = try ConsoleFixture()
        for path in ["/", "/boards/vawg", "/boards/nowhere", "/audit", "/outbox/1", "/people"] {
            let answer = await Answer(of: fixture.console, .get, path)
            #expect(answer.status == 303 && answer.fields[.location] == "/sign-in", "\(path)")
            #expect(answer.body.isEmpty)
        }
    }

    @Test func unknownAddressIsAnsweredAsAKnownOneIs() async throws {
        let fixture = try ConsoleFixture()
        var pages: [String] = []
        for address in ["h.osei@mopac.example.org", "nobody@mopac.example.org", "tom@met.example.net"] {
            let answer = await Answer(
                of: fixture.console, .post, "/sign-in",
                body: Form(["email": [address]]).query)
            #expect(answer.status == 200)
            pages.append(answer.body.replacing(address, with: "ADDRESS"))
        }
        #expect(pages[0] == pages[1] && pages[0] == pages[2])
    }

    @Test func linkSignsInOnceAndLookingAtItUsesNothingUp() async throws {
        let fixture = try ConsoleFixture()
        let link = AccessKey(bytes: Array(repeating: 200, count: 32))
        #expect(
            try fixture.store.keepSignInLink(
                link, for: fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon)))
        for _ in 0..<100 {
            #expect(await Answer(of: fixture.console, .get, "/sign-in/\(link.text)").status == 200)
        }
        let entered = await Answer(of: fixture.console, .post, "/sign-in/\(link.text)")
        #expect(entered.status == 303 && entered.fields[.location] == "/")
        let cookie = try #require(entered.fields[.setCookie])
        for word in ["__Host-minuted=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            #expect(cookie.contains(word), "\(word)")
        }
        #expect(await Answer(of: fixture.console, .post, "/sign-in/\(link.text)").status == 410)
        #expect(await Answer(of: fixture.console, .get, "/sign-in/\(link.text)").status == 410)
    }

    @Test func linkEndsAfterAQuarterOfAnHourAndASessionAfterHalfADay() async throws {
        let fixture = try ConsoleFixture()
        let link = AccessKey(bytes: Array(repeating: 201, count: 32))
        #expect(
            try fixture.store.keepSignInLink(
                link, for: fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon)))
        let signed = try await fixture.signIn(fixture.harriet)
        fixture.clock.withLock { $0 += 15 * 60 + 1 }
        #expect(await Answer(of: fixture.console, .post, "/sign-in/\(link.text)").status == 410)
        #expect(await signed.get("/").status == 200)
        fixture.clock.withLock { $0 += 12 * 3600 }
        #expect(await signed.get("/").status == 303)
    }

    @Test func proxyInFrontSaysWhoItIs() async throws {
        let fixture = try ConsoleFixture()
        var host = fixture.host
        host.signIn = .proxyHeader
        let console = ConsoleResponder(host)
        func get(_ path: String, as user: String?) async -> Answer {
            await Answer(of: console, .get, path, fields: user.map { [.remoteUser: $0] } ?? [:])
        }
        let page = await get("/actions/1", as: "H.Osei@mopac.example.org")
        #expect(page.status == 200 && !page.body.contains("Sign out"))
        for stranger in [nil, "", "nobody@example.org", "tom@met.example.net", "Harriet Osei"] {
            #expect(await get("/", as: stranger).status == 403, "\(stranger ?? "no field")")
        }
        #expect(await get("/sign-in", as: nil).status == 404)
        let token = try #require(page.body.firstMatch(of: /name="token" value="([0-9a-f]+)"/)?.output.1)
        for (user, status) in [
            ("o.grant@mopac.example.org", 403), ("tom@met.example.net", 403),
            ("h.osei@mopac.example.org", 303),
        ] {
            let answer = await Answer(
                of: console, .post, "/actions/1/update", fields: [.remoteUser: user],
                body: Form(["token": [String(token)], "note": ["Halfway"]]).query)
            #expect(answer.status == status, "\(user)")
        }
    }

    @Test func sixthLinkWithinAnHourIsNotGivenOut() throws {
        let fixture = try ConsoleFixture()
        let given = try (1...7).map { number in
            try fixture.store.keepSignInLink(
                AccessKey(bytes: Array(repeating: UInt8(number), count: 32)), for: fixture.harriet.id,
                told: Told(by: "test", at: ConsoleFixture.noon + Double(number)))
        }
        #expect(given == [true, true, true, true, true, false, false])
        #expect(
            try fixture.store.keepSignInLink(
                AccessKey(bytes: Array(repeating: 8, count: 32)), for: fixture.harriet.id,
                told: Told(by: "test", at: ConsoleFixture.noon + 3700)))
    }

    @Test func whoSignsOutOrIsSignedOutIsOut() async throws {
        let fixture = try ConsoleFixture()
        let first = try await fixture.signIn(fixture.harriet)
        let second = try await fixture.signIn(fixture.harriet)
        #expect(await first.post("/sign-out").status == 303)
        #expect(await first.get("/").status == 303)
        #expect(await second.get("/").status == 200)
        try fixture.store.signOutEverywhere(
            fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await second.get("/").status == 303)
    }

    @Test func whoseMailboxIsChangedIsOutAndTheLinkGoesToTheNewOne() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        var harriet = fixture.harriet
        harriet.mailbox = Mailbox("new@mopac.example.org")
        try fixture.store.setPerson(harriet, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await signed.get("/").status == 303)
        _ = await Answer(
            of: fixture.console, .post, "/sign-in", body: Form(["email": ["NEW@mopac.example.org"]]).query)
        while fixture.posted.withLock({ $0.isEmpty }) { await Task.yield() }
        #expect(fixture.posted.withLock { $0.map(\.mailbox.addressSpec) } == ["new@mopac.example.org"])
    }

    /// Nobody is kept out by whoever asks for links in their name.
    @Test func afterManyLinksThereIsOneInTimeAndAnOperatorsAlways() throws {
        let store = try ConsoleFixture().store
        let harriet = try #require(try store.people().first { $0.name == "Harriet Osei" })
        var made = 0
        func ask(after seconds: Double, isLimited: Bool = true) throws -> Bool {
            made += 1
            let key = AccessKey(bytes: Array(repeating: UInt8(made), count: 32))
            return try store.keepSignInLink(
                key, for: harriet.id, isLimited: isLimited,
                told: Told(by: "test", at: ConsoleFixture.noon + seconds))
        }
        for second in 0..<5 { #expect(try ask(after: Double(second))) }
        #expect(try !ask(after: 5))
        #expect(try ask(after: 6, isLimited: false))
        #expect(try !ask(after: 605))
        #expect(try ask(after: 606))
        #expect(try !ask(after: 607))
        #expect(try ask(after: 1_206))
        #expect(AccessLimits.linkGap < AccessLimits.link)
    }

    @Test func formSentAfterTheSessionHasEndedShowsWhatWasWritten() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        try fixture.store.signOutEverywhere(
            fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon))
        let answer = await signed.post("/actions/1/update", ["note": "A long <b>note</b>", "form": "update"])
        #expect(answer.status == 403 && answer.body.contains("A long &lt;b&gt;note&lt;/b&gt;"))
        #expect(!answer.body.contains(signed.token))
        // Signed in anew elsewhere, the old form has the token of the old session.
        let anew = try await fixture.signIn(fixture.harriet)
        let late = await anew.post("/actions/1/update", ["note": "Another note"], token: signed.token)
        #expect(late.status == 403 && late.body.contains("Another note"))
    }

    /// Anybody can type anybody's address.
    @Test func whoAskedForALinkIsNotSaidToBeWhomItIsFor() async throws {
        let fixture = try ConsoleFixture()
        _ = await Answer(
            of: fixture.console, .post, "/sign-in", body: Form(["email": ["h.osei@mopac.example.org"]]).query)
        while fixture.posted.withLock({ $0.isEmpty }) { await Task.yield() }
        let entry = try #require(try fixture.store.audit().last)
        #expect(entry.verb == "console link" && entry.actor == "console")
        #expect(entry.subjectID == fixture.harriet.id.rawValue)
    }

    /// Else a page elsewhere could sign its reader in as somebody else, and have them
    /// write in that name.
    @Test(arguments: ["cross-site", "same-site", "same-origin", "none"])
    func formOfAPageElsewhereIsNotTaken(site: String) async throws {
        let fixture = try ConsoleFixture()
        let link = AccessKey(bytes: Array(repeating: 202, count: 32))
        #expect(
            try fixture.store.keepSignInLink(
                link, for: fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon)))
        let fields: HTTPFields = [.init("Sec-Fetch-Site")!: site]
        let isOurs = site == "same-origin" || site == "none"
        // The link in the letter is followed from a page elsewhere, and only shows a button.
        #expect(
            await Answer(of: fixture.console, .get, "/sign-in/\(link.text)", fields: fields).status == 200)
        let entered = await Answer(of: fixture.console, .post, "/sign-in/\(link.text)", fields: fields)
        #expect(entered.status == (isOurs ? 303 : 403))
        #expect((entered.fields[.setCookie] != nil) == isOurs)
    }

    @Test func nothingOfAnErasedPersonIsLeftInTheAudit() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        _ = await signed.post("/actions/1/hold")
        try fixture.store.erasePerson(fixture.harriet.id, told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await signed.get("/").status == 303)
        let entries = try fixture.store.audit()
        #expect(entries.contains { $0.verb == "action hold" && $0.actor == nil })
        #expect(!entries.contains { "\($0)".contains("Harriet") })
        #expect(try fixture.store.auditVerify() == nil)
    }

    @Test func whoseSeatHasEndedIsOutAtOnce() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        try fixture.store.endSeats(
            of: fixture.harriet.id, on: fixture.vawg.id, from: CalendarDay(2026, 11, 23),
            told: Told(by: "test", at: ConsoleFixture.noon))
        #expect(await signed.get("/").status == 303)
    }

    @Test func databaseKeepsNoKeyThatOpensAnything() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        let key = signed.cookie.split(separator: "=").last.map(String.init)!
        let path = FileManager.default.temporaryDirectory.appending(path: "access-\(UUID()).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try fixture.store.backup(to: path)
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data(key.utf8)) == nil)
        #expect(bytes.range(of: Data("h.osei@mopac.example.org".utf8)) != nil)
    }

    @Test func everyAnswerKeepsBrowsersFromRunningAndFraming() async throws {
        let fixture = try ConsoleFixture()
        let signed = try await fixture.signIn(fixture.harriet)
        for path in ["/", "/sign-in", "/nowhere", "/assets/console.css", "/boards/vawg", "/actions/1"] {
            let fields = await signed.get(path).fields
            let policy = try #require(fields[.contentSecurityPolicy], "\(path)")
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"), "\(path)")
            #expect(fields[.xContentTypeOptions] == "nosniff")
            #expect(fields[.init("Referrer-Policy")!] == "no-referrer")
            #expect(fields[.strictTransportSecurity] != nil)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let remoteUser = Self("X-Remote-User")!
}
