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
}
