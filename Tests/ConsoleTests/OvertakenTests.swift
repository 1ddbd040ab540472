import ActionRegister
import Console
import Foundation
import GRDB
import Store
import Synchronization
import Testing

/// Of two people who change the same thing, the second is told of the first.
@Suite struct OvertakenTests {
    /// What a page's form would send that is left as it is shown.
    private static func fields(_ id: String, _ page: Answer) throws -> [String: String] {
        let form = try #require(
            page.body.firstMatch(of: Regex("(?s)<form[^>]*id=\"\(id)\".*?</form>")))
        let text = String(page.body[form.range])
        var fields = ["form": id]
        for match in text.matches(
            of: /<input[^>]* name="([^"]+)" (?:type="[a-z]+" )?value="([^"]*)"( checked)?/)
        where !match.output.0.contains("checkbox") || match.output.3 != nil {
            fields[String(match.output.1)] = String(match.output.2)
        }
        for match in text.matches(of: /<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</) {
            fields[String(match.output.1)] = String(match.output.2)
        }
        for match in text.matches(of: /(?s)<select[^>]* name="([^"]+)".*?<\/select>/) {
            let chosen = match.output.0.firstMatch(of: /value="([^"]*)" selected/)
            fields[String(match.output.1)] = chosen.map { String($0.output.1) } ?? ""
        }
        return fields
    }

    @Test func secondOfTwoIsShownWhatTheFirstWroteAndDoesNotUndoItUnseen() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let path = "/boards/vawg/settings"
        var first = try Self.fields("settings", await harriet.get(path))
        var second = first
        second["once"] = nil
        first.merge(["phone": "020 7946 0001", "intro": "Theirs."]) { $1 }
        second.merge(["sign-off": "Harriet Osei", "intro": "Mine."]) { $1 }
        #expect(await harriet.post(path, first).status == 303)

        let refused = await harriet.post(path, second)
        #expect(refused.status == 409)
        #expect(refused.body.contains("Somebody else has changed this since you opened it."))
        #expect(refused.body.contains("It is now: Theirs."))
        var again = try Self.fields("settings", refused)
        #expect(again["phone"] == "020 7946 0001")
        #expect(again["intro"] == "Mine.")
        #expect(again["sign-off"] == "Harriet Osei")
        #expect(try fixture.store.board("vawg").texts.intro == "Theirs.")

        again["token"] = harriet.token
        #expect(await harriet.post(path, again).status == 303)
        let texts = try fixture.store.board("vawg").texts
        #expect(texts.intro == "Mine." && texts.phone == "020 7946 0001" && texts.signOff == "Harriet Osei")
    }

    @Test func textsThatSomebodyElseMendedSurviveARefusedRelease() async throws {
        let fixture = try ConsoleFixture()
        let store = fixture.store
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let owners = [Ownership(owner: .organisation(fixture.mps.id), assignedAt: told.now)]
        let drafts = try ["One", "Two", "Three"].map {
            try store.addAction(
                Action(
                    id: .new, board: fixture.vawg.id, reference: "", text: $0, owners: owners, due: .unset),
                told: told)
        }
        let signed = try await fixture.signIn(fixture.harriet)
        var fields = try Self.fields("release", await signed.get("/boards/vawg/release"))
        fields.merge(["action": drafts[0].id.description, "text-\(drafts[2].id)": "Three, mended"]) { $1 }
        var second = drafts[1]
        second.text = "Two, mended"
        try store.editAction(second, told: told)
        _ = try store.release([drafts[0].id], told: told)

        let refused = await signed.post("/boards/vawg/release", fields)
        #expect(refused.status == 409 && refused.body.contains(drafts[0].reference))
        var again = try Self.fields("release", refused)
        #expect(again["text-\(drafts[1].id)"] == "Two, mended")
        #expect(again["text-\(drafts[2].id)"] == "Three, mended")
        again.merge(["action": drafts[2].id.description, "token": signed.token]) { $1 }
        #expect(await signed.post("/boards/vawg/release", again).status == 303)
        #expect(try store.drafts(fixture.vawg.id).map(\.text) == ["Two, mended"])
    }

    @Test func releaseNamesNoActionOfAnotherBoard() async throws {
        let fixture = try ConsoleFixture()
        let olive = try await fixture.signIn(fixture.olive)
        let told = Told(by: "test", at: ConsoleFixture.noon)
        let owners = [Ownership(owner: .organisation(fixture.mps.id), assignedAt: told.now)]
        _ = try fixture.store.addAction(
            Action(
                id: .new, board: fixture.victims.id, reference: "", text: "One", owners: owners, due: .unset),
            told: told)
        let answer = await olive.post("/boards/victims/release", ["form": "release", "action": "1"])
        #expect(answer.status == 409 && !answer.body.contains("VAWG-001"))
    }

    @Test func recordOfAMeetingIsNotSentOverAnAnswerThatCameMeanwhile() async throws {
        let fixture = try ConsoleFixture()
        let store = fixture.store
        fixture.clock.withLock { $0 = Date(timeIntervalSince1970: 1_796_734_800) }
        let signed = try await fixture.signIn(fixture.harriet)
        let path = "/boards/vawg/meetings/1/record"
        let told = Told(by: "Tom", at: fixture.clock.withLock { $0 }, person: fixture.tom.id)
        for change in ["answer", "text"] {
            var fields = try Self.fields("record", await signed.get(path))
            fields["outcome-1"] = "close"
            if change == "answer" {
                _ = try store.answer(
                    .update("Please do not close this"), about: fixture.actions[0].id,
                    as: .organisation(fixture.mps.id), by: fixture.tom.id, told: told)
            } else {
                var action = try store.actionRecord(fixture.actions[0].id, at: told.now).record.action
                action.text = "Set out how all of them are met"
                try store.editAction(action, told: told)
            }
            fields["token"] = signed.token
            #expect(await signed.post(path, fields).status == 409, "\(change)")
        }
        #expect(try store.actionRecord(fixture.actions[0].id, at: told.now).record.action.status == .open)
    }

    /// The command line may write at any instant but this.
    @Test func nobodyWritesBetweenWhatAFormIsJudgedByAndWhatItWrites() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "minuted-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "m.sqlite").path
        let fixture = try ConsoleFixture(path: path)
        var settings = Configuration()
        settings.busyMode = .immediateError
        let theirs = try DatabaseQueue(path: path, configuration: settings)
        let tries = Mutex<[Bool]>([])
        let signed = try await fixture.signIn(fixture.harriet)
        fixture.whileSending.withLock {
            $0 = {
                let isWritten =
                    (try? theirs.write { try $0.execute(sql: "UPDATE person SET erasedAt = erasedAt") })
                    != nil
                tries.withLock { $0.append(isWritten) }
            }
        }
        #expect(await signed.post("/actions/1/remind", [:]).status == 303)
        // Once within the form; the page that follows asks again.
        #expect(tries.withLock { $0.first } == false)
        _ = await signed.get("/actions/1")
        #expect(tries.withLock { $0.last } == true)
    }

    @Test(arguments: [
        ("/actions/1", "edit", ["text": "Set out how they are met"], ["text": "Set out when"]),
        ("/actions/1", "due", ["due": "ongoing"], ["day": "2026-12-24"]),
        ("/actions/1", "assign", ["owners": "Tom Achterberg"], ["owners": "MPS / Tom Achterberg"]),
        ("/people/4", "set", ["mailbox": "t.achterberg@met.example.net"], ["name": "Tom A."]),
        ("/boards/vawg/meetings/1", "set", ["place": "Hall"], ["time": "11:00"]),
        ("/boards/vawg/meetings/1", "move", ["day": "2026-12-09"], ["day": "2026-12-10"]),
    ])
    func formThatWasOvertakenChangesNothing(
        page: String, form: String, first: [String: String], second: [String: String]
    ) async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let shown = try Self.fields(form, await harriet.get(page))
        let path = "\(page)/\(form)"
        var later = shown
        later["once"] = nil
        #expect(await harriet.post(path, shown.merging(first) { $1 }).status == 303)
        let count = try fixture.store.auditCount()
        let refused = await harriet.post(path, later.merging(second) { $1 })
        #expect(refused.status == 409)
        #expect(refused.body.contains("Nothing was changed."))
        #expect(try fixture.store.auditCount() == count)
    }

    @Test func whatWasWrittenForOneDayOfAMeetingIsNotTakenForAnother() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let page = "/boards/vawg/meetings/1"
        var set = try Self.fields("set", await harriet.get(page))
        set["papers"] = "2026-12-04"
        #expect(await harriet.post("\(page)/move", ["day": "2027-06-14"]).status == 303)
        #expect(await harriet.post("\(page)/set", set).status == 409)
        #expect(try fixture.store.meetings(fixture.vawg.id)[0].papersDue == nil)
    }

    @Test func meetingIsNotRecordedOverWhatSomebodyElseDecidedMeanwhile() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let path = "/boards/vawg/meetings/1/record"
        let shown = await harriet.get(path)
        #expect(shown.body.contains("Due: "))
        var form = try Self.fields("record", shown)
        form.merge(["outcome-1": "carry", "due-1": "2027-01-11"]) { $1 }
        let other = ["due": "date", "day": "2027-05-05"]
        #expect(await harriet.post("/actions/1/due", other).status == 303)
        let refused = await harriet.post(path, form)
        #expect(refused.status == 409 && refused.body.contains("2027-01-11"))
        let action = try fixture.store.actionRecord(.init(1), at: ConsoleFixture.noon).record.action
        #expect(action.due == .day(CalendarDay(2027, 5, 5)))
    }

    @Test func secondOfTwoWhoMakeSomebodyAnAdministratorDoesNotUndoIt() async throws {
        let fixture = try ConsoleFixture()
        let told = Told(by: "test", at: ConsoleFixture.noon)
        try fixture.store.setAdministrator(fixture.harriet.id, true, told: told)
        let harriet = try await fixture.signIn(fixture.harriet)
        let path = "/people/\(fixture.olive.id)"
        let first = try Self.fields("administrator", await harriet.get(path))
        var second = first
        second["once"] = nil
        for form in [first, second] {
            #expect(await harriet.post("\(path)/administrator", form).status == 303)
        }
        #expect(try fixture.store.administrators().map(\.id) == [fixture.harriet.id, fixture.olive.id])
    }

    @Test func settingsAreTriedOnTheNextLettersAndNotKept() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        let path = "/boards/vawg/settings"
        var fields = try Self.fields("settings", await harriet.get(path))
        fields.merge([
            "intro": "Please look at {{board}} once more.", "send-at": "07:30", "show": "yes",
        ]) { $1 }
        let count = try fixture.store.auditCount()
        let shown = await harriet.post(path, fields)
        #expect(shown.status == 200)
        #expect(shown.body.contains("Please look at VAWG Board once more."))
        #expect(shown.body.contains("at 07:30</time>"))
        #expect(try fixture.store.auditCount() == count)
        #expect(try fixture.store.board("vawg").texts.intro.isEmpty)

        var again = try Self.fields("settings", shown)
        #expect(again["intro"] == "Please look at {{board}} once more.")
        again["token"] = harriet.token
        #expect(await harriet.post(path, again).status == 303)
        #expect(try fixture.store.board("vawg").sendAt == TimeOfDay("07:30"))
    }

    @Test func ruleIsTriedOnABoardThatWritesNothingYet() async throws {
        let fixture = try ConsoleFixture()
        let told = Told(by: "test", at: ConsoleFixture.noon)
        try fixture.store.pause(fixture.vawg.id, told: told)
        let harriet = try await fixture.signIn(fixture.harriet)
        let count = try fixture.store.auditCount()
        let body = await harriet.get("/boards/vawg/schedule?try=3%20days%20before%20the%20meeting").body
        #expect(body.contains("If the board were active") && body.contains("Friday 4 December 2026 at 09:00"))
        #expect(body.contains("Tom Achterberg"))
        #expect(try fixture.store.auditCount() == count)
        #expect(try fixture.store.board("vawg").state == .paused)
    }

    @Test func boardsOwnWordsForStatusesStandInItsPages() async throws {
        let fixture = try ConsoleFixture()
        let harriet = try await fixture.signIn(fixture.harriet)
        var fields = try Self.fields("settings", await harriet.get("/boards/vawg/settings"))
        fields["status-open"] = "Live"
        #expect(await harriet.post("/boards/vawg/settings", fields).status == 303)
        for page in ["/boards/vawg", "/actions/1", "/boards/vawg/meetings/1/record"] {
            #expect(await harriet.get(page).body.contains("Live"), "\(page)")
        }
        #expect(try fixture.store.statusWords(fixture.vawg.id) == ["open": "Live"])
    }
}
