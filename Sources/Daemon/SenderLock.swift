import Dispatch
import Foundation

/// The right to send for one database: `flock` on a file beside it, held as long
/// as this value lives.
///
/// The kernel gives it back when the process ends, however it ends. Editors
/// never take it.
package final class SenderLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock, or returns `nil` where another process holds it.
    package static func tryAcquire(beside database: String) throws(SystemFailure) -> SenderLock? {
        let descriptor = try open(beside: database)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return SenderLock(descriptor: descriptor) }
        let failure = SystemFailure("lock the database for sending")
        close(descriptor)
        guard failure.code == EWOULDBLOCK else { throw failure }
        return nil
    }

    /// Waits until the lock is free: the kernel wakes us, nothing polls.
    ///
    /// A blocked `flock` cannot be called back, so a cancelled wait leaves its
    /// thread behind; when that gets the lock it gives it back at once.
    ///
    /// - Throws: `CancellationError`, or `SystemFailure`.
    package static func waitAcquire(beside database: String) async throws -> SenderLock {
        let descriptor = try open(beside: database)
        let wait = Wait()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                wait.begin(continuation)
                Thread.detachNewThread { wait.end(with: Result { try block(on: descriptor) }) }
            }
        } onCancel: {
            wait.end(with: .failure(CancellationError()))
        }
    }

    private static func block(on descriptor: Int32) throws(SystemFailure) -> SenderLock {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let failure = SystemFailure("wait for the sender lock")
                close(descriptor)
                throw failure
            }
        }
        return SenderLock(descriptor: descriptor)
    }

    private static func path(beside database: String) -> String {
        DatabaseCompanion.path(beside: database, ending: "-sender")
    }

    private static func open(beside database: String) throws(SystemFailure) -> Int32 {
        let path = path(beside: database)
        try FolderOwner.createFile(at: path)
        let descriptor = Foundation.open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
        return descriptor
    }

    /// Gives the waiting task one answer, the first; a lock that comes after it
    /// is dropped and so given back.
    private final class Wait: @unchecked Sendable {  // its lock guards both variables
        private let lock = NSLock()
        private var continuation: CheckedContinuation<SenderLock, any Error>?
        private var early: Result<SenderLock, any Error>?

        func begin(_ continuation: CheckedContinuation<SenderLock, any Error>) {
            let early = lock.withLock {
                if self.early == nil { self.continuation = continuation }
                return self.early
            }
            if let early { continuation.resume(with: early) }
        }

        func end(with result: Result<SenderLock, any Error>) {
            let waiting = lock.withLock {
                defer { continuation = nil }
                if continuation == nil, early == nil { early = result }
                return continuation
            }
            waiting?.resume(with: result)
        }
    }
}
