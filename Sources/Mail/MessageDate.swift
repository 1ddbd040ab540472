import ActionRegister
package import Foundation

/// An instant as the Date field has it, of a message (RFC 5322 §3.3) or of an
/// answer by HTTP (RFC 9110 §5.6.7).
package enum MessageDate {
    /// `Mon, 23 Nov 2026 09:00:00 GMT`
    package static func http(_ date: Date) -> String {
        text(of: date, in: .gmt).replacing("+0000", with: "GMT")
    }

    /// `Mon, 23 Nov 2026 09:00:00 +0000`; parts of a second are cut off.
    static func text(of date: Date, in zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: date) / 60 * 60
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + offset
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        return
            "\(day(CalendarDay(number: Int32(days)))) \(clock(seconds - days * 86_400)) \(direction(offset))"
    }

    private static func day(_ day: CalendarDay) -> String {
        let parts = day.components
        return
            "\(weekdays[day.weekday.rawValue - 1]), \(padded(parts.day)) \(months[parts.month - 1]) \(parts.year)"
    }

    private static func clock(_ seconds: Int) -> String {
        "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    private static func direction(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        return "\(offset < 0 ? "-" : "+")\(padded(minutes / 60))\(padded(minutes % 60))"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
