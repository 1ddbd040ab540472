import ActionRegister
import ArgumentParser

/// A day on which people work, or `off`.
struct AllWellDay: ExpressibleByArgument {
    let weekday: Weekday?

    init?(argument: String) {
        if argument.lowercased() == "off" {
            weekday = nil
        } else {
            guard let day = Weekday(argument), !day.isWeekend else { return nil }
            weekday = day
        }
    }
}
