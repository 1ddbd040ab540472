import ActionRegister

/// A column that a kind of file may have.
protocol ImportColumn: CaseIterable, Hashable, RawRepresentable<String>, Sendable {
    /// What else the column is called.
    var synonyms: [String] { get }
    var isRequired: Bool { get }
}

enum ActionColumn: String, ImportColumn {
    case reference, action, owner, raised, item, due
    case revisedDue = "revised due"
    case status, update, restricted, closed

    var synonyms: [String] {
        switch self {
        case .reference: ["ref", "no", "number", "action no", "action number", "action ref"]
        case .action: ["description", "task"]
        case .owner: ["owners", "lead", "responsibility", "action by", "action owner"]
        case .raised: ["date raised", "meeting"]
        case .item: ["minute", "agenda item"]
        case .due: ["due date", "target date", "deadline"]
        case .revisedDue: ["revised due date", "revised date", "revised deadline"]
        case .status: ["rag status", "rag"]
        case .update: ["updates", "progress", "comments"]
        case .restricted: []
        case .closed: ["date closed", "closed date"]
        }
    }

    var isRequired: Bool { [.reference, .action, .owner].contains(self) }
}

enum PersonColumn: String, ImportColumn {
    case name, email, organisation, role, board, deputy, salutation

    var synonyms: [String] {
        switch self {
        case .email: ["email address", "mailbox"]
        case .organisation: ["organization"]
        default: []
        }
    }

    var isRequired: Bool { self == .name }
}

enum OrganisationColumn: String, ImportColumn {
    case name, aliases

    var synonyms: [String] {
        switch self {
        case .name: ["organisation", "organization"]
        case .aliases: ["alias"]
        }
    }

    var isRequired: Bool { self == .name }
}

enum MeetingColumn: String, ImportColumn {
    case board, date, time
    case papersDue = "papers due"
    case place, state

    var synonyms: [String] {
        switch self {
        case .date: ["day"]
        case .papersDue: ["papers", "papers deadline"]
        case .place: ["location", "venue"]
        default: []
        }
    }

    var isRequired: Bool { self == .date }
}
