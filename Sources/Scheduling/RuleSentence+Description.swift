extension RuleSentence: CustomStringConvertible {
    /// The canonical form: `5 clear working days before the meeting at 08:30 to the chair`.
    package var description: String {
        timing.description + (at.map { " at \($0)" } ?? "")
            + (audience == .owner ? "" : " to the \(audience.rawValue)")
    }
}

extension RuleSentence.Timing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .before(let offset, let anchor): "\(offset) before \(anchor.rawValue)"
        case .on(let anchor): "on \(anchor.rawValue)"
        case .after(let offset, let anchor): "\(offset) after \(anchor.rawValue)"
        case .every(let offset, let limit): "every \(offset) while overdue" + Self.limit(limit)
        case .when(let event): "when \(event.rawValue)"
        case .weekly(let weekday): "every \(weekday)"
        }
    }

    private static func limit(_ limit: Int?) -> String {
        limit.map { ", up to \($0) \($0 == 1 ? "time" : "times")" } ?? ""
    }
}
