import ActionRegister
import Daemon
import Foundation
import Mail
import Reminders
import SMTPRelay
import Store
import Testing

@Suite struct MachineReportTests {
    private func words(_ change: (inout MachineReport) -> Void = { _ in }) -> [String] {
        var report = MachineReport(now: .noon, clock: .noon)
        report.freeBytes = 1 << 40
        change(&report)
        return report.problems.map(\.description)
    }

    @Test func nothingIsWrongWithAnOrdinaryMachine() {
        #expect(words { ($0.lastLook, $0.lastChange) = (.noon - 3600, .noon + 59) } == [])
    }

    @Test func clockFromBeforeThisProgram() {
        let early = Date(timeIntervalSince1970: 86_400)
        #expect(
            words { $0.clock = early } == [
                "error: clock: it shows 1970-01-02T00:00:00Z, before this program was written; set the clock, and let NTP keep it"
            ])
    }

    @Test func clockThatWentBack() {
        let later = Date.noon + 7200
        for found in [words { $0.lastLook = later }, words { $0.lastChange = later }] {
            #expect(
                found.count == 1 && found[0].hasPrefix("warning: clock: it is 2027-01-15T08:00:00Z, and the ")
            )
        }
    }

    @Test func zonesThatTheBinaryLacks() {
        #expect(
            words { $0.selfCheck = SelfCheck(offset: { _, _ in 0 }, curlFault: nil) }.map { $0.prefix(15) }
                == ["error: program:"])
    }

    @Test(arguments: [(99, "warning"), (9, "error"), (101, nil)])
    func roomOnTheDisk(mebibytes: Int64, severity: String?) {
        let found = words { $0.freeBytes = mebibytes << 20 }
        #expect(
            found == severity.map {
                [
                    "\($0): disk: \(mebibytes) MiB are free where the database lies; make room; letters wait when it is full"
                ]
            } ?? [])
    }

    @Test func freeBytesAreThoseOfTheFilesFolder() throws {
        let folder = try TemporaryFolder()
        #expect(MachineReport.freeBytes(besideFile: folder.path("m.sqlite"))! > 0)
        #expect(MachineReport.freeBytes(besideFile: "/nonexistent/m.sqlite") == nil)
    }
}

@Suite struct SendingReportTests {
    private let store: Store

    init() throws { store = try Store.inMemory() }

    private func report(mode: Configuration.Mode = .live) throws -> SendingReport {
        var configuration = Configuration()
        configuration.mode = mode
        return try SendingReport(store, configuration, at: .noon)
    }

    @Test func databaseThatNobodyLookedAtIsNoProblem() throws { #expect(try report().problems == []) }

    @Test func lookThatShouldHaveBeenAndWasNot() async throws {
        try await store.recordLook(at: .noon - 86_400, isGood: true, next: .noon - 2 * 3600)
        #expect(try report().problems == [])
        try await store.recordLook(at: .noon - 86_400, isGood: true, next: .noon - 2 * 3600 - 1)
        #expect(
            try report().problems.map(\.description) == [
                "error: daemon: somebody should have looked or sent at 2027-01-15T05:59:59Z, and the last look was at 2027-01-14T08:00:00Z; start it: systemctl start minuted, or minuted run-once by cron"
            ])
    }

    @Test func letterThatWaitsThoughTheRelayIsWell() throws {
        var report = try report()
        report.waitingSince = .noon - 86_400
        #expect(report.problems.map { $0.place } == ["daemon"])
        report.relay.trouble = RelayTrouble(
            since: .noon - 90_000, until: .noon, refuses: false, words: "connect: refused")
        #expect(report.problems.map { $0.place } == ["relay smtp://localhost:25"])
    }

