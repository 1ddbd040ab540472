import Foundation
import RelayFixtures
import Testing

@Suite struct BackupTests {
    @Test func aFolderKeepsTheNewestDaysAndNothingElseIsTouched() async throws {
        let program = try await Program.withBoard()
        let folder = program.path("backups")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try program.write("mine", to: "backups/m-notes.sqlite")
        for day in ["2027-01-01", "2027-01-02", "2027-01-02", "2027-01-03"] {
            try await program.json("backup", folder, "--keep", "2", now: day + "T03:00:00Z")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["m-2027-01-02.sqlite", "m-2027-01-03.sqlite", "m-notes.sqlite"])
    }

    @Test func keepingNeedsAFolder() async throws {
        let program = try await Program.withBoard()
        for words in [["x.sqlite", "--keep", "3"], [program.path(""), "--keep", "0"]] {
            let outcome = try await program.run(
                ["backup"] + words + ["--database", program.path("m.sqlite")])
            #expect(outcome.status == 64 && outcome.errors.contains("name a folder"))
        }
    }

    @Test func aGoodBackupIsProvedAndTheWayToPutItInPlaceIsTold() async throws {
        let relay = try FakeRelay()
        let program = try await Program.withLetter(to: relay)
        let backup = program.path("backup.sqlite")
        #expect(try await program.configured("backup", backup).status == 0)
        #expect(try await program.configured("run-once", "--json").json().relayed == 1)
        let before = try Data(contentsOf: program.folder.appending(path: "m.sqlite"))

        let proved = try await program.configured("restore", backup, "--check", "--json").json()
        #expect(proved.usable == true && proved.ofThisRegister == true)
        #expect(proved.ledger == 0 && proved.reached == 1)
        let words = try await program.configured("restore", backup, "--check").output
        #expect(
            words.contains("does not know of the last step sent from here") && words.contains("minuted adopt")
        )
        #expect(try Data(contentsOf: program.folder.appending(path: "m.sqlite")) == before)
    }

    @Test func whatCannotBeUsedIsRefused() async throws {
        let program = try await Program.withBoard()
        try program.write("Ref,Action", to: "log.csv")
        let wrong = try await program.on("restore", program.path("log.csv"), "--check")
        #expect(wrong.status == 65 && wrong.errors.contains("not a database of minuted"))
        #expect(try await program.on("restore", program.path("none"), "--check").status == 65)
        #expect(try await program.on("restore", program.path("m.sqlite")).status == 64)
    }

    @Test func aReloadCanAskForTheConfigurationAlone() async throws {
        let program = try Program()
        try program.write("database: none.sqlite\n", to: "good.yaml")
        try program.write("databse: none.sqlite\n", to: "bad.yaml")
        for (file, status) in [("good.yaml", Int32(0)), ("bad.yaml", 78)] {
            let outcome = try await program.run(
                ["check", "--configuration-only", "--config", program.path(file)])
            #expect(outcome.status == status, "\(file): \(outcome.output)\(outcome.errors)")
        }
    }
}
