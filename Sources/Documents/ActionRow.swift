package import ActionRegister

/// An action as JSON has it: `action list --json`, `export actions --format json`.
///
/// Every key is always there; what is not known is null.
package struct ActionRow: Hashable, Encodable, Sendable {
    package struct OwnerRow: Hashable, Encodable, Sendable {
        package var name: String
        package var organisation: String?
        package var email: String?
        /// Whether this owner has said that their part is done.
        package var partDone: Bool

        package func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(name, forKey: .name)
            try values.encode(organisation, forKey: .organisation)
            try values.encode(email, forKey: .email)
            try values.encode(partDone, forKey: .partDone)
        }

        private enum CodingKeys: CodingKey { case name, organisation, email, partDone }
    }

    package struct DueRow: Hashable, Encodable, Sendable {
        /// `date`, `meeting`, `ongoing` or `unset`.
        package var kind: String
        package var day: String?

        package init(_ due: Due, day: CalendarDay?) {
            kind =
                switch due {
                case .day: "date"
                case .meeting: "meeting"
                case .ongoing: "ongoing"
                case .unset: "unset"
                }
            self.day = day?.description
        }

        package func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(kind, forKey: .kind)
            try values.encode(day, forKey: .day)
        }

        private enum CodingKeys: CodingKey { case kind, day }
    }

    package struct UpdateRow: Hashable, Encodable, Sendable {
        package var at: String
        package var by: String?
        package var text: String

        package func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(at, forKey: .at)
            try values.encode(by, forKey: .by)
            try values.encode(text, forKey: .text)
        }

        private enum CodingKeys: CodingKey { case at, by, text }
    }

    package var board: String
    package var reference: String
    package var text: String
    package var item: String?
    package var owners: [OwnerRow]
    package var lead: String?
    package var raisedAt: String?
    package var due: DueRow
    package var originalDue: DueRow
    package var revisions: Int
    package var status: String
    package var released: Bool
    package var restricted: Bool
    package var standing: Bool
    package var overdueDays: Int
    package var updates: [UpdateRow]
    package var closedAt: String?

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(board, forKey: .board)
        try values.encode(reference, forKey: .reference)
        try values.encode(text, forKey: .text)
        try values.encode(item, forKey: .item)
        try values.encode(owners, forKey: .owners)
        try values.encode(lead, forKey: .lead)
        try values.encode(raisedAt, forKey: .raisedAt)
        try values.encode(due, forKey: .due)
        try values.encode(originalDue, forKey: .originalDue)
        try values.encode(revisions, forKey: .revisions)
        try values.encode(status, forKey: .status)
        try values.encode(released, forKey: .released)
        try values.encode(restricted, forKey: .restricted)
        try values.encode(standing, forKey: .standing)
        try values.encode(overdueDays, forKey: .overdueDays)
        try values.encode(updates, forKey: .updates)
        try values.encode(closedAt, forKey: .closedAt)
    }

    private enum CodingKeys: CodingKey {
        case board, reference, text, item, owners, lead, raisedAt, due, originalDue, revisions, status,
            released
        case restricted, standing, overdueDays, updates, closedAt
    }
}
