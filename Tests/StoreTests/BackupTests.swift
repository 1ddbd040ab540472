import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct BackupTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.file("minuted.sqlite"), creating: true)
        _ = try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
    }

    @Test func aBackupIsOneFileThatHoldsEverything() throws {
        let path = folder.file("backup.sqlite")
        try store.backup(to: path)
        #expect(folder.names.filter { $0.hasPrefix("backup") } == ["backup.sqlite"])
        let copy = try Store(path: path, for: .check)
        #expect(try copy.boards() == store.boards() && copy.databaseID() == store.databaseID())
        #expect(try copy.auditVerify() == nil && copy.integrityCheck().isEmpty)
    }

    @Test func aBackupReplacesAnOlderOneAndNothingElse() throws {
        let path = folder.file("backup.sqlite")
        try store.backup(to: path)
        _ = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        try store.backup(to: path)
        #expect(try Store(path: path, for: .check).boards().count == 2)
        let letter = folder.file("letter.txt")
        try Data("Dear all".utf8).write(to: URL(fileURLWithPath: letter))
        #expect(throws: StoreError.otherProgram) { try store.backup(to: letter) }
        #expect(try String(contentsOfFile: letter, encoding: .utf8) == "Dear all")
    }

    @Test func aDatabaseIsNotBackedUpOverItself() throws {
        let path = folder.file("minuted.sqlite")
        #expect(throws: StoreError.self) { try store.backup(to: path) }
        #expect(try store.integrityCheck().isEmpty)
    }

    @Test func aBackupThatDoesNotVerifyIsNotKept() throws {
        try store.writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "INSERT INTO absence (person, fromDay, untilDay) VALUES (77, 1, 2)")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
        }
        let path = folder.file("backup.sqlite")
        #expect(throws: StoreError.damaged("absence 1 names a person that is not there")) {
            try store.backup(to: path)
        }
        #expect(folder.names.filter { $0.hasPrefix("backup") }.isEmpty)
    }

    @Test func aFolderThatIsNotThereIsNamed() throws {
        #expect(throws: StoreError.self) { try store.backup(to: folder.file("none/backup.sqlite")) }
    }

    @Test func anotherRegisterIsNotReplacedByABackup() throws {
        let path = folder.file("other.sqlite")
        let other = try Store(path: path, creating: true)
        _ = try other.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        #expect(throws: RegisterError.self) { try store.backup(to: path) }
        #expect(try Store(path: path, for: .check).boards().map(\.slug) == ["victims"])
    }

    @Test func anEmptyFileIsReplaced() throws {
        let path = folder.file("backup.sqlite")
        try Data().write(to: URL(fileURLWithPath: path))
        try store.backup(to: path)
        #expect(try Store(path: path, for: .check).boards().count == 1)
    }

    @Test func aCopyIsKeptBeforeAnOlderSchemaIsBroughtUpToDate() throws {
        let path = folder.file("old.sqlite")
        try makeOld(path)
        for version in 2..<Store.schemaVersion { try Data().write(to: file("old.sqlite-schema-\(version)")) }
        try Data().write(to: file("old.sqlite-schema-0"))
        _ = try Store(path: path)
        let kept = Store.schemaVersion - 1
        #expect(folder.names.filter { $0.hasPrefix("old.sqlite-schema") } == ["old.sqlite-schema-\(kept)"])
        let copy = try DatabaseQueue(path: path + "-schema-\(kept)")
        #expect(try copy.read { try Store.version(of: $0) } == kept)
        #expect(try Store(path: path).integrityCheck().isEmpty)
    }

    @Test func noCopyIsMadeWhereNothingChanges() throws {
        _ = try Store(path: folder.file("minuted.sqlite"))
        #expect(folder.names.allSatisfy { !$0.contains("schema") })
    }

    @Test func lookingBringsNothingUpToDate() throws {
        let path = folder.file("old.sqlite")
        try makeOld(path)
        _ = try Store(path: path, for: .check)
        #expect(folder.names.allSatisfy { !$0.contains("schema") })
    }

    private func file(_ name: String) -> URL { URL(fileURLWithPath: folder.file(name)) }

    /// A database as the version before this one left it.
    private func makeOld(_ path: String) throws {
        let old = try DatabaseQueue(path: path)
        try old.write { db in
            try Store.bring(db, from: 0, to: Store.schemaVersion - 1)
            try db.execute(sql: "INSERT INTO installation (one, id) VALUES (1, randomblob(16))")
            try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
        }
        try old.close()
    }
}