    @Test func relayThatAskedForARestIsANoteForAnHour() throws {
        var relay = RelayReport(RelayURL("smtp://mail.example.org:25")!)
        relay.trouble = RelayTrouble(
            since: .noon - 3000, until: .noon, refuses: false, asksForRest: true,
            words: "mail: 432 4.3.2 slower")
        #expect(
            relay.problem?.description
                == "note: relay smtp://mail.example.org:25: it has asked for rests since 2027-01-15T07:10:00Z: mail: 432 4.3.2 slower; see relay.rate and relay.connections; one letter tries it again at 2027-01-15T08:00:00Z, or now: minuted outbox retry --all"
        )
        relay.trouble?.since = .noon - 3601
        #expect(relay.problem?.severity == .error)
    }

    /// A report as of noon on a relay of these limits, with a letter that waits
    /// since the day before.
    private func limited(_ limits: String, _ change: (inout PastLetters) -> Void) throws -> SendingReport {
        let configuration = try Configuration(
            yaml: "mode: live\nsender: { address: a@example.org }\nrelay: { \(limits) }", file: "m.yaml")
        var report = try SendingReport(store, configuration, at: .noon)
        report.waitingSince = .noon - 86_400
        change(&report.past)
        return report
    }

    @Test func letterThatWaitsForTheDailyLimitIsNotLateAndIsSaidToWait() throws {
        let report = try limited("daily-limit: 2") { $0.dayFreeAt = .noon + 3600 }
        #expect(
            report.problems.map(\.description) == [
                "warning: relay.daily-limit: daily limit of 2 reached; the next goes at 2027-01-15T09:00:00Z; nothing need be done; where the relay takes more, set it higher"
            ])
        #expect(try limited("daily-limit: 2") { $0.dayFreeAt = .noon - 7200 }.problems == [])
        #expect(
            try limited("daily-limit: 2") { $0.dayFreeAt = .noon - 7201 - 60 }.problems.map(\.place) == [
                "daemon"
            ])
    }

    @Test func letterThatWaitsForTheRateIsNotLateWhileOthersGo() throws {
        #expect(try limited("rate: 30/minute") { $0.last = .noon - 7200 }.problems == [])
        #expect(try limited("rate: 30/minute") { $0.last = .noon - 7300 }.problems.map(\.place) == ["daemon"])
        #expect(try limited("connections: 1") { $0.last = .noon }.problems.map(\.place) == ["daemon"])
    }

    @Test func relaysTroubleIsToldInItsOwnWordsUnlessNothingLeaves() async throws {
        try await store.setRelayTrouble(
            RelayTrouble(
                since: .noon - 3600, until: .noon + 60, refuses: true, words: "auth: 535 5.7.8 bad login"))
        #expect(
            try report().problems.map(\.description) == [
                "error: relay smtp://localhost:25: it has refused us since 2027-01-15T07:00:00Z: auth: 535 5.7.8 bad login; mend what it says; one letter tries it again at 2027-01-15T08:01:00Z, or now: minuted outbox retry --all"
            ])
        #expect(try report(mode: .dryRun).problems == [])
    }

    @Test func whatWasJustTriedIsTruer() {
        var relay = RelayReport(RelayURL("smtp://mail.example.org:25")!)
        relay.trouble = RelayTrouble(since: .noon, until: .noon, refuses: false, words: "connect: refused")
        relay.probe = .served
        #expect(relay.problem?.what.hasPrefix("it has been away since") == true)
        relay.probe = .failed(SubmissionFailure(stage: .auth, reply: SMTPReply(code: 535, text: "no")))
        #expect(
            relay.problem?.description
                == "error: relay smtp://mail.example.org:25: auth: 535 no; see relay.authentication, relay.username and the credential relay-password"
        )
    }
}

@Suite struct ConfigurationReportTests {
    private func report(_ yaml: String, environment: [String: String] = [:]) throws -> ConfigurationReport {
        ConfigurationReport(
            try Configuration(yaml: yaml, file: "m.yaml"), environment: environment, at: .noon)
    }

