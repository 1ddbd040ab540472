import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct CopyTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("minuted.sqlite")
        let store = try Store(path: path, creating: true)
        _ = try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG"), told: .noon)
    }

    private func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test func aCopyHoldsEverythingAndWhatIsDoneToItStaysInIt() throws {
        let (before, names) = (try bytes(), folder.names)
        let copy = try Store.copy(of: path)
        _ = try copy.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        #expect(try copy.boards().map(\.slug) == ["vawg", "victims"])
        #expect(try copy.auditVerify() == nil && copy.integrityCheck().isEmpty)
        #expect(try bytes() == before && folder.names == names)
        #expect(try Store(path: path, for: .check).databaseID() == copy.databaseID())
    }

    @Test func aDatabaseInUseIsCopiedWithItsLastChange() throws {
        let store = try Store(path: path)
        _ = try store.addBoard(Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        let (before, names) = (try bytes(), folder.names)
        #expect(try Store.copy(of: path).boards().map(\.slug) == ["vawg", "victims"])
        #expect(try bytes() == before && folder.names == names)
    }

    @Test func aFileThatIsNotThereOrNotOursIsRefused() throws {
        let none = folder.file("none.sqlite")
        #expect(throws: StoreError.missing(path: none)) { try Store.copy(of: none) }
        #expect(!folder.names.contains("none.sqlite"))
        let letter = folder.file("letter.txt")
        try Data("Dear all".utf8).write(to: URL(fileURLWithPath: letter))
        #expect(throws: StoreError.otherProgram) { try Store.copy(of: letter) }
    }

    @Test func nothingIsThereToSeeWhileACopyIsInUse() throws {
        let copy = try Store.copy(of: path)
        try copy.writer.write { db in
            // More than is kept in memory.
            try db.execute(sql: "PRAGMA cache_size = 10; CREATE TABLE filler (bytes BLOB)")
            for _ in 0..<200 { try db.execute(sql: "INSERT INTO filler VALUES (randomblob(100000))") }
        }
        #expect(folder.names == ["minuted.sqlite"])
        #expect(try copy.boards().map(\.slug) == ["vawg"])
    }
}
