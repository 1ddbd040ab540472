import ActionRegister

/// What a cell says about when an action is due.
enum WrittenDue: Hashable {
    case day(CalendarDay)
    case nextMeeting
    case ongoing
    case unset

    static let advice = WrittenDay.advice + ", or say next meeting, ongoing or tbc"

    init?(_ text: String) {
        if let day = WrittenDay.day(text) {
            self = .day(day)
        } else if let word = Self.words[FoldedName(text).text] {
            self = word
        } else {
            return nil
        }
    }

    private static let words: [String: WrittenDue] = [
        "nextmeeting": .nextMeeting, "nextboard": .nextMeeting, "nextboardmeeting": .nextMeeting,
        "thenextmeeting": .nextMeeting, "ongoing": .ongoing, "tbc": .unset, "tba": .unset, "tbd": .unset,
        "na": .unset, "none": .unset, "notset": .unset, "unset": .unset, "": .unset,
    ]
}
