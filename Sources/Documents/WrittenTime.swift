package import ActionRegister

/// Times of day as people write them: `10:00`, `10.00`, `14:00:00`, `2pm`,
/// `2.30 pm`.
package enum WrittenTime {
    package static func time(_ text: String) -> TimeOfDay? {
        var scanner = TextScanner(text.tidied)
        guard let hour = scanner.number(upTo: 2) else { return nil }
        var minute: Int?
        if scanner.take(":.") != nil {
            guard let number = scanner.number(upTo: 2), number.digits == 2 else { return nil }
            minute = number.value
        }
        if minute != nil, scanner.rest.hasPrefix(":00") { scanner = TextScanner(scanner.rest.dropFirst(3)) }
        scanner.skip(" ")
        let half = scanner.word()
        guard scanner.isAtEnd, let hour = hour24(hour.value, half, hasMinute: minute != nil) else {
            return nil
        }
        return TimeOfDay(hour: hour, minute: minute ?? 0)
    }

    private static func hour24(_ hour: Int, _ half: String, hasMinute: Bool) -> Int? {
        switch half {
        case "": hasMinute ? hour : nil
        case "am": (1...12).contains(hour) ? hour % 12 : nil
        case "pm": (1...12).contains(hour) ? hour % 12 + 12 : nil
        case "noon": hour == 12 ? 12 : nil
        default: nil
        }
    }
}
