import Foundation

/// A value behind a lock that the thread sanitizer knows.
///
/// It does not see a contended `Mutex` of the standard library change hands in
/// the kernel, and would report every use here as a race.
final class Locked<Value: Sendable>: @unchecked Sendable {  // the lock guards the value
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try lock.withLock { try body(&value) }
    }
}
