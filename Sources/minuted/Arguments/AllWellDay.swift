import ActionRegister
import ArgumentParser

/// A day on which people work, or `off`.
enum AllWellDay: String, ExpressibleByArgument, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, off

    var weekday: Weekday? { Weekday(rawValue) }
}
