package import Foundation
import Synchronization

/// A clock that stands still, but for what is waited by it.
///
/// A run as of one instant decides all by that instant; where it has to wait for
/// the relay, time goes on for its letters too.
package final class StandingClock: Sendable {
    private let time: Mutex<Date>

    package init(at now: Date) { time = Mutex(now) }

    package var now: Date { time.withLock { $0 } }

    /// Returns after so many seconds, of the machine's and of this clock's.
    package func wait(_ seconds: TimeInterval) async {
        try? await Task.sleep(for: .seconds(seconds))
        time.withLock { $0 += seconds }
    }
}
