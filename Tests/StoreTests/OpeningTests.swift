import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct OpeningTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("minuted.sqlite")
    }

    @Test func anEmptyStoreKeepsTheIdentityItWasMadeWith() throws {
        let id = [UInt8](0..<16)
        #expect(try Store.inMemory(databaseID: id).databaseID() == id)
        #expect(try Store(path: path, creating: true, databaseID: id).databaseID() == id)
        #expect(try Store(path: path).databaseID() == id)
    }

    @Test func aMissingFileIsMadeOnlyWhereAsked() throws {
        #expect(throws: StoreError.missing(path: path)) { try Store(path: path) }
        #expect(folder.names.isEmpty)
        _ = try Store(path: path, creating: true)
        #expect(folder.names.filter { !$0.hasPrefix("minuted.sqlite-") } == ["minuted.sqlite"])
    }

    @Test func anEmptyFileCountsAsMissing() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.missing(path: path)) { try Store(path: path) }
        #expect(try Store(path: path, creating: true).boards().isEmpty)
    }

    @Test func aDatabaseOfAnotherProgramIsLeftUntouched() throws {
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE album (id INTEGER PRIMARY KEY)") }
        try other.close()
        try expectUntouched(.otherProgram)
    }

    @Test func aDatabaseOfAnotherProgramWithALogIsLeftUntouched() throws {
        let other = try DatabasePool(path: path)
        try other.write { try $0.execute(sql: "CREATE TABLE album (id INTEGER PRIMARY KEY)") }
        try other.close()
        try expectUntouched(.otherProgram)
    }

    @Test func aFileThatIsNoDatabaseIsLeftUntouched() throws {
        try Data("Ref,Action,Lead\n".utf8).write(to: URL(fileURLWithPath: path))
        try expectUntouched(.otherProgram)
    }

    @Test func aNewerDatabaseIsLeftUntouched() throws {
        let newer = try Store(path: path, creating: true)
        try newer.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        try newer.writer.close()
        try expectUntouched(.newerVersion(99))
    }

    private func expectUntouched(_ error: StoreError) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let names = folder.names
        for use in [Store.Use.command, .daemon, .check] {
            #expect(throws: error) { try Store(path: path, for: use, creating: true) }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(folder.names == names)
    }

    @Test(arguments: [(Store.Use.command, 0), (.daemon, 1000)])
    func onlyTheDaemonCheckpointsAndEveryoneSyncsInFull(use: Store.Use, pages: Int) throws {
        let store = try Store(path: path, for: use, creating: true)
        let pragmas = ["wal_autocheckpoint", "synchronous", "foreign_keys", "journal_mode"]
        let values = try store.writer.writeWithoutTransaction { db in
            try pragmas.map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(values == ["\(pages)", "2", "1", "wal"])
    }

    @Test func aCheckCannotWrite() throws {
        _ = try Store(path: path, creating: true)
        let store = try Store(path: path, for: .check)
        #expect(throws: StoreError.self) {
            try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        }
    }

    @Test func aCheckLeavesNoFileBehind() throws {
        _ = try Store(path: path, creating: true).addBoard(
            Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        let names = folder.names
        #expect(try Store(path: path, for: .check).boards().map(\.slug) == ["vawg"])
        #expect(folder.names == names && names == ["minuted.sqlite"])
    }

    @Test func aCheckReadsWhatStandsInTheLogOnly() throws {
        let daemon = try Store(path: path, for: .daemon, creating: true)
        _ = try daemon.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        #expect(try Store(path: path, for: .check).boards().map(\.slug) == ["vawg"])
        #expect(folder.names.count == 3)
    }

    @Test(.enabled(if: geteuid() == 0)) func whatRootMakesBelongsToTheFoldersOwner() throws {
        #expect(chown(folder.path, 4711, 4712) == 0)
        let store = try Store(path: path, creating: true)
        _ = try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        #expect(folder.names == ["minuted.sqlite", "minuted.sqlite-shm", "minuted.sqlite-wal"])
        for name in folder.names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            #expect(attributes[.ownerAccountID] as? Int == 4711, "\(name)")
            #expect(attributes[.groupOwnerAccountID] as? Int == 4712, "\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o640, "\(name)")
        }
    }

    @Test func anotherWriterIsWaitedForAndThenNamed() throws {
        let store = try Store(path: path, creating: true)
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        try store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
        #expect(throws: StoreError.busy) {
            try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        }
    }

    @Test func aDatabaseInUseIsOpenedBesideItsUser() throws {
        let daemon = try Store(path: path, for: .daemon, creating: true)
        let command = try Store(path: path)
        _ = try command.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
        #expect(try daemon.boards().map(\.slug) == ["vawg"])
        #expect(try Store(path: path, for: .check).boards() == daemon.boards())
    }

    @Test func aPathIsTakenAsItStands() throws {
        let odd = folder.file("50% of?a #name é.sqlite")
        _ = try Store(path: odd, creating: true)
        #expect(try Store(path: odd).boards().isEmpty)
    }

    @Test func whatSQLiteSaysOfAFullDiskIsSaidInWords() {
        #expect(StoreError(DatabaseError(resultCode: .SQLITE_FULL)) == .full)
        let error = StoreError(DatabaseError(resultCode: .SQLITE_IOERR, message: "disk I/O error"))
        #expect(error.description == "disk I/O error; see whether the disk is full or failing")
    }
}
