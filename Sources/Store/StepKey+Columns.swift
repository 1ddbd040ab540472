import ActionRegister
import GRDB
import Scheduling

extension StepKey {
    /// The columns of the ledger's key, in its order of insertion; 0 is none.
    func columns(on board: Board.ID) -> StatementArguments {
        let anchor = anchor.columns
        return [
            board.rawValue, action?.rawValue ?? 0, owner?.personColumn ?? 0, owner?.organisationColumn ?? 0,
            audience.rawValue, rule.rawValue, anchor.kind, anchor.meeting, anchor.version, occurrence,
        ]
    }

    /// The key in a line, for what derives from it; different keys, different lines.
    var text: String {
        let anchor = anchor.columns
        let owner = "\(owner?.personColumn ?? 0)/\(owner?.organisationColumn ?? 0)"
        return "\(action?.rawValue ?? 0) \(owner) \(audience.rawValue) \(rule.rawValue)"
            + " \(anchor.kind) \(anchor.meeting) \(anchor.version) \(occurrence)"
    }

    /// The columns in which `init(_:from:)` finds a key, of the ledger under an alias.
    static func columns(of ledger: String) -> String {
        let names = [
            "action", "person", "organisation", "audience", "rule", "anchorKind", "anchorMeeting",
            "anchorVersion", "occurrence",
        ]
        return names.map { "\(ledger).\($0)" }.joined(separator: ", ")
    }

    /// Reads a key from the columns of `columns(of:)`, the first of which is `first`.
    init(_ row: Row, from first: Int = 0) {
        let action: Int64 = row[first]
        self.init(
            action: action == 0 ? nil : Action.ID(action), owner: row.owner(first + 1),
            audience: Audience(rawValue: row[first + 3])!, rule: Rule.ID(row[first + 4]),
            anchor: AnchorVersion(row, from: first + 5), occurrence: row[first + 8])
    }
}

extension AnchorVersion {
    fileprivate var columns: (kind: String, meeting: Int64, version: Int64) {
        switch self {
        case .day(let day): ("day", 0, Int64(day.number))
        case .meeting(let meeting, let version): ("meeting", meeting.rawValue, Int64(version.number))
        case .move(let meeting, let number): ("move", meeting.rawValue, Int64(number))
        }
    }

    fileprivate init(_ row: Row, from first: Int) {
        let meeting = Meeting.ID(row[first + 1] as Int64)
        switch row[first] as String {
        case "day": self = .day(row.day(first + 2))
        case "meeting": self = .meeting(meeting, version: row.day(first + 2))
        default: self = .move(meeting, number: row[first + 2])
        }
    }
}

extension Recipient {
    /// As the tables of letters keep it: a person's number, or 0 for the
    /// secretariat's own mailbox.
    var column: Int64 {
        switch self {
        case .person(let id): id.rawValue
        case .secretariat: 0
        }
    }

    init(column: Int64) { self = column == 0 ? .secretariat : .person(Person.ID(column)) }
}
