import Foundation
package import Logging

extension Logger {
    /// The program's log as the configuration wants it.
    package init(_ log: Configuration.Log, clock: WallClock = .system, environment: [String: String]) {
        let format = LineLogHandler.Format(log.format, environment: environment)
        self.init(label: "minuted") { label in
            LineLogHandler(label: label, level: log.level, format: format, now: { clock.now })
        }
    }
}
