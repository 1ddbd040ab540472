import Daemon
import Foundation
import Testing

@Suite struct FolderOwnerTests {
    @Test func fileThatIsThereKeepsItsContents() throws {
        let folder = try TemporaryFolder()
        try FolderOwner.createFile(at: folder.path("a"))
        try Data("x".utf8).write(to: folder.url.appending(path: "b"))
        try FolderOwner.createFile(at: folder.path("b"))
        #expect(try Data(contentsOf: folder.url.appending(path: "a")).isEmpty)
        #expect(try Data(contentsOf: folder.url.appending(path: "b")) == Data("x".utf8))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func fileMadeByRootTakesItsFoldersOwner() throws {
        let folder = try TemporaryFolder()
        try #require(chown(folder.url.path(percentEncoded: false), 4711, 4712) == 0)
        try FolderOwner.createFile(at: folder.path("a"))
        let lock = try SenderLock.tryAcquire(beside: folder.path("m.sqlite"))
        let bell = try Doorbell(beside: folder.path("m.sqlite")) {}
        for name in ["a", "m.sqlite-sender", "m.sqlite-doorbell"] {
            let facts = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect(facts[.ownerAccountID] as? Int == 4711, "\(name)")
            #expect(facts[.groupOwnerAccountID] as? Int == 4712, "\(name)")
        }
        bell.takeDown()
        withExtendedLifetime(lock) {}
    }
}
