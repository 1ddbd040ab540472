import ActionRegister
import ArgumentParser
import Foundation
import Scheduling

/// An instant as RFC 3339 writes it: `2027-03-18T09:00:00Z`, with any offset.
struct Instant: ExpressibleByArgument, Hashable {
    let date: Date

    init(_ date: Date) { self.date = date }

    init?(argument text: String) {
        let pattern = /(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})/
        guard let match = text.wholeMatch(of: pattern), let day = CalendarDay(String(match.1)),
            let time = TimeOfDay(String(match.2)), let offset = Self.seconds(ofOffset: match.5)
        else { return nil }
        let seconds = match.3.map { Int($0)! } ?? 0
        guard seconds <= 60 else { return nil }
        let fraction = match.4.map { Double($0)! } ?? 0
        let whole = Int(day.number) * 86_400 + time.minutes * 60 + seconds - offset
        date = Date(timeIntervalSince1970: TimeInterval(whole) + fraction)
    }

    private static func seconds(ofOffset text: Substring) -> Int? {
        guard text != "Z", text != "z" else { return 0 }
        guard let time = TimeOfDay(String(text.dropFirst())) else { return nil }
        return (text.hasPrefix("-") ? -60 : 60) * time.minutes
    }
}

/// Where a range ends: at an instant, or with a day, which each board ends on
/// its own clock.
enum RangeEnd: ExpressibleByArgument, Hashable {
    case instant(Date)
    case day(CalendarDay)

    /// Whether it ends before an instant, a day whatever the board's clock.
    func isBefore(_ instant: Date) -> Bool {
        switch self {
        case .instant(let end): end < instant
        case .day(let day): TimeInterval(day.number + 2) * 86_400 < instant.timeIntervalSince1970
        }
    }

    init?(argument text: String) {
        if let day = CalendarDay(text) {
            self = .day(day)
        } else if let instant = Instant(argument: text) {
            self = .instant(instant.date)
        } else {
            return nil
        }
    }
}

extension RangeEnd {
    /// The last instant of the range, on the board's clock where it is a day.
    func instant(in calendar: WorkingCalendar) -> Date {
        switch self {
        case .instant(let instant): instant
        case .day(let day): calendar.instant(day + 1, at: TimeOfDay(minutes: 0)!) - 1
        }
    }
}
