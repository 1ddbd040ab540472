import ActionRegister
import Scheduling

/// Random numbers that are the same in every run (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

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
