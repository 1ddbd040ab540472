package import ActionRegister

/// Days as people in Britain write them: `2027-03-01`, `1 March 2027`,
/// `1 Mar 27`, `01/03/2027` (the day first), `Monday 1st March 2027`.
///
/// A year of two digits is one of this century. A weekday that is not that of
/// the date makes it unreadable: one of the two is a slip.
package enum WrittenDay {
    /// What an error says of the ways to write a day.
    package static let advice = "write it like 2027-03-01, 1 March 2027 or 01/03/2027 (the day first)"

    /// The day that the whole text names.
    package static func day(_ text: String) -> CalendarDay? {
        var text = text.tidied
        for midnight in [" 00:00:00", "T00:00:00", " 00:00"] where text.hasSuffix(midnight) {
            text.removeLast(midnight.count)
        }
        guard let found = prefix(of: text[...]), found.rest.isEmpty else { return nil }
        return found.day
    }

    /// The day that the text begins with, and what follows it.
    ///
    /// After a year of two digits more words must be set off by a mark, or `1 May
    /// 20 people came` would be a day.
    static func prefix(of text: Substring) -> (day: CalendarDay, rest: Substring)? {
        var scanner = TextScanner(text)
        scanner.skip(" ")
        guard let weekday = weekday(&scanner), let (date, isShort) = date(&scanner) else { return nil }
        guard weekday.name == nil || date.weekday == weekday.name else { return nil }
        let next = scanner.rest.first
        guard next.map({ !$0.isLetter && !$0.isNumber }) ?? true else { return nil }
        guard !isShort || isSetOff(scanner.rest) else { return nil }
        return (date, scanner.rest)
    }

    private static func isSetOff(_ rest: Substring) -> Bool {
        rest.first { $0 != " " }.map { ":;,.)-–—".contains($0) } ?? true
    }

    /// `nil` where there is a word that is no weekday.
    private static func weekday(_ scanner: inout TextScanner) -> (name: Weekday?, Void)? {
        let word = scanner.word()
        guard !word.isEmpty else { return (nil, ()) }
        guard let place = place(of: word, in: weekdays) else { return nil }
        scanner.skip(" ,.")
        return (Weekday(rawValue: place), ())
    }

    private static func date(_ scanner: inout TextScanner) -> (CalendarDay, isShort: Bool)? {
        guard let first = scanner.number(upTo: 4) else { return nil }
        if first.digits == 4 { return isoDate(first.value, &scanner).map { ($0, false) } }
        guard first.digits <= 2 else { return nil }
        if let separator = scanner.take("/.") {
            guard let month = scanner.number(upTo: 2), scanner.take(String(separator)) != nil else {
                return nil
            }
            return date(first.value, month.value, &scanner)
        }
        guard let month = monthAfterDay(&scanner) else { return nil }
        return date(first.value, month, &scanner)
    }

    private static func isoDate(_ year: Int, _ scanner: inout TextScanner) -> CalendarDay? {
        guard scanner.take("-") != nil, let month = scanner.number(upTo: 2), scanner.take("-") != nil,
            let day = scanner.number(upTo: 2)
        else { return nil }
        return CalendarDay(year: year, month: month.value, day: day.value)
    }

    /// ` March `, `st Mar `, `-Mar-`, or the `-03-` of `01-03-2027`.
    private static func monthAfterDay(_ scanner: inout TextScanner) -> Int? {
        let suffix = scanner.word()
        if let month = month(suffix) { return skipping(" ,.-'’", &scanner, month) }
        guard ["", "st", "nd", "rd", "th"].contains(suffix) else { return nil }
        scanner.skip(" -")
        if let month = scanner.number(upTo: 2) { return skipping("-", &scanner, month.value) }
        if scanner.rest.hasPrefix("of ") { scanner.skip("of ") }
        return month(scanner.word()).map { skipping(" ,.-'’", &scanner, $0) }
    }

    private static func skipping(_ characters: String, _ scanner: inout TextScanner, _ month: Int) -> Int {
        scanner.skip(characters)
        return month
    }

    private static func date(
        _ day: Int, _ month: Int, _ scanner: inout TextScanner
    ) -> (CalendarDay, isShort: Bool)? {
        guard let year = scanner.number(upTo: 4), year.digits == 2 || year.digits == 4 else { return nil }
        let fullYear = year.digits == 2 ? 2000 + year.value : year.value
        return CalendarDay(year: fullYear, month: month, day: day).map { ($0, year.digits == 2) }
    }

    // MARK: - Names

    /// The first day of the month of a text that names no day: `March 2027`, `2027-03`.
    package static func month(of text: String) -> CalendarDay? {
        var scanner = TextScanner(text.tidied)
        let named = month(scanner.word())
        scanner.skip(" ,")
        guard let year = scanner.number(upTo: 4), year.digits == 4 else { return nil }
        if let named {
            return scanner.isAtEnd ? CalendarDay(year: year.value, month: named, day: 1) : nil
        }
        guard scanner.take("-") != nil, let month = scanner.number(upTo: 2), scanner.isAtEnd else {
            return nil
        }
        return CalendarDay(year: year.value, month: month.value, day: 1)
    }

    private static func month(_ word: String) -> Int? { place(of: word, in: months) }

    /// From 1; a name may be cut short to three letters.
    private static func place(of word: String, in names: [String]) -> Int? {
        guard word.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]

    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}
