import Foundation
import RelayFixtures
import Testing

/// What keeps a copy and an old backup from sending everything a second time.
@Suite struct FenceTests {
    @Test func aCopySendsNothingUntilItIsAdopted() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        try program.copy("m.sqlite", to: "copy.sqlite")
        let day = "2027-03-30T09:00:00Z"
        try await program.json("meeting", "add", "vawg", "2027-04-12", now: day)
        try program.copy("m.sqlite", to: "copy.sqlite")

        let refused = try await program.copied("run-once", "--json", now: day)
        #expect(try refused.status == 65 && refused.json().relayed == 0)
        #expect(refused.errors.contains("copy.sqlite-fence is not there: it may be a copy"))
        #expect(refused.errors.contains("minuted adopt"))
        let check = try await program.copied("check", "--offline", "--json", now: day)
        #expect(check.status == 1 && check.output.contains("minuted adopt"))
        #expect(try await program.copied("status", now: day).output.contains("minuted adopt"))

        let adopted = try await program.copied("adopt", "--json", now: day).json()
        #expect(adopted.presumed?.elements.map(\.action) == ["VAWG-001", "VAWG-001"])
        // Before the papers of 1 March, and 14 days before 12 April: Easter Monday, so the Thursday before.
        #expect(adopted.presumed?.elements.map(\.day) == ["2027-02-17", "2027-03-25"])
        #expect(try await program.copied("run-once", "--json", now: day).json().relayed == 0)
        #expect(try await program.copied("check", "--offline", now: day).output.contains("adopt") == false)
        #expect(try await program.copied("adopt", now: day).output.contains("nothing to adopt"))
        // The one at home goes on.
        #expect(try await program.configured("run-once", "--json", now: day).json().relayed == 1)
    }

    @Test func yesterdaysBackupPutBackInPlaceSendsNothingUntilItIsAdopted() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("backup", program.path("backup.sqlite")).status == 0)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        try program.replace("m.sqlite", by: "backup.sqlite")

        let refused = try await program.configured("run-once")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("its ledger ends at 0, and 1 had been reached"))
        let foreseen = try await program.configured("adopt", "--dry-run", "--json").json()
        #expect(foreseen.presumed?.elements.map(\.action) == ["VAWG-001"])
        #expect(try await program.configured("run-once").status == 65)
        let adopted = try await program.configured("adopt", "--json").json()
        #expect(adopted.presumed == foreseen.presumed)
        #expect(try await program.configured("run-once", "--json").json().relayed == 0)
        #expect(try await program.configured("audit", "verify").status == 0)
    }

    @Test func whereNothingWasSentElsewhereAllThatIsOwedStillGoes() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("backup", program.path("backup.sqlite")).status == 0)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        try program.replace("m.sqlite", by: "backup.sqlite")
        let adopted = try await program.configured("adopt", "--nothing-was-sent", "--json").json()
        #expect(adopted.presumed?.elements == [] && adopted.held?.elements == [])
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
    }

    @Test func lettersThatWaitedAreHeldByTheAdoptionAndGoWhenReleased() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        try program.configure(relay, mode: "dry-run")
        #expect(try await program.configured("run-once", "--json").json().held == 1)
        #expect(try await program.configured("outbox", "retry", "1").status == 0)
        try program.copy("m.sqlite", to: "copy.sqlite")
        try program.configure(relay)
        #expect(try await program.copied("adopt", "--json").json().held?.elements == [1])
        #expect(try await program.copied("run-once", "--json").json().relayed == 0)
        #expect(try await program.copied("outbox", "release", "1").status == 0)
        #expect(try await program.copied("run-once", "--json").json().relayed == 1)
    }

    @Test func aRegisterThatHasSentNothingMayBeCopied() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        try program.copy("m.sqlite", to: "copy.sqlite")
        #expect(try await program.copied("run-once", "--json").json().relayed == 1)
    }
}

extension Program {
    /// Runs a verb as `configured` does, on the folder's `copy.sqlite`.
    fileprivate func copied(_ words: String..., now: String = letterTime) async throws -> Outcome {
        let options = ["--config", path("minuted.yaml"), "--database", path("copy.sqlite"), "--now", now]
        return try await run(words + options + ["--as", "secretary"])
    }

    /// Copies a database as `cp` does, its log with it.
    func copy(_ name: String, to copy: String) throws {
        for ending in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: path(copy + ending))
            guard FileManager.default.fileExists(atPath: path(name + ending)) else { continue }
            try FileManager.default.copyItem(atPath: path(name + ending), toPath: path(copy + ending))
        }
    }

    fileprivate func replace(_ name: String, by other: String) throws {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path(name + ending))
        }
        try FileManager.default.moveItem(atPath: path(other), toPath: path(name))
    }
}
