import Daemon
import Foundation
import Logging

/// A fresh folder that goes when the value does.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "minuted-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}

/// What a test waits on instead of sleeping.
struct Signals<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func send(_ value: Value) { continuation.yield(value) }

    /// The oldest that was not taken yet; waits for one, unless the task is cancelled.
    func next() async -> Value? { await stream.first { _ in true } }
}

/// A value that several tasks change.
final class Shared<Value: Sendable>: @unchecked Sendable {  // its lock guards the value
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func get() -> Value { lock.withLock { value } }
    func update(_ change: (inout Value) -> Void) { lock.withLock { change(&value) } }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension Date {
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)
}