    @Test func passwordThatIsMissing() throws {
        let yaml = "relay: { authentication: plain, username: board }"
        let problems = try report(yaml).relayProblems
        #expect(
            problems.map(\.description) == [
                "error: relay: there is no password for board; put it into the credential relay-password, or into MINUTED_RELAY_PASSWORD"
            ])
        #expect(try report(yaml, environment: ["MINUTED_RELAY_PASSWORD": "cellar"]).relayProblems == [])
        #expect(try report(yaml, environment: ["MINUTED_RELAY_PASSWORD": ""]).relayProblems.count == 1)
    }

    @Test func clientSecretThatIsMissing() throws {
        let yaml = """
            relay: { authentication: xoauth2, username: board,
              oauth2: { token-url: "https://login.example.org/token", client-id: minuted } }
            """
        #expect(
            try report(yaml).relayProblems.map(\.description) == [
                "error: relay: there is no client secret for minuted; put it into the credential oauth2-client-secret, or into MINUTED_OAUTH2_CLIENT_SECRET"
            ])
        let environment = ["MINUTED_OAUTH2_CLIENT_SECRET": "cellar"]
        #expect(try report(yaml, environment: environment).relayProblems == [])
    }

    @Test func relayHasAsManyLanesAsConnectionsAreConfigured() throws {
        #expect(try report("relay: { connections: 3 }").relay?.lanes == 3)
        #expect(try report("").relay?.lanes == 1)
    }

    @Test(arguments: [("2027-01-14", "error"), ("2027-02-14", "warning"), ("2027-02-15", nil)])
    func clientSecretThatExpires(day: String, severity: String?) throws {
        let yaml = """
            relay:
              authentication: xoauth2
              username: board
              oauth2: { token-url: "https://login.example.org/token", client-id: x, secret-expires: \(day) }
            """
        let problems = try report(yaml).problems.filter(\.needsAPerson)
        #expect(problems.map(\.severity.rawValue) == [severity].compactMap { $0 })
        #expect(problems.allSatisfy { $0.place == "relay.oauth2.secret-expires" })
    }

    @Test func modeAndBouncesAreNotes() throws {
        let yaml = "sender: { address: actions@example.org }"
        #expect(try report(yaml).problems.map(\.severity) == [.note, .note])
        let live =
            "mode: live\nsender: { address: actions@example.org, envelope: \"actions+{id}@example.org\" }"
        #expect(try report(live).problems == [])
    }

    @Test func relayThatNobodyNamedIsNotAskedWhileNothingLeaves() throws {
        #expect(try !report("mode: dry-run").needsRelay)
        #expect(try report("relay: { url: \"smtp://localhost:2525\" }").needsRelay)
        #expect(try report("mode: live\nsender: { address: actions@example.org }").needsRelay)
    }
}

@Suite struct DatabaseReportTests {
    @Test func worstComesFirstAndTheRestInItsOrder() {
        let problems = [
            Problem(.note, "a", told: ""), Problem(.error, "b", told: ""), Problem(.warning, "c", told: ""),
            Problem(.error, "d", told: ""),
        ]
        #expect(Checkup.sorted(problems).map(\.place) == ["b", "d", "c", "a"])
    }

    /// What is found in a file of one board after a change from outside.
    private func problems(after change: (inout Data) -> Void) throws -> [Problem] {
        let folder = try TemporaryFolder()
        let path = folder.path("m.sqlite")
        _ = try Store(path: path, for: .daemon, creating: true).addBoard(
            Board(id: .new, slug: "vawg", name: "VAWG Board"), told: Told(by: "me", at: .noon))
        var bytes = try Data(contentsOf: URL(filePath: path))
        change(&bytes)
        try bytes.write(to: URL(filePath: path))
        return try DatabaseReport(Store(path: path, for: .check)).problems
    }

    @Test func ordinaryDatabaseIsWell() throws {
        #expect(try problems { _ in } == [])
    }

    @Test func entryOfTheAuditThatWasChangedBehindTheProgram() throws {
        let found = try problems { bytes in
            bytes.replaceSubrange(bytes.firstRange(of: Data("board add".utf8))!, with: Data("board set".utf8))
        }
        #expect(found.map(\.place) == ["audit"] && found[0].severity == .error)
        #expect(found[0].what.hasPrefix("entry 1 was changed, or the one before it was"))
    }

    /// SQLite keeps the number of free pages in bytes 36 to 39 of the file.
    @Test func pageThatBelongsToNothing() throws {
        let found = try problems { $0[39] += 1 }
        #expect(found.map(\.place) == ["database"] && found[0].severity == .error)
        #expect(
            found[0].what.hasPrefix("the database is damaged (")
                && found[0].what.hasSuffix("put a backup in its place"))
    }
}
