package import Foundation
package import Reminders

/// What the register needs of the machine: a clock, time zones, room on the disk.
package struct MachineReport: Hashable, Sendable {
    /// The time to decide by: the clock's, unless another was given by hand.
    package var now: Date
    package var clock: Date
    /// When the daemon last looked, by the time it was told.
    package var lastLook: Date?
    /// When the register was last changed, by the clock of then.
    package var lastChange: Date?
    package var selfCheck = SelfCheck()
    /// Where the database lies; `nil` where that cannot be found out.
    package var freeBytes: Int64?

    package init(now: Date, clock: Date) { (self.now, self.clock) = (now, clock) }

    package var problems: [Problem] { [tooEarly ?? backwards, program, disk].compactMap { $0 } }

    /// Two clocks of one machine, a moment apart, are the same.
    private static let tolerance: TimeInterval = 60
    /// Nothing of this program is older.
    private static let epoch = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01
    private static let mebibyte: Int64 = 1 << 20

    private var tooEarly: Problem? {
        guard clock < Self.epoch else { return nil }
        return Problem(
            .error, "clock", "it shows \(clock.formatted(.iso8601)), before this program was written",
            "set the clock, and let NTP keep it")
    }

    private var backwards: Problem? {
        if let lastChange, clock + Self.tolerance < lastChange {
            return clockProblem(clock, "the register was last changed at \(lastChange.formatted(.iso8601))")
        }
        if let lastLook, now + Self.tolerance < lastLook {
            return clockProblem(now, "the daemon last looked at \(lastLook.formatted(.iso8601))")
        }
        return nil
    }

    private func clockProblem(_ time: Date, _ what: String) -> Problem {
        Problem(
            .warning, "clock", "it is \(time.formatted(.iso8601)), and \(what)",
            "set the clock; until it has caught up nothing new is owed")
    }

    private var program: Problem? {
        if selfCheck.faults.isEmpty { return nil }
        return Problem(.error, "program", told: selfCheck.description)
    }

    private var disk: Problem? {
        guard let freeBytes, freeBytes < 100 * Self.mebibyte else { return nil }
        return Problem(
            Self.isFull(freeBytes) ? .error : .warning, "disk",
            "\(freeBytes / Self.mebibyte) MiB are free where the database lies",
            "make room; letters wait when it is full")
    }

    /// Whether so little is left that the next commit may fail.
    package static func isFull(_ freeBytes: Int64) -> Bool { freeBytes < 10 * mebibyte }

    /// What an unprivileged process may still write into the folder of a file.
    package static func freeBytes(besideFile path: String) -> Int64? {
        var facts = statvfs()
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard statvfs(folder, &facts) == 0 else { return nil }
        return Int64(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
    }
}
