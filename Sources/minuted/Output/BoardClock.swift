import ActionRegister
import Foundation

extension Board {
    /// What the board's clock shows: `2027-02-15 09:00`.
    func clockTime(of instant: Date) -> String {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day().time(
            includingFractionalSeconds: false)
        return String(instant.formatted(style).prefix(16)).replacing("T", with: " ")
    }
}
