import ActionRegister
import RandomFixtures
import Scheduling

extension HolidayCalendar {
    /// A calendar of four years with few or very many holidays, some of them at weekends.
    static func random(using random: inout FixedRandom) -> HolidayCalendar {
        let first = CalendarDay(2026, 1, 1)
        let count = Int.random(in: 0...(Bool.random(using: &random) ? 40 : 700), using: &random)
        let days = (0..<count).map { _ in first + Int.random(in: 0..<1461, using: &random) }
        return HolidayCalendar(
            name: "random", days: Dictionary(days.map { ($0, "Holiday") }) { first, _ in first },
            coverage: first...first + 1460)
    }
}
