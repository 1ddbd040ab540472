package import Foundation
import Scheduling

/// The first letters that a board will write if nobody touches its register.
package struct NextLetters: Hashable, Sendable {
    package var at: Date
    package var count: Int

    /// Looks from one instant to the next until letters go, in the snapshot of
    /// `reading` and with no more memory than a look needs.
    ///
    /// - Parameter countsAllWell: whether a letter counts that is nothing but the
    ///   weekly one.
    /// - Returns: `nil` where none goes by `end`.
    package init?(
        _ reading: BoardReading, from start: Date, until end: Date, countsAllWell: Bool = true
    ) throws {
        var next: Date? = start
        while let now = next, now <= end {
            let look = try Self.look(reading, at: now)
            let letters = look.letters.filter { countsAllWell || !$0.steps.allSatisfy(\.key.isAllWell) }
            if let first = letters.map(\.sendAt).min() {
                self.init(at: first, count: letters.filter { $0.sendAt == first }.count)
                return
            }
            next = look.nextLook
        }
        return nil
    }

    private static func look(_ reading: BoardReading, at now: Date) throws -> Look {
        var planner = Planner(schedule: reading.schedule, now: now)
        try reading.forEachLiveAction { planner.consider($0) }
        return planner.finish()
    }

    private init(at: Date, count: Int) { (self.at, self.count) = (at, count) }
}
