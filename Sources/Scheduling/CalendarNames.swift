package import ActionRegister

/// What weekdays and months are called in English, in full and in short.
enum CalendarNames {
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
    private static let weekdays = Weekday.allCases.map { $0.name.lowercased() }
    private static let ordinals = MeetingPattern.Ordinal.allCases.map { "\($0)" }

    /// 1 to 12.
    static func month(named word: String) -> Int? { index(of: word, in: months).map { $0 + 1 } }

    static func weekday(named word: String) -> Weekday? {
        index(of: word, in: weekdays).map { Weekday.allCases[$0] }
    }

    static func ordinal(named word: String) -> MeetingPattern.Ordinal? {
        (ordinals.firstIndex(of: word) ?? ["1st", "2nd", "3rd", "4th"].firstIndex(of: word))
            .map { MeetingPattern.Ordinal.allCases[$0] }
    }

    /// The index of the name that a word is or begins, by three letters at least.
    private static func index(of word: String, in names: [String]) -> Int? {
        word.count < 3 ? nil : names.firstIndex { $0.hasPrefix(word) }
    }
}

extension CalendarNames {
    static func month(near word: String) -> Int? {
        month(named: word) ?? near(word, in: months).flatMap(month(named:))
    }

    static func weekday(near word: String) -> Weekday? {
        weekday(named: word) ?? near(word, in: weekdays).flatMap(weekday(named:))
    }

    /// A fifth one there is not in every month; who asks for it wants the last.
    static func ordinal(near word: String) -> MeetingPattern.Ordinal? {
        if word == "fifth" || word == "5th" { return .last }
        return ordinal(named: word) ?? near(word, in: ordinals).flatMap(ordinal(named:))
    }

    /// Too short a word is near to everything.
    private static func near(_ word: String, in names: [String]) -> String? {
        word.count < 3 ? nil : names.nearest(to: word)
    }
}

extension Weekday {
    /// Its English name: `Saturday`.
    package var name: String { Self.names[rawValue - 1] }

    private static let names = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
