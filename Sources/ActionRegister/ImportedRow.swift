/// What a file said of an action when it was last imported, and what the
/// register then held.
///
/// Beside these two a later file and the register can each be seen to have
/// changed or not: a field the file did not touch is left alone, one it edited is
/// taken over, and one that was changed in both is for a person to settle. No
/// field holds words that anybody wrote.
package struct ImportedRow: Hashable, Codable, Sendable {
    /// A digest of the cell, by the field's name.
    package var cells: [String: String]
    /// The register's value once the row was taken in, by the field's name.
    package var values: [String: String]

    package init(cells: [String: String], values: [String: String]) {
        self.cells = cells
        self.values = values
    }

    /// For the store, which knows every identifier once a batch is written.
    package init(cells: [String: String], of action: Action) {
        self.init(cells: cells, values: Self.values(of: action))
    }

    /// Takes a new due for the one that was remembered; `false` where it remembers
    /// another.
    package mutating func follow(_ old: Action, _ new: Action) -> Bool {
        guard values["due"] == old.due.importedValue else { return false }
        values["due"] = new.due.importedValue
        return true
    }

    /// The fields of an action that a file can change, without free text.
    package static func values(of action: Action) -> [String: String] {
        [
            "action": Self.digest(action.text),
            "owner": action.owners.map { $0.owner.importedValue }.joined(separator: " "),
            "raised": action.raisedAt?.description ?? "",
            "item": Self.digest(action.item ?? ""),
            "due": action.due.importedValue,
            "status": action.status.rawValue,
            "restricted": String(action.isRestricted),
            "closed": action.closure?.day.description ?? "",
        ]
    }

    /// FNV-1a over the text's octets, 64 bits: it finds edits, it hides nothing.
    package static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

extension Owner {
    fileprivate var importedValue: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .organisation(let id): "organisation:\(id)"
        }
    }
}

extension Due {
    fileprivate var importedValue: String {
        switch self {
        case .day(let day): day.description
        case .meeting(let id): "meeting:\(id)"
        case .ongoing: "ongoing"
        case .unset: "unset"
        }
    }
}
