import ActionRegister

/// The words for statuses in action logs.
enum WrittenStatus {
    static let advice =
        "say open, not started, in progress, on hold, proposed for closure, complete, closed, cancelled or withdrawn"

    /// The status a cell means: a colour or nothing is open, and whoever says
    /// "complete" proposes, since only the board closes.
    static func status(_ text: String) -> Action.Status? {
        let folded = FoldedName(text).text
        return folded.contains("proposed") ? .proposed : words[folded]
    }

    private static let words: [String: Action.Status] = [
        "": .open, "open": .open, "notstarted": .open, "red": .open, "amber": .open, "green": .open,
        "blank": .open,
        "inprogress": .inProgress, "onhold": .onHold, "complete": .proposed, "completed": .proposed,
        "done": .proposed, "closed": .closed, "cancelled": .cancelled, "canceled": .cancelled,
        "withdrawn": .cancelled,
    ]
}

/// Yes or no in a cell; a blank one is no.
enum WrittenAnswer {
    static func isYes(_ text: String) -> Bool? {
        switch FoldedName(text).text {
        case "yes", "y", "true", "1", "x", "restricted": true
        case "no", "n", "false", "0", "", "unrestricted": false
        default: nil
        }
    }
}
