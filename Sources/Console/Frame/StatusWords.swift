import ActionRegister
import Store

/// What a board calls the statuses of its actions: its own words, else the usual ones.
struct StatusWords: Hashable, Sendable {
    /// By status, and of `draft`.
    var own: [String: String] = [:]

    /// What can have a word of its own, with the usual one.
    static let usual: [(status: String, word: String)] =
        [("draft", "draft")] + Action.Status.allCases.map { ($0.rawValue, $0.usualWord) }

    func word(_ status: Action.Status) -> String { own[status.rawValue] ?? status.usualWord }

    /// As the secretariat sees it: that a draft is one, too.
    func word(_ action: Action) -> String {
        if action.releasedAt == nil && !action.status.isEnded { return own["draft"] ?? "draft" }
        return word(action.status)
    }

    /// The statuses as a list offers them.
    var choices: [(String, String)] {
        [("", "not closed"), ("draft", own["draft"] ?? "drafts")]
            + Action.Status.allCases.map { ($0.rawValue, word($0)) } + [("all", "all")]
    }

    /// What a list's value asks for.
    static func choice(_ value: String) -> RegisterQuery.StatusChoice {
        switch value {
        case "all": .all
        case "draft": .draft
        default: Action.Status(rawValue: value).map { .one($0) } ?? .current
        }
    }
}

extension Visit {
    func statusWords(_ board: Board) throws -> StatusWords {
        StatusWords(own: try store.statusWords(board.id))
    }
}

extension Action.Status {
    fileprivate var usualWord: String {
        switch self {
        case .open: "open"
        case .inProgress: "in progress"
        case .onHold: "on hold"
        case .proposed: "proposed for closure"
        case .closed: "closed"
        case .cancelled: "cancelled"
        }
    }
}

extension Board.State {
    /// As a secretary says it of a board.
    var words: String {
        switch self {
        case .draft: "has not been activated yet"
        case .active: "is active"
        case .paused: "is paused"
        case .archived: "is archived"
        }
    }
}
