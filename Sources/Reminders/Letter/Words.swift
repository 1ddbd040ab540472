package import ActionRegister

/// The small English of letters: numbers, lists and days as people write them.
enum Words {
    /// `three`, and digits above ten.
    static func count(_ number: Int) -> String {
        (0...10).contains(number) ? cardinals[number] : String(number)
    }

    /// `second`, and digits above the tenth.
    static func ordinal(_ number: Int) -> String {
        guard !(1...10).contains(number) else { return ordinals[number - 1] }
        let suffix =
            (11...13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return "\(number)\(suffix)"
    }

    /// `once`, `twice`, `three times`.
    static func times(_ number: Int) -> String {
        switch number {
        case 1: "once"
        case 2: "twice"
        default: count(number) + " times"
        }
    }

    /// `MPS`, `MPS and CPS`, `MPS, CPS and NHS`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A reference as a sentence names it: `VAWG-007`, and `Action 7` where it is
    /// a bare number, which nobody could tell from a day or a count.
    static func reference(_ reference: String) -> String {
        let line = line(reference)
        return line.allSatisfy { $0.isASCII && ($0.isNumber || ".-/".contains($0)) } ? "Action \(line)" : line
    }

    /// The text with its first letter in upper case.
    static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The text with a full stop, unless it ends a sentence already.
    static func sentence(_ text: String) -> String {
        guard let last = text.last, !".!?:;…".contains(last) else { return text }
        return text + "."
    }

    private static let cardinals = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]
}

extension CalendarDay {
    /// `Monday 7 December 2026`.
    package var words: String { "\(wordsWithoutYear) \(year)" }

    /// `Friday 27 November`, with the year where it is not that of `today`.
    package func words(on today: CalendarDay) -> String { year == today.year ? wordsWithoutYear : words }

    private var wordsWithoutYear: String {
        let parts = components
        return "\(Self.weekdays[weekday.rawValue - 1]) \(parts.day) \(Self.months[parts.month - 1])"
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}
