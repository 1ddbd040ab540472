import ActionRegister

/// The bank holidays of the three divisions of the United Kingdom, computed
/// from their rules.
///
/// The rules are those of the Banking and Financial Dealings Act 1971, of the
/// yearly proclamations that repeat themselves, and of the St Andrew's Day Bank
/// Holiday (Scotland) Act 2007. What was proclaimed for one year only is in
/// `BankHolidays+Proclaimed`.
enum BankHolidays: String, CaseIterable {
    case englandAndWales = "england-and-wales"
    case scotland
    case northernIreland = "northern-ireland"

    /// The years whose proclamations are known or follow the rules.
    static let years = 2020...2030

    func days(in years: ClosedRange<Int>) -> [CalendarDay: String] {
        years.reduce(into: [:]) { days, year in
            days.merge(self.days(of: year)) { first, _ in first }
        }
    }

    private func days(of year: Int) -> [CalendarDay: String] {
        var days = ordinaryDays(of: year)
        for change in Self.proclaimed where change.divisions.contains(self) && change.year == year {
            change.replaces.map { days[$0] = nil }
            days[change.day] = change.title
        }
        return days
    }

    private func ordinaryDays(of year: Int) -> [CalendarDay: String] {
        var days = movableDays(of: year)
        for group in fixedDays(of: year) { Self.place(group, in: &days) }
        return days
    }

    /// Those that are a certain weekday by their nature.
    private func movableDays(of year: Int) -> [CalendarDay: String] {
        let easter = Self.easter(of: year)
        var days = [
            easter - 2: "Good Friday",
            Self.monday(onOrAfter: CalendarDay(year, 5, 1)): "Early May bank holiday",
            Self.monday(onOrAfter: CalendarDay(year, 5, 25)): "Spring bank holiday",
        ]
        let summer = self == .scotland ? CalendarDay(year, 8, 1) : CalendarDay(year, 8, 25)
        days[Self.monday(onOrAfter: summer)] = "Summer bank holiday"
        if self != .scotland { days[easter + 1] = "Easter Monday" }
        return days
    }

    /// Those that are a day of a month, in groups of neighbours that share
    /// their substitute days; the first of a group chooses first.
    private func fixedDays(of year: Int) -> [[(CalendarDay, String)]] {
        let newYear = (CalendarDay(year, 1, 1), "New Year’s Day")
        let christmas = Self.christmas(of: year)
        return switch self {
        case .englandAndWales: [[newYear], christmas]
        case .scotland:
            [
                [newYear, (CalendarDay(year, 1, 2), "2nd January")],
                [(CalendarDay(year, 11, 30), "St Andrew’s Day")], christmas,
            ]
        case .northernIreland:
            [
                [newYear], [(CalendarDay(year, 3, 17), "St Patrick’s Day")],
                [(CalendarDay(year, 7, 12), "Battle of the Boyne (Orangemen’s Day)")], christmas,
            ]
        }
    }

    /// When Christmas Day is a Sunday, Boxing Day stays on Monday and Christmas
    /// Day moves to Tuesday.
    private static func christmas(of year: Int) -> [(CalendarDay, String)] {
        let christmas = (CalendarDay(year, 12, 25), "Christmas Day")
        let boxing = (CalendarDay(year, 12, 26), "Boxing Day")
        return christmas.0.weekday == .sunday ? [boxing, christmas] : [christmas, boxing]
    }

    /// Puts a group of fixed days where they are kept: each on its own day, or
    /// on the next weekday that none before it in the group has.
    private static func place(_ group: [(CalendarDay, String)], in days: inout [CalendarDay: String]) {
        for (day, title) in group {
            var kept = day
            while kept.weekday.isWeekend || days[kept] != nil { kept = kept + 1 }
            days[kept] = kept == day ? title : HolidayCalendar.substituteTitle(title)
        }
    }

    private static func monday(onOrAfter day: CalendarDay) -> CalendarDay {
        day + (8 - day.weekday.rawValue) % 7
    }

    /// Easter Sunday in the Gregorian calendar: the anonymous algorithm that
    /// Nature printed in 1876, as Meeus gives it.
    static func easter(of year: Int) -> CalendarDay {
        let golden = year % 19
        let century = year / 100
        let leapless = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - leapless + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7
        let correction = (golden + 11 * epact + 22 * weekday) / 451
        let march = epact + weekday - 7 * correction + 22
        return CalendarDay(year, 3, march)
    }
}

extension HolidayCalendar {
    /// The title of a day kept in place of one that falls on a weekend.
    static func substituteTitle(_ title: String) -> String { title + " (substitute day)" }
}
