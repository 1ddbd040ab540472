import ActionRegister

/// The words for what a meeting decided on an action.
enum WrittenOutcome {
    static let advice = "say close, carry, decline, hold or cancel"

    /// `nil` for anything else: what a board decided is not guessed.
    static func decision(_ text: String) -> MeetingOutcome.Decision? { words[FoldedName(text).text] }

    private static let words: [String: MeetingOutcome.Decision] = [
        "close": .close, "closed": .close, "agreedclosed": .close, "discharge": .close, "discharged": .close,
        "carry": .carry, "carried": .carry, "carryforward": .carry, "carriedforward": .carry,
        "carryover": .carry, "carriedover": .carry, "continue": .carry, "continues": .carry,
        "decline": .decline, "declined": .decline, "notaccepted": .decline,
        "hold": .hold, "onhold": .hold, "putonhold": .hold,
        "cancel": .cancel, "cancelled": .cancel, "canceled": .cancel, "withdrawn": .cancel,
    ]
}
