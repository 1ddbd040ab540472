import Foundation
import Mail
package import Store
import Synchronization

/// Lets a database send only where its fence allows it, and raises the fence
/// before anything leaves.
package final class FenceGate: Sendable {
    private let store: Store
    private let database: String
    private let home: Fence.Home
    private let file: FenceFile
    /// The file that is open, as the file system counts it.
    private let opened: UInt64?
    /// What is known to be on disk; nothing needs writing while the ledger stands there.
    /// Held while it is written: the due-date check and the queue run pass at the same time.
    private let raised = Mutex<Fence?>(nil)

    /// - Parameter database: the path of the file that `store` has open.
    package init(_ store: Store, database: String, machine: String = Fence.Home.machine) {
        self.store = store
        self.database = database
        home = Fence.Home(ofDatabase: database, machine: machine)
        file = FenceFile(beside: database)
        opened = Self.number(of: database)
    }

    /// Returns when letters may leave: the fence is then as high as the ledger, on disk.
    ///
    /// Called before each look and before each batch that is handed over.
    ///
    /// - Throws: `Fence.Closed`, and where fence or database cannot be read or written.
    package func pass() throws {
        guard Self.number(of: database) == opened else { throw Fence.Closed.replaced(path: database) }
        try raised.withLock { raised in
            let fence = try own()
            if raised == fence, try file.read() == fence { return }
            if let closed = try obstacle(to: fence) { throw closed }
            try file.write(fence)
            raised = fence
        }
    }

    /// What keeps the database from sending; it writes nothing.
    package func obstacle() throws -> Fence.Closed? { try obstacle(to: own()) }

    /// Makes this the home of a database whose ledger is empty, before a person's
    /// change is the first to write to it: a ledger without a fence is a copy's.
    package func settle() throws {
        if try store.ledgerNumber() == 0, try file.read() == nil { try file.write(own()) }
    }

    /// Makes this the home, whatever lies beside the database.
    package func adopt() throws { try file.write(own()) }

    /// The number that had been reached here, which the ledger is to go on from.
    package func reached() -> Int64 {
        guard let fence = try? file.read(), let own = try? own(), fence.database == own.database else {
            return 0
        }
        return fence.ledger
    }

    private func own() throws -> Fence {
        let id = Digest.hex(try store.databaseID())
        return Fence(database: id, home: home, ledger: try store.ledgerNumber())
    }

    private func obstacle(to fence: Fence) throws -> Fence.Closed? {
        do {
            return Fence.obstacle(
                to: fence.database, at: fence.home, ledger: fence.ledger, found: try file.read(),
                path: file.path)
        } catch is DecodingError {
            return .unreadable(path: file.path)
        }
    }

    private static func number(of path: String) -> UInt64? {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}

/// The file beside a database that holds its fence.
struct FenceFile {
    let path: String

    init(beside database: String) { path = DatabaseCompanion.path(beside: database, ending: "-fence") }

    /// `nil` where there is none.
    func read() throws -> Fence? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try JSONDecoder().decode(Fence.self, from: Data(contentsOf: URL(filePath: path)))
    }

    /// Writes it whole under another name, and gives it its own when it is on disk.
    func write(_ fence: Fence) throws(SystemFailure) {
        let unfinished = path + ".new"
        unlink(unfinished)
        try FolderOwner.createFile(at: unfinished)
        defer { unlink(unfinished) }
        try Self.fill(unfinished, with: fence.text)
        guard rename(unfinished, path) == 0 else { throw SystemFailure("write \(path)") }
        try Self.synchronize(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false))
    }

    private static func fill(_ path: String, with text: [UInt8]) throws(SystemFailure) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
        defer { close(descriptor) }
        guard text.withUnsafeBytes({ Glibc.write(descriptor, $0.baseAddress, $0.count) }) == text.count,
            fsync(descriptor) == 0
        else { throw SystemFailure("write \(path)") }
    }

    private static func synchronize(_ folder: String) throws(SystemFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemFailure("write \(folder)") }
    }
}

extension Fence {
    /// A line of JSON, for people to read as well.
    fileprivate var text: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8]((try? encoder.encode(self)) ?? Data()) + Array("\n".utf8)
    }
}
