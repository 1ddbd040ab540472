@preconcurrency import Dispatch
import Foundation
import Testing

/// `minuted serve` as a service manager runs it: what it tells is waited on, and
/// nothing sleeps.
final class RunningDaemon: Sendable {
    /// Its folder stays as long as the daemon runs.
    private let program: Program
    private let process: Process
    private let notices: NotifySocket
    private let log: URL
    private let ended = AsyncStream.makeStream(of: Int32.self)

    /// - Parameters:
    ///   - name: tells several daemons of one folder apart.
    ///   - words: more of the command line.
    ///   - environment: besides the notify socket.
    init(
        _ program: Program, configuration: String, name: String = "daemon", words: [String] = [],
        environment: [String: String] = [:]
    ) throws {
        self.program = program
        notices = try NotifySocket(program.path(name + ".notify"))
        log = program.folder.appending(path: name + ".log")
        try program.write("", to: name + ".log")
        process = Process()
        process.executableURL = Program.binary
        process.arguments = ["serve", "--config", program.path(configuration)] + words
        process.environment = environment.merging(["NOTIFY_SOCKET": program.path(name + ".notify")]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        process.terminationHandler = { [ended] in ended.continuation.yield($0.terminationStatus) }
        try process.run()
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    /// Waits until the daemon tells something that holds `words`.
    ///
    /// - Returns: all that it told until then.
    @discardableResult
    func tells(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        var told = ""
        for await notice in notices.stream {
            told += notice + "\n"
            if notice.contains(words) { return told }
        }
        throw Silence(awaited: words, told: told, log: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
    }

    /// The time of the next due-date check, as its status names it.
    func nextCheck() async throws -> Substring? {
        try await tells("next due-date check ").split(separator: "next due-date check ").last?.prefix(20)
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// The exit code, once it has ended by itself.
    func exitCode() async -> Int32? { await ended.stream.first { _ in true } }

    var logged: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    struct Silence: Error {
        var awaited, told, log: String
    }
}

/// The datagrams that come to a Unix socket; they end after half a minute of
/// silence.
final class NotifySocket: Sendable {
    let stream: AsyncStream<String>
    private let source: any DispatchSourceRead

    init(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0, "\(path)")
        let (stream, heard) = AsyncStream.makeStream(of: String.self)
        self.stream = stream
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            heard.yield(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        DispatchQueue.global().asyncAfter(deadline: .now() + 30) { heard.finish() }
    }

    deinit { source.cancel() }
}
