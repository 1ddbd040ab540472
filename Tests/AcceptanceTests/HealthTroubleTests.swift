import Foundation
import RelayFixtures
import Testing

/// A disk without room, and a database that somebody keeps locked: said, not
/// ready, and recovered from. Every reload has the register looked at again.
@Suite(.timeLimit(.minutes(2))) struct HealthTroubleTests {
    private func daemon(_ program: Program, database: String) throws -> RunningDaemon {
        try program.write(
            "database: \(database)\nhealth: { listen: \"\(program.path("health"))\" }\n", to: "minuted.yaml")
        return try RunningDaemon(program, configuration: "minuted.yaml")
    }

    @Test(.enabled(if: SmallDisk.canBeMade, "only root can mount a small disk"))
    func fullDiskIsSaidAndRecoveredFrom() async throws {
        let program = try await Program.withBoard()
        let disk = try SmallDisk(at: program.path("disk"))
        try FileManager.default.moveItem(atPath: program.path("m.sqlite"), toPath: disk.path + "/m.sqlite")
        let daemon = try daemon(program, database: "disk/m.sqlite"), socket = program.path("health")
        _ = try await daemon.readiness(at: socket) { $0.status == 200 }
        try disk.fill()
        daemon.signal(SIGHUP)
        // Of the database or of the fence, whichever is written first.
        let full = try await daemon.readiness(at: program.path("health")) {
            $0.body.hasPrefix("look-failed: ")
        }
        #expect(full.status == 503 && full.body.contains("; make room and try again\n"))
        #expect(daemon.logged.contains("error: due-date check failed"))
        disk.empty()
        daemon.signal(SIGHUP)
        _ = try await daemon.readiness(at: socket) { $0.status == 200 }
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
    }

    /// It stays, and goes on by itself when somebody has decided.
    @Test func closedFenceIsSaidUntilTheDatabaseIsAdopted() async throws {
        let relay = try FakeRelay()
        defer { relay.stop() }
        let program = try await Program.withLetter(to: relay)
        #expect(try await program.configured("run-once").status == 0)
        try program.copy("m.sqlite", to: "copy.sqlite")
        try program.configure(
            relay, "database: copy.sqlite", "health: { listen: \"\(program.path("health"))\" }")
        let daemon = try RunningDaemon(
            program, configuration: "minuted.yaml", words: ["--now", Program.letterTime])
        let closed = try await daemon.readiness(at: program.path("health")) {
            $0.body.hasPrefix("look-failed: ")
        }
        #expect(closed.status == 503 && closed.body.contains("copy.sqlite-fence is not there"))
        #expect(
            closed.body.hasSuffix(
                "nothing is sent until minuted adopt says that it is the one to send from\n"))
        let adopted = try await program.run(
            ["adopt", "--config", program.path("minuted.yaml"), "--now", Program.letterTime])
        #expect(adopted.status == 0)
        _ = try await daemon.readiness(at: program.path("health")) { $0.status == 200 }
        #expect(relay.messages.count == 1)
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
    }

    @Test func lockedDatabaseIsSaidAndRecoveredFrom() async throws {
        let program = try await Program.withBoard()
        let daemon = try daemon(program, database: "m.sqlite"), socket = program.path("health")
        _ = try await daemon.readiness(at: socket) { $0.status == 200 }
        let lock = try WriteLock(ofDatabase: program.path("m.sqlite"))
        daemon.signal(SIGHUP)
        let locked = try await daemon.readiness(at: socket) { $0.status == 503 }
        #expect(locked.body.contains("failed: another process is writing to the database; try again\n"))
        lock.release()
        daemon.signal(SIGHUP)
        _ = try await daemon.readiness(at: socket) { $0.status == 200 }
        daemon.signal(SIGTERM)
        #expect(await daemon.exitCode() == 0)
    }
}

extension RunningDaemon {
    /// Asks `/readyz` each time the daemon has told its status, until an answer
    /// satisfies; one that does not listen yet is made to tell it again.
    func readiness(
        at socket: String, until satisfies: (UnixHTTP.Answer) -> Bool
    ) async throws -> UnixHTTP.Answer {
        while true {
            try await tells("STATUS=")
            do {
                let answer = try await UnixHTTP.get("/readyz", at: socket)
                if satisfies(answer) { return answer }
            } catch let error as POSIXError where [.ENOENT, .ECONNREFUSED].contains(error.code) {
                signal(SIGHUP)
            }
        }
    }
}

/// A file system of 48 megabytes: with room to be ready in.
private final class SmallDisk {
    let path: String

    init(at path: String) throws {
        self.path = path
        try #require(mkdir(path, 0o755) == 0 && mount("tmpfs", path, "tmpfs", 0, "size=48m") == 0)
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    static let canBeMade: Bool = {
        let path = FileManager.default.temporaryDirectory.appending(path: "minuted-disk-\(UUID())")
            .path(percentEncoded: false)
        guard geteuid() == 0, (try? SmallDisk(at: path)) != nil else { return false }
        return rmdir(path) == 0
    }()

    /// Writes until there is no room.
    func fill() throws {
        let descriptor = open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 1, count: 4096)
        while write(descriptor, bytes, bytes.count) == bytes.count {}
        try #require(errno == ENOSPC)
    }

    func empty() { unlink(path + "/filler") }
}

/// The lock that SQLite takes to write in WAL mode: one byte of the file beside
/// the database.
private final class WriteLock {
    private let descriptor: Int32

    init(ofDatabase path: String) throws {
        descriptor = open(path + "-shm", O_RDWR)
        var lock = flock()
        (lock.l_type, lock.l_start, lock.l_len) = (Int16(F_WRLCK), 120, 1)
        try #require(fcntl(descriptor, F_SETLKW, &lock) == 0)
    }

    func release() { close(descriptor) }
}
